/** Over every page: what was typed at deals that are not open and could not be sent, with the way there. */
import { Link } from "wouter";
import { Icon } from "../icons/Icon";
import { useStuck } from "./stuck";
import classes from "./AwayNote.module.css";

export function StuckNote() {
  return useStuck().map(({ deal, why }) => (
    <p key={deal.id} className={classes.note} role="status">
      <Icon name="alert" small />
      <span>
        What you typed at <Link href={`/deals/${deal.id}`}>{deal.number}</Link> is not sent. {why} It is kept
        in this browser.
      </span>
    </p>
  ));
}
