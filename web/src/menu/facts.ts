/** What rate cards ask of a vehicle, as the deal has it. What it does not say is not known, and never assumed. */
import type { DealVehicle } from "../api/shapes";

export function factsOf(vehicle: DealVehicle | null | undefined): { make?: string; certified?: boolean } {
  return {
    ...(vehicle?.make == null ? {} : { make: vehicle.make }),
    ...(vehicle?.certified == null ? {} : { certified: vehicle.certified }),
  };
}
