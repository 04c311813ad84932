/** The parts of the settings that somebody with these permissions has. */
import type { IconName } from "../icons/Icon";

export interface Part {
  name: string;
  label: string;
  icon: IconName;
}

const parts: readonly (Part & { needs?: readonly string[] })[] = [
  { name: "account", label: "Your account", icon: "person" },
  { name: "keys", label: "Keys", icon: "keyboard" },
  { name: "users", label: "Users", icon: "people", needs: ["identity.read"] },
  { name: "stores", label: "Stores", icon: "store", needs: ["identity.manage_rooftops"] },
  { name: "desk", label: "Desk", icon: "deals", needs: ["settings.manage"] },
  { name: "limits", label: "Reasons and limits", icon: "alert", needs: ["settings.manage"] },
  {
    name: "commission",
    label: "Commission plans",
    icon: "star",
    needs: ["settings.manage", "deals.see_gross"],
  },
  { name: "products", label: "Products", icon: "doc", needs: ["products.manage"] },
  { name: "menu", label: "Menu columns", icon: "columns", needs: ["products.manage"] },
  { name: "rates", label: "Local rates", icon: "scale", needs: ["tax.quote"] },
];

export function settingsParts(permissions: ReadonlySet<string>): readonly Part[] {
  return parts.filter(({ needs }) => (needs ?? []).every((need) => permissions.has(need)));
}
