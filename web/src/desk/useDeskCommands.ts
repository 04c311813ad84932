/** What the commands of the desk do, whether by a key or out of the palette, and what the palette says beside them. */
import { STEPS, type Step } from "../deals/status";
import { type Offer, type Offers, useAnswers, useCommands } from "../keys/offered";
import { say } from "../ui/notices";
import { answersOf } from "./answers/answers";
import { nextRegion } from "./cell/moving";
import { useComparison } from "./compare/useComparison";
import { useMenu, usePrint } from "./DeskBar";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "./DeskContext";
import { asKind } from "./model/kind";
import { paymentOf, perPayment } from "./model/paid";
import { money } from "./numbers/format";
import type { Steps } from "./useSteps";

interface Acts {
  steps: Steps;
  copy: () => void;
  choose: (id: string) => void;
  rename: () => void;
  toggleGross: () => void;
  grossHidden: boolean;
  toggleContext: () => void;
}

export function useDeskCommands(acts: Acts): void {
  const store = useDeskStore();
  const deal = useDesk((state) => state.deal);
  const scenarios = useDesk((state) => state.scenarios);
  const open = useOpen();
  const mayEdit = deal.allowed_actions.includes("edit");
  const editable = useEditable();
  const seesGross = useSeesGross();
  const menu = useMenu();
  const print = usePrint();
  const comparison = useComparison();

  const chosen = scenarios.find((each) => each.id === deal.chosen_structure_id);
  const asOther = (kind: "retail" | "lease" | "cash"): Offer | undefined =>
    editable && open.inputs.kind !== kind
      ? {
          run: () => {
            store.settle();
            store.change(asKind(open.inputs, kind, store.state().settings), "kind");
          },
          detail: `scenario ${open.letter}`,
        }
      : undefined;

  useAnswers((typed) => answersOf(store, typed, seesGross));
  useCommands({
    "desk.scenario": {
      run: (digit = 0) => {
        const scenario = scenarios[digit - 1];
        if (scenario) store.open(scenario.id);
      },
      choices: scenarios.slice(0, 9).flatMap((each, at) => {
        if (each.id === open.id) return [];
        const payment = paymentOf(each.figures);
        const detail = payment === null ? "" : `${money(payment)}${perPayment(each.inputs)}`;
        return [{ digit: at + 1, name: `Open ${each.letter} · ${each.name}`, detail }];
      }),
    },
    "desk.copy": mayEdit ? { run: acts.copy, detail: `of ${open.letter} · ${open.name}` } : undefined,
    "desk.name": {
      run: () => {
        if (editable) acts.rename();
        else say(`${open.letter} can no longer change, nor can its name.`, "refused");
      },
      detail: `${open.letter} · ${open.name}`,
    },
    "desk.choose":
      mayEdit && chosen?.id !== open.id
        ? {
            run: () => acts.choose(open.id),
            name: `Choose ${open.letter} for the contract`,
            detail: chosen ? `${chosen.letter} is chosen` : "none is chosen",
          }
        : undefined,
    "desk.compare": {
      run: comparison.start,
      detail: `${scenarios.length} open`,
    },
    "desk.gross": seesGross
      ? { run: acts.toggleGross, name: acts.grossHidden ? "Show gross" : "Hide gross" }
      : undefined,
    "desk.context": { run: acts.toggleContext, detail: "customer, vehicle, trade" },
    "desk.undo": editable && open.past.length > 0 ? { run: () => store.undo() } : undefined,
    "desk.redo": editable && open.future.length > 0 ? { run: () => store.redo() } : undefined,
    "desk.retail": asOther("retail"),
    "desk.lease": asOther("lease"),
    "desk.cash": asOther("cash"),
    "desk.menu": { run: menu.open, detail: `products for scenario ${open.letter}` },
    "desk.print":
      acts.steps.blocker === null
        ? { run: () => void print.start(), detail: "the buyer's, of this scenario" }
        : undefined,
    "desk.next": { run: () => nextRegion(1) },
    "desk.previous": { run: () => nextRegion(-1) },
    ...stepOffers(acts.steps),
  });
}

/** The step that comes next says what it waits for; the others are there when the deal may take them. */
function stepOffers({ primary, others }: Steps): Offers {
  const command = (step: Step) => `desk.${step}` as const;
  const offers: Partial<Record<ReturnType<typeof command>, Offer>> = {};
  for (const { step, take } of others) offers[command(step)] = { run: take };
  if (primary) {
    offers[command(primary.step)] = {
      run: primary.take,
      detail: primary.blocker === null ? "" : `waits: ${primary.blocker}`,
      name: STEPS[primary.step].word,
    };
  }
  return offers;
}
