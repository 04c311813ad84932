/** The steps that a person can take with a vehicle by hand; the server decides, this only shapes the offer. */
import type { Vehicle, VehicleStatus } from "../api/shapes";

export interface VehicleStep {
  to: VehicleStatus;
  word: string;
  needsReason: boolean;
}

const STEPS: Readonly<Record<VehicleStatus, readonly VehicleStep[]>> = {
  in_transit: [
    { to: "available", word: "It arrived", needsReason: false },
    { to: "reserved", word: "Reserve", needsReason: false },
    { to: "hold", word: "Put on hold", needsReason: true },
  ],
  available: [
    { to: "reserved", word: "Reserve", needsReason: false },
    { to: "hold", word: "Put on hold", needsReason: true },
    { to: "wholesaled", word: "Wholesale", needsReason: true },
    { to: "in_transit", word: "Back in transit", needsReason: true },
  ],
  reserved: [
    { to: "sold", word: "Mark sold", needsReason: false },
    { to: "available", word: "Free it", needsReason: true },
    { to: "hold", word: "Put on hold", needsReason: true },
  ],
  hold: [
    { to: "available", word: "Off hold", needsReason: false },
    { to: "wholesaled", word: "Wholesale", needsReason: true },
  ],
  sold: [{ to: "available", word: "Back into stock", needsReason: true }],
  wholesaled: [{ to: "available", word: "Back into stock", needsReason: true }],
};

/** A vehicle that a deal has reserved belongs to that deal: by hand there is nothing to do with it. */
export function stepsFor(vehicle: Pick<Vehicle, "status" | "deal_id">): readonly VehicleStep[] {
  if (vehicle.status === "reserved" && vehicle.deal_id != null) {
    return [];
  }
  return STEPS[vehicle.status];
}
