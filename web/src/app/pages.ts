/** The pages as chunks: fetched when they are opened, the one at this address while the session is still resumed. */
import { lazy } from "react";
import { fetchWindow } from "../shell/windows";

const load = {
  deals: () => import("../deals/DealsPage"),
  desk: () => import("../desk/DeskPage"),
  compare: () => import("../desk/ComparePage"),
  print: () => import("../print/PrintPage"),
  customers: () => import("../customers/CustomersPage"),
  customer: () => import("../customers/CustomerPage"),
  inventory: () => import("../inventory/InventoryPage"),
  vehicle: () => import("../inventory/VehiclePage"),
  atlas: () => import("../atlas/AtlasPage"),
  overrides: () => import("../reports/OverridesPage"),
  settings: () => import("../settings/SettingsPage"),
  menu: () => import("../menu/MenuPage"),
  lenders: () => import("../lenders/LendersPage"),
  lender: () => import("../lenders/LenderPage"),
  quick: () => import("../quick/QuickPage"),
  present: () => import("../present/CustomerView"),
};

export const DealsPage = lazy(load.deals);
export const DeskPage = lazy(load.desk);
export const ComparePage = lazy(load.compare);
export const PrintPage = lazy(load.print);
export const CustomersPage = lazy(load.customers);
export const CustomerPage = lazy(load.customer);
export const InventoryPage = lazy(load.inventory);
export const VehiclePage = lazy(load.vehicle);
export const AtlasPage = lazy(load.atlas);
export const OverridesPage = lazy(load.overrides);
export const SettingsPage = lazy(load.settings);
export const MenuPage = lazy(load.menu);
export const LendersPage = lazy(load.lenders);
export const LenderPage = lazy(load.lender);
export const QuickPage = lazy(load.quick);
export const CustomerView = lazy(load.present);

/** Which page answers an address, as far as its chunk goes. */
export function pageAt(path: string): keyof typeof load | null {
  if (/^\/deals\/[^/]+\/compare/.test(path)) return "compare";
  if (/^\/deals\/[^/]+\/menu/.test(path)) return "menu";
  if (/^\/deals\/[^/]+\/print/.test(path)) return "print";
  if (/^\/deals\/[^/]+/.test(path)) return "desk";
  if (path.startsWith("/q/")) return "present";
  if (path === "/quick") return "quick";
  if (/^\/customers\/[^/]+/.test(path)) return "customer";
  if (/^\/inventory\/[^/]+/.test(path)) return "vehicle";
  if (/^\/lenders\/[^/]+/.test(path)) return "lender";
  if (path.startsWith("/lenders")) return "lenders";
  if (path === "/" || path.startsWith("/deals")) return "deals";
  if (path.startsWith("/customers")) return "customers";
  if (path.startsWith("/inventory")) return "inventory";
  if (path.startsWith("/atlas")) return "atlas";
  if (path.startsWith("/reports/overrides")) return "overrides";
  return path.startsWith("/settings") ? "settings" : null;
}

/** A chunk that does not come is not the end: opening the page asks for it again and says so. */
function fetchQuietly(page: keyof typeof load): void {
  load[page]().catch(() => {});
}

export function fetchPageAt(path: string): void {
  const page = pageAt(path);
  if (page !== null) fetchQuietly(page);
}

/** Once the first page stands and nothing else is to be done: the rooms that are likely next. */
export function fetchTheOthers(): () => void {
  const others = () => {
    for (const page of ["desk", "deals", "customers", "inventory", "customer", "vehicle", "atlas"] as const) {
      fetchQuietly(page);
    }
    for (const name of ["palette", "keys", "deal"] as const) void fetchWindow(name);
  };
  if ("requestIdleCallback" in window) {
    const handle = requestIdleCallback(others, { timeout: 5_000 });
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(others, 2_000);
  return () => clearTimeout(handle);
}
