/** The cells that a question can name: those of the worksheet, and those of the terms that the person may see. */
import { capped } from "../lenders/capped";
import { atTerm } from "../lenders/offers";
import {
  buyMoneyFactorCell,
  buyRate,
  type Cell,
  markup,
  markupFactor,
  milesPerYear,
  moneyFactorCell,
  sellRate,
  termMonths,
} from "../model/cells";
import { changeLease } from "../model/change";
import { signingTotal } from "../model/lease-cells";
import { leaseRows } from "../model/lease-sheet";
import { worksheetRows } from "../model/worksheet";
import { type DeskState, openScenario } from "../store/state";
import { isCalled } from "./asked";

interface Named {
  cell: Cell;
  /** Its line, and other words for it. */
  called: string;
  /** After the value: `72 months`. */
  unit?: string;
}

const LINES: ReadonlySet<string> = new Set(["accessories", "state_fees"]);
const ALSO: readonly (readonly [RegExp, string])[] = [
  [/^Dealer service fee$/, "doc fee"],
  [/^Cash reduction$/, "cash down"],
  [/^Trade allowance$/, "trade-in"],
];

/** The cells of the worksheet as it stands, every line by its own name. */
function ofWorksheet(state: DeskState): Named[] {
  const { inputs: deal, figures } = openScenario(state);
  const sheet = {
    deal,
    figures,
    effects: null,
    openGroups: LINES,
    stock: state.deal.vehicle?.stock_number ?? null,
    showDelivery: true,
  };
  const rows = deal.kind === "lease" ? leaseRows(sheet) : worksheetRows(sheet);
  return rows.flatMap(({ cell, label }) => {
    if (!cell) return [];
    const also = ALSO.find(([name]) => name.test(label))?.[1] ?? "";
    return [{ cell: { ...cell, label }, called: `${label} ${also}` }];
  });
}

function ofTerms(state: DeskState, seesGross: boolean): Named[] {
  const { kind } = openScenario(state).inputs;
  const caps = state.later?.lenders?.caps ?? null;
  if (kind === "cash") return [];
  if (kind === "lease") {
    const term = termMonths("lease", [], (deal, months) => changeLease(deal, { term_months: months }));
    return [
      { cell: term, called: "term months", unit: " months" },
      { cell: capped(moneyFactorCell, "rate", caps), called: "sell money factor mf" },
      { cell: milesPerYear, called: "miles a year mileage" },
      { cell: signingTotal, called: "total due at signing" },
      ...(seesGross
        ? [
            { cell: buyMoneyFactorCell, called: "buy factor" },
            { cell: capped(markupFactor, "markup", caps), called: "markup" },
          ]
        : []),
    ];
  }
  const term = termMonths("finance", [], (deal, months) => atTerm(deal, state.market, months));
  return [
    { cell: term, called: "term months", unit: " months" },
    { cell: capped(sellRate, "rate", caps), called: "sell rate", unit: "%" },
    ...(seesGross
      ? [
          { cell: buyRate, called: "buy rate", unit: "%" },
          { cell: capped(markup, "markup", caps), called: "markup", unit: "%" },
        ]
      : []),
  ];
}

/** The cells that these words may mean, the worksheet's first. */
export function cellsCalled(words: string, state: DeskState, seesGross: boolean): Named[] {
  return [...ofWorksheet(state), ...ofTerms(state, seesGross)].filter(({ called }) =>
    isCalled(words, called),
  );
}
