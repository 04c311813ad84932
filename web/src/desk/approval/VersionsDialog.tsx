/** Every version of the deal: who, when, what changed, and what it did to payment and gross. */
import { Avatar } from "../../ui/Avatar";
import type { DealVersion } from "../api/deals";
import { useSeesGross } from "../DeskContext";
import { changeRows, differenceOf, headline } from "../model/changes";
import { moment, signedMoney } from "../numbers/format";
import { Dialog } from "../parts/Dialog";
import classes from "./HistoryCard.module.css";

export function VersionsDialog({ versions, close }: { versions: readonly DealVersion[]; close: () => void }) {
  const seesGross = useSeesGross();
  return (
    <Dialog title="Versions" wide reading close={close}>
      <ol className={classes.versions}>
        {versions.map((version) => {
          const payment = differenceOf(version.payment);
          const gross = seesGross ? differenceOf(version.gross) : null;
          return (
            <li key={version.version} className={classes.version}>
              <Avatar small id={version.actor.id} name={version.actor.name} />
              <span>
                <strong>{version.actor.name}</strong> {headline(version)}
              </span>
              <span className={classes.effects}>
                {payment !== null && `payment ${signedMoney(payment)} · `}
                {gross !== null && `gross ${signedMoney(gross)} · `}
                <time dateTime={version.at}>{moment(version.at)}</time>
              </span>
              {version.reason && <p className={classes.reason}>{version.reason}</p>}
              <ul className={classes.changes}>
                {changeRows(version).map((row) => (
                  <li key={row}>{row}</li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
