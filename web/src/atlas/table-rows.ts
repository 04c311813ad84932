/** The rows of the list of states, and their order: what is not known stands last whichever way it is sorted. */
import { centsOf } from "../desk/numbers/exact";
import type { Sort } from "../lists/filters";
import { type Answered, burden, unconfirmed } from "./assess";
import { shortPlace } from "./main-places";
import { BY_NAME } from "./tiles";

export const COLUMNS = ["name", "state", "local", "due", "share", "later", "doubts"] as const;
export type ColumnName = (typeof COLUMNS)[number];

export interface AtlasRow {
  id: string;
  name: string;
  place: string;
  state: string | null;
  local: string | null;
  due: string | null;
  share: string | null;
  later: string | null;
  /** Parameters to confirm; -1 where there is no answer. */
  doubts: number;
  absent: boolean;
  refusal: string | null;
}

export function rowsOf(answers: Answered, price: string, sort: Sort<ColumnName>): AtlasRow[] {
  const rows = BY_NAME.map(({ code, name }): AtlasRow => {
    const answer = answers.get(code);
    const tax = answer?.kind === "assessed" ? answer.tax : null;
    return {
      id: code,
      name,
      place: answer && answer.kind !== "absent" ? shortPlace(answer.place) : "",
      state: tax?.totals.state ?? null,
      local: tax?.totals.local ?? null,
      due: tax?.totals.due ?? null,
      share: tax ? burden(tax.totals.due, price) : null,
      later: tax?.due_at_registration ?? null,
      doubts: tax ? unconfirmed(tax).length : -1,
      absent: answer?.kind === "absent",
      refusal: answer?.kind === "refused" ? (answer.faults[0]?.detail ?? "No amount") : null,
    };
  });
  // The order by name breaks ties, since the rows come by name.
  return rows.toSorted((a, b) => {
    if (sort.column === "name") return sort.down ? b.name.localeCompare(a.name) : 0;
    const [one, two] = [sizeOf(a, sort.column), sizeOf(b, sort.column)];
    if (one === null || two === null) return one === two ? 0 : one === null ? 1 : -1;
    if (one === two) return 0;
    return one < two === sort.down ? 1 : -1;
  });
}

function sizeOf(row: AtlasRow, column: Exclude<ColumnName, "name">): bigint | null {
  if (column === "doubts") return row.doubts < 0 ? null : BigInt(row.doubts);
  // A share of the one price sorts as the tax does.
  return centsOf(column === "share" ? row.due : row[column]);
}
