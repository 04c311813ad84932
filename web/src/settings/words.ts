/** The words for roles. */
import type { Role } from "../api/shapes";

export const ROLES: Readonly<Record<Role, string>> = {
  sales: "Salesperson",
  desk_manager: "Desk manager",
  finance: "Finance manager",
  general_manager: "General manager",
  office: "Office and titles",
  admin: "Administrator",
};
