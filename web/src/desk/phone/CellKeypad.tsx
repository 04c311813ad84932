/** The keypad under the Desk while a cell has the focus; beside its keys stands the payment, which never waits. */
import { useEffect, useState } from "react";
import { useKeypad } from "../../ui/useMedia";
import { moveFrom } from "../cell/moving";
import { useOpen, useWaiting } from "../DeskContext";
import { paymentOf, perPayment } from "../model/paid";
import { money } from "../numbers/format";
import { Figure } from "../parts/Figure";
import { Keypad } from "./Keypad";

/** A cell of the Desk itself: a dialog over it brings a keypad of its own. */
function cellAt(target: EventTarget | null): HTMLInputElement | null {
  if (!(target instanceof HTMLInputElement) || target.readOnly) return null;
  return target.dataset["cell"] !== undefined && target.closest("dialog") === null ? target : null;
}

export function useTypedCell(): HTMLInputElement | null {
  const wanted = useKeypad();
  const [cell, setCell] = useState<HTMLInputElement | null>(null);
  useEffect(() => {
    const entered = (event: FocusEvent) => setCell(cellAt(event.target));
    const left = (event: FocusEvent) => {
      if (event.relatedTarget === null) setCell(null);
    };
    document.addEventListener("focusin", entered);
    document.addEventListener("focusout", left);
    return () => {
      document.removeEventListener("focusin", entered);
      document.removeEventListener("focusout", left);
    };
  }, []);
  return wanted ? cell : null;
}

export function CellKeypad({ cell }: { cell: HTMLInputElement }) {
  const open = useOpen();
  const waiting = useWaiting();
  const payment = paymentOf(open.figures);

  // The keypad takes the foot of the page: what is typed into must stand above it.
  useEffect(() => {
    cell.scrollIntoView({ block: "center" });
  }, [cell]);

  return (
    <Keypad
      into={() => cell}
      move={(by) => {
        if (!moveFrom(cell, by)) cell.blur();
      }}
      done={() => cell.blur()}
    >
      {payment !== null && (
        <>
          <Figure text={money(payment)} waiting={waiting} />
          {perPayment(open.inputs)}
        </>
      )}
    </Keypad>
  );
}
