/** Answers to what is asked in the palette on a deal: worked out by the engine of this tab, taken as if it were typed. */
import type { Figures, Rolled } from "../../engine";
import type { Answer } from "../../keys/offered";
import { same } from "../model/merge";
import { paymentOf, perPayment } from "../model/paid";
import { centsOf, wireMoney } from "../numbers/exact";
import { isZero, money, signedMoney } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { applied, nameOf, refusalOf, shown, valueOf } from "../roll/levers";
import type { DeskStore } from "../store/desk-store";
import { openScenario } from "../store/state";
import { columnsOf } from "../store/terms";
import { leversOf } from "../store/trials";
import { type Asked, isCalled, readAsked } from "./asked";
import { cellsCalled } from "./cells";

const MOST = 4;

export function answersOf(store: DeskStore, typed: string, seesGross: boolean): Answer[] {
  const asked = readAsked(typed);
  if (asked === null) return [];
  const rolls = isCalled(asked.words, "roll payment");
  const cells = rolls ? [] : cellsCalled(asked.words, store.state(), seesGross);
  if (!rolls && cells.length === 0) return [];
  const waits = whyNot(store);
  if (waits !== null) return [only("Not now", waits)];
  if (rolls) return rolled(store, asked, seesGross);
  return cells.slice(0, MOST).map((named) => changed(store, named, asked.value, seesGross));
}

/** What stands in the way of every answer. */
function whyNot(store: DeskStore): string | null {
  const state = store.state();
  if (!state.deal.allowed_actions.includes("edit"))
    return `${state.deal.number} is ${state.deal.status} and read only`;
  if (!store.editable) return `scenario ${openScenario(state).letter} is contracted and read only`;
  if (state.engine === "loading") return "the engine is still loading";
  return state.engine === "failed" ? "the engine could not be loaded" : null;
}

const only = (text: string, detail: string): Answer => ({ id: text, text, detail });

function rolled(store: DeskStore, asked: Asked, seesGross: boolean): Answer[] {
  const state = store.state();
  const open = openScenario(state);
  const deal = open.inputs;
  if (deal.kind === "cash") return [only("Roll to a payment", "a cash deal has no payment to roll to")];
  const entry = readMoney(asked.value, {
    present: paymentOf(open.figures),
    names: store.names(),
    needed: true,
  });
  if (!entry.ok) return [only("Roll to a payment", entry.message)];
  const target = entry.value;
  const answer = store.roll({
    deal,
    target,
    of: "payment",
    levers: leversOf(deal),
    terms: columnsOf(deal, state),
  });
  if (!answer?.ok) return [only(`Roll to ${money(target)}`, answer?.faults?.[0]?.detail ?? "")];
  const { levers } = answer.ok;
  const usable = levers.filter((lever) => valueOf(lever) !== null);
  if (usable.length === 0) {
    const [first] = levers;
    return [only(`No lever alone reaches ${money(target)}`, first?.reason ?? "")];
  }
  const caps = state.later?.lenders?.caps ?? null;
  return usable.map((lever) => {
    const refused = refusalOf(lever, deal, caps);
    const text = `Roll to ${money(target)} with ${nameOf(lever, deal).toLowerCase()}`;
    const value = valueOf(lever) ?? "";
    return {
      id: `roll ${lever.lever}`,
      text,
      detail:
        refused ??
        [rolledText(lever, value), seesGross && grossText(lever.gross_change)].filter(Boolean).join(", "),
      ...(refused === null
        ? { apply: () => take(store, applied(deal, lever), `roll ${lever.lever} ${value}`) }
        : {}),
    };
  });
}

function rolledText(lever: Rolled, value: string): string {
  if (lever.lever !== "term_months") return shown(lever, value);
  const gives = lever.payment ?? lever.best_payment;
  return `${value} months${gives ? ` gives ${money(gives)}` : ""}`;
}

/** `gross −75`: whole dollars are enough beside an answer. */
function grossText(change: string | null | undefined): string | null {
  if (change == null || isZero(change)) return null;
  return `gross ${signedMoney(change).replace(/\.\d+$/, "")}`;
}

function changed(
  store: DeskStore,
  { cell, unit = "" }: ReturnType<typeof cellsCalled>[number],
  typed: string,
  seesGross: boolean,
): Answer {
  const open = openScenario(store.state());
  const deal = open.inputs;
  const entry = cell.parse(typed, cell.read(deal), deal, store.names());
  const refused = entry.ok ? cell.refuse?.(deal, entry.value) : entry.message;
  const id = `set ${cell.id}`;
  if (!entry.ok || refused != null) return { id, text: cell.label, detail: refused ?? "" };
  const inputs = cell.write(deal, entry.value);
  const became = cell.read(inputs) ?? entry.value;
  const text = `${cell.label} ${cell.draft(became)}${unit}`;
  if (same(deal, inputs)) return { id, text, detail: "is so already" };
  const outcome = store.trial(inputs);
  if (!outcome?.ok) return { id, text, detail: outcome?.faults?.[0]?.detail ?? "" };
  return {
    id,
    text,
    detail: effectText(open.figures, outcome.ok, perPayment(inputs), seesGross),
    apply: () => {
      take(store, inputs, id);
      store.keepFormula(cell.id, entry.formula === null ? null : { text: entry.formula, value: became });
    },
  };
}

/** `672.51 / mo, −16.80, gross −25`. */
function effectText(before: Figures | null, after: Figures, per: string, seesGross: boolean): string {
  const payment = paymentOf(after);
  const more = difference(paymentOf(before), payment);
  const gross = seesGross ? difference(before?.gross?.total, after.gross?.total) : null;
  return [
    payment === null ? null : `${money(payment)}${per}`,
    more === null || isZero(more) ? null : signedMoney(more),
    grossText(gross),
  ]
    .filter(Boolean)
    .join(", ");
}

function difference(before: string | null | undefined, after: string | null | undefined): string | null {
  const [from, to] = [centsOf(before), centsOf(after)];
  return from === null || to === null ? null : wireMoney(to - from);
}

/** One step of undo, like anything that is typed. */
function take(store: DeskStore, inputs: Parameters<DeskStore["change"]>[0], mark: string): void {
  store.settle();
  store.change(inputs, mark);
  store.settle();
}
