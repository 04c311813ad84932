/** What of a lease is rolled to the target: its payment, or all that is due at signing. */
import { useOpen } from "../DeskContext";
import { Segments } from "../parts/parts";
import type { RollAim } from "../store/state";

export function RollOf({
  of,
  choose,
  small = false,
}: {
  of: RollAim["of"];
  choose: (of: RollAim["of"]) => void;
  small?: boolean;
}) {
  const { kind } = useOpen().inputs;
  if (kind !== "lease") return null;
  return (
    <Segments
      small={small}
      label="Roll to"
      value={of}
      options={[
        ["payment", "Payment"],
        ["due_at_signing", "Signing"],
      ]}
      choose={choose}
    />
  );
}
