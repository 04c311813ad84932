import { expect, it } from "vitest";
import { pageAt } from "./pages";

it.each([
  ["/", "deals"],
  ["/deals", "deals"],
  ["/deals/0199", "desk"],
  ["/deals/0199/print", "print"],
  ["/deals/0199/compare", "compare"],
  ["/deals/0199/menu", "menu"],
  ["/customers", "customers"],
  ["/customers/0199", "customer"],
  ["/inventory", "inventory"],
  ["/inventory/0199", "vehicle"],
  ["/atlas", "atlas"],
  ["/atlas/TN", "atlas"],
  ["/reports/overrides", "overrides"],
  ["/settings/users", "settings"],
  ["/lenders", "lenders"],
  ["/lenders/0199", "lender"],
  ["/q/alp_0199?store=1", "present"],
  ["/quick", "quick"],
  ["/signin", null],
  ["/elsewhere", null],
])("%s is answered by %s", (path, page) => {
  expect(pageAt(path)).toBe(page);
});
