/** How a vehicle is called, and the words for what is known of it. */
import type { Decoded, Vehicle, VehicleDetails, VehicleStatus } from "../api/shapes";
import { shortMoney } from "../desk/numbers/format";
import type { Tone } from "../ui/Pill";

export function vehicleName(vehicle: Pick<Vehicle, "year" | "make" | "model" | "trim">): string {
  return [vehicle.year, vehicle.make, vehicle.model, vehicle.trim].filter(Boolean).join(" ");
}

export function vehicleDetail(vehicle: Vehicle): string {
  return [
    vehicle.stock_number,
    vehicle.color_exterior,
    vehicle.list_price == null ? null : shortMoney(vehicle.list_price),
    VEHICLE_STATUSES[vehicle.status].word.toLowerCase(),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Who built it: the make where the number says one, else the company that has the number. */
export function makerOf(decoded: Decoded | null | undefined): string | undefined {
  if (decoded == null) return undefined;
  return decoded.makes.length === 1 ? decoded.makes[0] : (decoded.manufacturer ?? decoded.makes[0]);
}

export const VEHICLE_STATUSES: Readonly<Record<VehicleStatus, { word: string; tone: Tone }>> = {
  in_transit: { word: "In transit", tone: "accent" },
  available: { word: "Available", tone: "pos" },
  reserved: { word: "Reserved", tone: "vio" },
  sold: { word: "Sold", tone: "plain" },
  hold: { word: "On hold", tone: "warn" },
  wholesaled: { word: "Wholesaled", tone: "plain" },
};

export const CONDITIONS: Readonly<Record<VehicleDetails["condition"], string>> = { new: "New", used: "Used" };

export const CLASSES: Readonly<Record<VehicleDetails["class"], string>> = {
  passenger: "Passenger car",
  light_truck: "Light truck, SUV, van",
  heavy_truck: "Heavy truck",
  motorcycle: "Motorcycle",
  motorhome: "Motor home",
  trailer: "Trailer",
};

export const FUELS: Readonly<Record<VehicleDetails["fuel"], string>> = {
  gasoline: "Gasoline",
  diesel: "Diesel",
  hybrid: "Hybrid",
  plug_in_hybrid: "Plug-in hybrid",
  electric: "Electric",
  hydrogen: "Hydrogen",
};

export function statusOf(text: string | undefined): VehicleStatus | undefined {
  return text !== undefined && text in VEHICLE_STATUSES ? (text as VehicleStatus) : undefined;
}
