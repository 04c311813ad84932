/** What of the open scenario is beyond the limits of whoever is signed in, and the reason for each, in place. */
import { useQuery } from "@tanstack/react-query";
import { Icon } from "../../icons/Icon";
import { useDesk, useDeskStore, useOpen, useSeesGross } from "../DeskContext";
import { readLimits } from "../house/api";
import { breachName, breachText, reasonsFor } from "../house/breaches";
import type { Breach } from "../house/shapes";
import { givenOf } from "../store/state";
import classes from "./BreachList.module.css";

/** Live from the engine; what only the server may know of is added as of the last save. */
export function useBreaches(): readonly Breach[] {
  const dealId = useDesk((state) => state.deal.id);
  const { id, stored } = useOpen();
  const live = useDesk((state) => state.later?.limits ?? NONE);
  const submits = useDesk((state) => state.deal.allowed_actions.includes("submit"));
  const seesGross = useSeesGross();
  const held = useQuery({
    queryKey: ["deal limits", dealId, id, stored.revision],
    queryFn: ({ signal }) => readLimits(dealId, id, signal),
    enabled: submits && !seesGross,
    placeholderData: (before) => before,
  });
  if (!submits) return NONE;
  const known = new Set(live.map(({ code }) => code));
  const hidden = (held.data?.breaches ?? NONE).filter((each) => each.confidential && !known.has(each.code));
  return hidden.length === 0 ? live : [...live, ...hidden];
}

const NONE: readonly Breach[] = [];

export function BreachList() {
  const store = useDeskStore();
  const breaches = useBreaches();
  const open = useOpen();
  const reasons = useDesk((state) => state.settings?.reasons ?? NO_REASONS);
  const note = useDesk((state) => state.settings?.approval_note ?? null);
  const given = useDesk((state) => givenOf(state, open.id));
  if (breaches.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Beyond your limits">
      {breaches.map((breach) => {
        const said = given[breach.code];
        return (
          <li key={breach.code} className={classes.breach}>
            <Icon name="alert" small />
            <span className={classes.text}>{breachText(breach)}</span>
            <select
              className={classes.reason}
              aria-label={`Reason for ${breachName(breach.code)}`}
              data-needed={!said?.reason || undefined}
              value={said?.reason ?? ""}
              onChange={(event) => {
                const reason = event.currentTarget.value;
                store.giveReason(open.id, breach.code, { reason, note: said?.note ?? "" });
              }}
            >
              <option value="">Reason needed</option>
              {reasonsFor(reasons, breach.code).map((each) => (
                <option key={each.code} value={each.code}>
                  {each.label}
                </option>
              ))}
            </select>
            {said?.reason && (
              <input
                className={classes.note}
                aria-label={`Note to the reason for ${breachName(breach.code)}`}
                placeholder="Note for the approver"
                maxLength={500}
                value={said.note}
                onChange={(event) =>
                  store.giveReason(open.id, breach.code, {
                    reason: said.reason,
                    note: event.currentTarget.value,
                  })
                }
              />
            )}
          </li>
        );
      })}
      {note && <li className={classes.house}>{note}</li>}
    </ul>
  );
}

const NO_REASONS: readonly never[] = [];
