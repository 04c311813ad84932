/** Two to four states side by side: each line of the sample with what the law does to it, and what comes of it. */
import { isNegative, isZero, money, percent } from "../desk/numbers/format";
import { partName } from "../desk/model/words";
import type { Assessment, PartKind } from "../engine";
import { burden, type StateAnswer, unconfirmed } from "./assess";

export interface CompareCell {
  text: string;
  /** Why, in the words of the law. */
  why?: string;
}

export interface CompareLine {
  name: string;
  /** One for each state, in the order of the states; null where there is no answer. */
  cells: readonly (CompareCell | null)[];
  strong?: boolean;
}

export interface CompareGroup {
  name: string;
  lines: readonly CompareLine[];
}

/** Whether every state that answers says the same. */
export function alike(line: CompareLine): boolean {
  const said = line.cells.flatMap((cell) => (cell ? [cell.text] : []));
  return said.length === line.cells.length && new Set(said).size === 1;
}

export function compareStates(
  answers: readonly (StateAnswer | undefined)[],
  price: string,
  lease: boolean,
): CompareGroup[] {
  const taxes = answers.map((answer) => (answer?.kind === "assessed" ? answer.tax : null));
  const line = (
    name: string,
    of: (tax: Assessment) => CompareCell | string,
    strong = false,
  ): CompareLine => ({
    name,
    strong,
    cells: taxes.map((tax) => {
      if (!tax) return null;
      const cell = of(tax);
      return typeof cell === "string" ? { text: cell } : cell;
    }),
  });
  const kinds = [
    ...new Set(
      taxes.flatMap((tax) => (tax ? [...tax.counted, ...tax.left_out].map((part) => part.kind) : [])),
    ),
  ];
  const fees = [
    ...new Map(
      taxes.flatMap((tax) => (tax ? tax.fees.map((fee) => [fee.code, fee.name] as const) : [])),
    ).entries(),
  ];
  return [
    {
      name: "Tax",
      lines: [
        line("State tax", (tax) => amount(tax.totals.state)),
        line("Local tax", (tax) => amount(tax.totals.local)),
        line("Credit", (tax) => amount(tax.totals.credit)),
        ...(lease
          ? [
              line("At signing", (tax) => amount(tax.totals.at_signing)),
              line("In each payment", (tax) => amount(tax.totals.per_payment)),
            ]
          : []),
        line(lease ? "Over the term" : "Tax", (tax) => amount(tax.totals.due), true),
        line("Of the price", (tax) => burden(tax.totals.due, price) ?? "–"),
        line("State rate", rates),
      ],
    },
    {
      name: "What the law does with each line",
      lines: [
        ...kinds.map((kind) => line(partName[kind], (tax) => treatment(tax, kind))),
        line("Taxable", (tax) => money(tax.taxable_base), true),
      ],
    },
    {
      name: "Who collects",
      lines: [
        line("The dealer collects", (tax) => amount(tax.collected_by_dealer)),
        line("Due at registration", (tax) => amount(tax.due_at_registration)),
      ],
    },
    ...(fees.length > 0
      ? [
          {
            name: "State fees beside the tax",
            lines: fees.map(([code, name]) =>
              line(name, (tax) => {
                const fee = tax.fees.find((each) => each.code === code);
                if (!fee) return "–";
                return { text: fee.amount ? money(fee.amount) : "not known", why: fee.citation };
              }),
            ),
          },
        ]
      : []),
    {
      name: "How sure we are",
      lines: [
        line("To confirm", (tax) => {
          const doubts = unconfirmed(tax);
          return { text: doubts.length === 0 ? "none" : String(doubts.length), why: doubts.join(" ") };
        }),
        line("Asked by the law", (tax) => ({
          text: tax.questions.length === 0 ? "nothing" : String(tax.questions.length),
          why: tax.questions.map((question) => question.text).join(" "),
        })),
      ],
    },
  ];
}

const amount = (wire: string) => (isZero(wire) ? "none" : money(wire));

function rates(tax: Assessment): CompareCell {
  const lines = tax.lines.filter((line) => line.level === "state");
  if (lines.length === 0) return { text: "none" };
  return {
    text: lines.map((line) => (line.rate ? percent(line.rate, 0) : "brackets")).join(" + "),
    why: lines.map((line) => `${line.name}: ${line.citation}.`).join(" "),
  };
}

/** `taxed 35,000.00`, `off the base 10,000.00`, `not taxed`. A part may be counted up to a limit and left out beyond it. */
function treatment(tax: Assessment, kind: PartKind): CompareCell {
  const counted = tax.counted.filter((part) => part.kind === kind);
  const out = tax.left_out.filter((part) => part.kind === kind);
  if (counted.length + out.length === 0) return { text: "–" };
  const words = [
    ...counted.map((part) =>
      isNegative(part.amount) ? `off ${money(part.amount.slice(1))}` : `taxed ${money(part.amount)}`,
    ),
    ...out.map((part) => (counted.length > 0 ? `${money(part.amount)} not` : "not taxed")),
  ];
  return {
    text: words.join(", "),
    why: [...counted, ...out].map((part) => `${part.reason} ${part.citation}.`).join(" "),
  };
}
