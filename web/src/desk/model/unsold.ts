/** Products that cannot be sold with the deal as it is: another vehicle, a copy or today's rate card brought it about. */
import type { Deal } from "../../engine";

/** As the server says it with the deal. */
export interface ProductFault {
  structure_id: string;
  /** The line's id. */
  line: string;
  pointer: string;
  code: "not_eligible" | "over_cap";
  detail: string;
}

/** Those of one scenario whose lines are still there. */
export function unsoldOf(
  deal: { product_faults?: readonly ProductFault[] },
  scenario: { id: string; inputs: Pick<Deal, "products"> },
): readonly ProductFault[] {
  const lines = new Set((scenario.inputs.products ?? []).map((product) => product.id));
  return (deal.product_faults ?? []).filter(
    (fault) => fault.structure_id === scenario.id && lines.has(fault.line),
  );
}
