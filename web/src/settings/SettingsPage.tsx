/** Settings: one's own account, and for those who may, the users, the stores, the desk and the local rates. */
import { lazy, Suspense } from "react";
import { Link, Redirect } from "wouter";
import { useMay } from "../api/viewer";
import { Icon, type IconName } from "../icons/Icon";
import { TopBar } from "../shell/Shell";
import { AccountPage } from "./AccountPage";
import classes from "./settings.module.css";

const UsersPage = lazy(() => import("./UsersPage"));
const RooftopsPage = lazy(() => import("./RooftopsPage"));
const RatesPage = lazy(() => import("./rates/RatesPage"));
const DeskSettingsPage = lazy(() => import("./desk/DeskSettingsPage"));
const LimitsPage = lazy(() => import("./desk/LimitsPage"));
const ProductsPage = lazy(() => import("../products/ProductsPage"));
const MenuColumnsPage = lazy(() => import("../products/MenuColumnsPage"));
const CommissionPage = lazy(() => import("./desk/CommissionPage"));

/** Whose tables need the width. */
const WIDE = new Set(["rates", "desk", "limits", "commission", "products", "menu"]);

export default function SettingsPage({ part }: { part: string }) {
  const readsUsers = useMay("identity.read");
  const managesRooftops = useMay("identity.manage_rooftops");
  const readsRates = useMay("tax.quote");
  const managesSettings = useMay("settings.manage");
  const managesProducts = useMay("products.manage");
  const seesGross = useMay("deals.see_gross");
  const parts: [string, string, IconName][] = [
    ["account", "Your account", "person"],
    ...(readsUsers ? [["users", "Users", "people"] as [string, string, IconName]] : []),
    ...(managesRooftops ? [["stores", "Stores", "store"] as [string, string, IconName]] : []),
    ...(managesSettings ? [["desk", "Desk", "deals"] as [string, string, IconName]] : []),
    ...(managesSettings ? [["limits", "Reasons and limits", "alert"] as [string, string, IconName]] : []),
    ...(managesSettings && seesGross
      ? [["commission", "Commission plans", "star"] as [string, string, IconName]]
      : []),
    ...(managesProducts ? [["products", "Products", "doc"] as [string, string, IconName]] : []),
    ...(managesProducts ? [["menu", "Menu columns", "columns"] as [string, string, IconName]] : []),
    ...(readsRates ? [["rates", "Local rates", "scale"] as [string, string, IconName]] : []),
  ];
  if (!parts.some(([name]) => name === part)) {
    return <Redirect to="/settings/account" replace />;
  }
  return (
    <>
      <TopBar title="Settings" />
      <div className={classes.page}>
        <nav className={classes.parts} aria-label="Settings">
          {parts.map(([name, label, icon]) => (
            <Link key={name} href={`/settings/${name}`} aria-current={name === part ? "page" : undefined}>
              <Icon name={icon} />
              {label}
            </Link>
          ))}
        </nav>
        <div className={classes.content} data-wide={WIDE.has(part) || undefined}>
          <Suspense>
            {part === "account" && <AccountPage />}
            {part === "users" && <UsersPage />}
            {part === "stores" && <RooftopsPage />}
            {part === "rates" && <RatesPage />}
            {part === "desk" && <DeskSettingsPage />}
            {part === "limits" && <LimitsPage />}
            {part === "commission" && <CommissionPage />}
            {part === "products" && <ProductsPage />}
            {part === "menu" && <MenuColumnsPage />}
          </Suspense>
        </div>
      </div>
    </>
  );
}
