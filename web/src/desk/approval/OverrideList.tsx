/** What was asked for beyond limits with this deal: figure, reason, who asked, what it does, and what became of it. */
import { useQuery } from "@tanstack/react-query";
import { useDesk } from "../DeskContext";
import { readOverrides } from "../house/api";
import { breachText, effectsText } from "../house/breaches";
import type { DealOverride } from "../house/shapes";
import { moment } from "../numbers/format";
import { Pill, type Tone } from "../parts/parts";
import classes from "./BreachList.module.css";

const DECISIONS: Record<DealOverride["decision"], readonly [string, Tone]> = {
  pending: ["waits for approval", "warn"],
  approved: ["approved", "pos"],
  returned: ["returned", "neg"],
  withdrawn: ["withdrawn", "plain"],
};

export function OverrideList() {
  const dealId = useDesk((state) => state.deal.id);
  const version = useDesk((state) => state.deal.version);
  const status = useDesk((state) => state.deal.status);
  const asked = useQuery({
    queryKey: ["deal overrides", dealId, version],
    queryFn: ({ signal }) => readOverrides(dealId, signal),
    // A draft that never was submitted asked for nothing.
    enabled: status !== "draft",
    placeholderData: (before) => before,
  });
  const shown = (asked.data ?? []).filter((each) => each.decision !== "withdrawn");
  if (shown.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Asked for beyond limits">
      {shown.map((held) => (
        <Asked key={held.id} held={held} />
      ))}
    </ul>
  );
}

function Asked({ held }: { held: DealOverride }) {
  const [word, tone] = DECISIONS[held.decision];
  const effects = effectsText(held);
  return (
    <li className={classes.asked}>
      <p>
        <strong>
          {held.structure_letter}: {breachText(held)}
        </strong>
        <Pill small tone={tone}>
          {word}
        </Pill>
      </p>
      <p>
        {held.reason_label}
        {held.note && ` · “${held.note}”`}
        <span className={classes.faint}>
          {held.asked_by.name}, {moment(held.asked_at)}
        </span>
      </p>
      {effects.length > 0 && (
        <p className={classes.faint}>With the limit kept, then as asked: {effects.join(" · ")}</p>
      )}
      {held.decided_by && (
        <p className={classes.faint}>
          {held.decision === "approved" ? "Approved" : "Returned"} by {held.decided_by.name}
          {held.comment && `: ${held.comment}`}
        </p>
      )}
    </li>
  );
}
