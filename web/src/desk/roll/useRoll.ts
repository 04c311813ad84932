/** A target that is typed, what each lever would have to be for it, and one of them applied; on the Desk and on a phone. */
import { useState } from "react";
import type { Rolled } from "../../engine";
import { say } from "../../ui/notices";
import { useDesk, useDeskStore, useOpen } from "../DeskContext";
import { money } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { openScenario } from "../store/state";
import { applied, refusalOf, valueOf } from "./levers";

export function useRoll() {
  const store = useDeskStore();
  const open = useOpen();
  const later = useDesk((state) => state.later);
  const aim = useDesk((state) => state.aim);
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [picked, setPicked] = useState(0);

  const levers = later?.scenarioId === open.id ? (later.roll?.levers ?? []) : [];
  const usable = levers.filter((lever) => valueOf(lever) !== null);
  const chosen = usable[Math.min(picked, Math.max(0, usable.length - 1))];

  function typed(text: string) {
    setDraft(text);
    const entry = readMoney(text, { present: aim.target, names: store.names() });
    if (text.trim() === "") {
      setWrong(null);
      store.aim({ target: null });
    } else if (entry.ok) {
      setWrong(null);
      store.aim({ target: entry.value });
    } else if (!entry.unfinished) {
      setWrong(entry.message);
    }
  }

  function left() {
    setDraft(null);
    setWrong(null);
  }

  /** Into the scenario that is open now; false where a cap refuses it, which is then said. */
  function apply(lever: Rolled): boolean {
    const { inputs } = openScenario(store.state());
    const refused = refusalOf(lever, inputs, later?.lenders?.caps ?? null);
    if (refused !== null) {
      say(refused, "refused");
      return false;
    }
    store.settle();
    store.change(applied(inputs, lever), `roll ${lever.lever} ${valueOf(lever) ?? ""}`);
    store.settle();
    return true;
  }

  return {
    aim,
    setAim: (of: typeof aim.of) => store.aim({ of }),
    text: draft ?? (aim.target === null ? "" : money(aim.target)),
    wrong,
    typed,
    left,
    levers,
    chosen,
    pick: (lever: Rolled) => setPicked(usable.indexOf(lever)),
    /** The next or the one before, round and round. */
    step: (by: 1 | -1) =>
      setPicked((usable.indexOf(chosen as Rolled) + by + usable.length) % Math.max(1, usable.length)),
    apply,
  };
}
