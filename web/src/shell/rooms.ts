/** Which rooms a person sees, by what they may do. A room without its permission is not drawn at all. */
import type { IconName } from "../icons/Icon";
import type { CommandName } from "../keys/commands";

export interface Room {
  href: string;
  label: string;
  icon: IconName;
  /** What goes there. */
  command: CommandName;
}

const rooms: readonly (Room & { needs: readonly string[] })[] = [
  {
    href: "/deals",
    command: "go.deals",
    label: "Deals",
    icon: "deals",
    needs: ["deals.read_own", "deals.read_all"],
  },
  {
    href: "/customers",
    command: "go.customers",
    label: "Customers",
    icon: "people",
    needs: ["customers.read"],
  },
  { href: "/inventory", command: "go.inventory", label: "Inventory", icon: "car", needs: ["inventory.read"] },
  { href: "/lenders", command: "go.lenders", label: "Lenders", icon: "bank", needs: ["deals.see_gross"] },
  { href: "/atlas", command: "go.atlas", label: "Tax atlas", icon: "atlas", needs: ["tax.quote"] },
  {
    href: "/reports/overrides",
    command: "go.overrides",
    label: "Overrides",
    icon: "scale",
    needs: ["deals.approve"],
  },
];

export function roomsFor(permissions: ReadonlySet<string>): { rooms: Room[]; settings: Room } {
  return {
    rooms: rooms.filter((room) => room.needs.some((need) => permissions.has(need))),
    settings: { href: "/settings", command: "go.settings", label: "Settings", icon: "gear" },
  };
}
