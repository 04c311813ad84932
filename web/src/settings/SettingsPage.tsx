/** Settings: one's own account and keys, and for those who may, the users, the stores, the desk and the local rates. */
import { lazy, Suspense } from "react";
import { Link, Redirect } from "wouter";
import { useViewer } from "../api/viewer";
import { Icon } from "../icons/Icon";
import { TopBar } from "../shell/Shell";
import { AccountPage } from "./AccountPage";
import { settingsParts } from "./parts";
import classes from "./settings.module.css";

const KeysPage = lazy(() => import("./KeysPage"));
const UsersPage = lazy(() => import("./UsersPage"));
const RooftopsPage = lazy(() => import("./RooftopsPage"));
const RatesPage = lazy(() => import("./rates/RatesPage"));
const DeskSettingsPage = lazy(() => import("./desk/DeskSettingsPage"));
const LimitsPage = lazy(() => import("./desk/LimitsPage"));
const ProductsPage = lazy(() => import("../products/ProductsPage"));
const MenuColumnsPage = lazy(() => import("../products/MenuColumnsPage"));
const CommissionPage = lazy(() => import("./desk/CommissionPage"));

const NONE: ReadonlySet<string> = new Set();

/** Whose tables need the width. */
const WIDE = new Set(["rates", "desk", "limits", "commission", "products", "menu"]);

export default function SettingsPage({ part }: { part: string }) {
  const permissions = useViewer()?.permissions ?? NONE;
  const parts = settingsParts(permissions);
  if (!parts.some(({ name }) => name === part)) {
    return <Redirect to="/settings/account" replace />;
  }
  return (
    <>
      <TopBar title="Settings" />
      <div className={classes.page}>
        <nav className={classes.parts} aria-label="Settings">
          {parts.map(({ name, label, icon }) => (
            <Link key={name} href={`/settings/${name}`} aria-current={name === part ? "page" : undefined}>
              <Icon name={icon} />
              {label}
            </Link>
          ))}
        </nav>
        <div className={classes.content} data-wide={WIDE.has(part) || undefined}>
          <Suspense>
            {part === "account" && <AccountPage />}
            {part === "keys" && <KeysPage />}
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
