/** The sample deal over every state at once, by the engine in this tab. */
import { settleAnswers } from "../desk/model/answers";
import { centsOf } from "../desk/numbers/exact";
import { isZero, shortMoney } from "../desk/numbers/format";
import type { Assessment, Engine, Fault, Figures, Place } from "../engine";
import { dealIn, placeIn } from "./deal";
import { mainPlace } from "./main-places";
import type { Atlas, Shown } from "./sample";
import { TILES } from "./tiles";

export type StateAnswer =
  /** The rules of this state are not in this build. */
  | { kind: "absent" }
  /** The law does not speak for this deal, or something it needs is missing. */
  | { kind: "refused"; faults: readonly Fault[]; place: Place }
  | { kind: "assessed"; tax: Assessment; figures: Figures; place: Place };

export type Answered = ReadonlyMap<string, StateAnswer>;

export function assessIn(
  engine: Engine,
  known: ReadonlySet<string>,
  atlas: Atlas,
  state: string,
): StateAnswer {
  if (!known.has(state)) return { kind: "absent" };
  const place = placeIn(atlas, state);
  const seller = atlas.sample.sold === "" ? place : placeIn(atlas, atlas.sample.sold);
  const asked = dealIn(atlas.sample, place, seller, atlas.answers[state] ?? {});
  // An answer to a question that this state's law does not ask stays out of what is worked out.
  const { outcome } = settleAnswers(asked, {}, (deal) => engine.figures(deal));
  return outcome.ok
    ? { kind: "assessed", tax: outcome.ok.tax, figures: outcome.ok, place }
    : { kind: "refused", faults: outcome.faults, place };
}

export function assessAll(engine: Engine, atlas: Atlas): Answered {
  const known = new Set(engine.versions().jurisdictions);
  return new Map(TILES.map(({ code }) => [code, assessIn(engine, known, atlas, code)]));
}

/** What a tile, a row and a column show of an answer. */
export function amountOf(answer: StateAnswer | undefined, shown: Shown): string | null {
  if (answer?.kind !== "assessed") return null;
  const { totals } = answer.tax;
  return shown === "state" ? totals.state : totals.due;
}

/** Whether a county, city or district takes something on top. */
export function bearsLocal(answer: StateAnswer | undefined): boolean {
  return answer?.kind === "assessed" && answer.tax.lines.some((line) => line.level !== "state");
}

export function isMainPlace(place: Place): boolean {
  const main = mainPlace(place.state);
  return place.city === main.city && place.county === main.county && place.zip === main.zip;
}

/** Parameters under the figures that nobody has confirmed yet. */
export function unconfirmed(tax: Assessment): string[] {
  return tax.warnings.flatMap((warning) => (warning.code === "unverified" ? [warning.detail] : []));
}

/** Why a state shows no amount, in two words for a tile. */
export function refusalWord(faults: readonly Fault[]): string {
  const codes = faults.map((fault) => fault.code);
  if (codes.some((code) => code === "date_before_rules" || code === "date_after_rules")) return "no law";
  if (codes.some((code) => /place|county|local_rate|zip/.test(code))) return "place?";
  return "needs";
}

/** Tax in percent of the price, to two places. */
export function burden(due: string, price: string): string | null {
  const [tax, whole] = [centsOf(due), centsOf(price)];
  if (tax === null || whole === null || whole <= 0n || tax < 0n) return null;
  const hundredths = (tax * 20_000n + whole) / (whole * 2n);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}%`;
}

/** To the nearest dollar, for a tile: `1,594` of 1,593.75. */
export function wholeDollars(wire: string): string {
  const cents = centsOf(wire) ?? 0n;
  const away = cents < 0n ? -50n : 50n;
  return shortMoney(`${(cents + away) / 100n}.00`);
}

/** The states with the largest amount and those with none, for the sentence under the map. */
export function extremes(answers: Answered, shown: Shown): { highest: string | null; none: string[] } {
  let highest: string | null = null;
  let most = 0n;
  const none: string[] = [];
  for (const { code } of TILES) {
    const amount = amountOf(answers.get(code), shown);
    if (amount === null) continue;
    if (isZero(amount)) none.push(code);
    const cents = centsOf(amount) ?? 0n;
    if (cents > most) [highest, most] = [code, cents];
  }
  return { highest, none };
}
