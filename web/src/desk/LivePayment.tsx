/** Says the payment to screen readers once typing has paused. */
import { useEffect, useState } from "react";
import { useOpen } from "./DeskContext";
import { paymentOf, spokenPer } from "./model/paid";
import { spoken } from "./numbers/format";

const PAUSE_MS = 700;

export function LivePayment() {
  const open = useOpen();
  const payment = open.faults.length > 0 ? null : paymentOf(open.figures);
  const cash = open.inputs.kind === "cash";
  const text =
    payment === null
      ? ""
      : `${cash ? "Balance due" : "Payment"} ${spoken(payment)}${cash ? "" : ` ${spokenPer(open.inputs)}`}`;
  const [said, setSaid] = useState(text);

  useEffect(() => {
    const later = setTimeout(() => setSaid(text), PAUSE_MS);
    return () => clearTimeout(later);
  }, [text]);

  return (
    <div className="al-sr" aria-live="polite" role="status">
      {said}
    </div>
  );
}
