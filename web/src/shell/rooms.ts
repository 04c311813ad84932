/** Which rooms a person sees, by what they may do. A room without its permission is not drawn at all. */
import type { IconName } from "../icons/Icon";

export interface Room {
  href: string;
  label: string;
  icon: IconName;
}

const rooms: readonly (Room & { needs: readonly string[] })[] = [
  { href: "/deals", label: "Deals", icon: "deals", needs: ["deals.read_own", "deals.read_all"] },
  { href: "/customers", label: "Customers", icon: "people", needs: ["customers.read"] },
  { href: "/inventory", label: "Inventory", icon: "car", needs: ["inventory.read"] },
  { href: "/lenders", label: "Lenders", icon: "bank", needs: ["deals.see_gross"] },
  { href: "/atlas", label: "Tax atlas", icon: "atlas", needs: ["tax.quote"] },
  { href: "/reports/overrides", label: "Overrides", icon: "scale", needs: ["deals.approve"] },
];

export function roomsFor(permissions: ReadonlySet<string>): { rooms: Room[]; settings: Room } {
  return {
    rooms: rooms.filter((room) => room.needs.some((need) => permissions.has(need))),
    settings: { href: "/settings", label: "Settings", icon: "gear" },
  };
}
