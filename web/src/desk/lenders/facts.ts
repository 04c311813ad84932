/** What lenders ask of a vehicle, as the stock has it. */
import type { VehicleDetails } from "../../api/shapes";
import type { VehicleFacts } from "../../engine/market";

export function factsOf(vehicle: VehicleDetails): VehicleFacts {
  return {
    make: vehicle.make,
    model: vehicle.model,
    ...(vehicle.trim ? { trim: vehicle.trim } : {}),
    certified: vehicle.certified,
    ...(vehicle.invoice_cost ? { invoice: vehicle.invoice_cost } : {}),
  };
}
