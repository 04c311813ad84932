/** Every address of the client and the page that answers it; pages arrive as their own chunks. */
import { Suspense, useEffect, useState } from "react";
import { Link, Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { session } from "../api/http";
import { explain } from "../api/problem";
import { useViewer } from "../api/viewer";
import { Shell, TopBar } from "../shell/Shell";
import { lockedTo } from "../present/locked";
import { wayBack } from "../signin/enter";
import { Empty, Failed } from "../ui/states";
import { Notices } from "../ui/Notices";
import { Fence } from "../ui/Fence";
import { SignIn } from "../signin/SignIn";
import {
  AtlasPage,
  ComparePage,
  CustomerPage,
  CustomersPage,
  CustomerView,
  DealsPage,
  DeskPage,
  fetchPageAt,
  fetchTheOthers,
  InventoryPage,
  LenderPage,
  LendersPage,
  MenuPage,
  OverridesPage,
  PrintPage,
  QuickPage,
  SettingsPage,
  VehiclePage,
} from "./pages";

fetchPageAt(location.pathname);

export function Routes() {
  const [path] = useLocation();
  const link = /^\/q\/([^/]+)/.exec(path)?.[1];
  if (link !== undefined) {
    return (
      <Fence key={link}>
        <Suspense>
          <CustomerView token={link} />
        </Suspense>
      </Fence>
    );
  }
  // While a customer looks at this screen there is no other page, whoever is signed in in other tabs.
  const customers = lockedTo();
  return customers === null ? <OfTheStore /> : <Redirect to={customers} replace />;
}

/** The pages of people who work here, once it is known whether somebody is signed in. */
function OfTheStore() {
  const viewer = useViewer();
  const [resumed, setResumed] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    session.resume().then(() => setResumed(true), setFailure);
  }, []);

  function again() {
    session.resume().then(() => {
      setResumed(true);
      setFailure(null);
    }, setFailure);
  }

  if (failure !== null) {
    return <Failed text={explain(failure)} again={again} />;
  }
  if (!resumed) {
    return null;
  }
  return viewer === null ? <Outside /> : <Inside />;
}

function Outside() {
  const [path] = useLocation();
  const search = useSearch();
  if (path.startsWith("/signin")) {
    return <SignIn />;
  }
  const back = path === "/" ? "" : `?to=${encodeURIComponent(search === "" ? path : `${path}?${search}`)}`;
  return <Redirect to={`/signin${back}`} replace />;
}

function Inside() {
  const [path] = useLocation();
  useEffect(fetchTheOthers, []);
  return (
    <Shell>
      <Notices />
      <Fence key={placeOf(path)}>
        <Suspense>
          <Switch>
            <Route path="/deals">
              <DealsPage />
            </Route>
            <Route path="/deals/:id/print">{({ id }) => <PrintPage dealId={id} />}</Route>
            <Route path="/deals/:id/menu">{({ id }) => <MenuPage key={id} dealId={id} />}</Route>
            <Route path="/deals/:id/compare">{({ id }) => <ComparePage dealId={id} />}</Route>
            <Route path="/deals/:id">{({ id }) => <DeskPage dealId={id} />}</Route>
            <Route path="/quick">
              <QuickPage />
            </Route>
            <Route path="/customers">
              <CustomersPage />
            </Route>
            <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
            <Route path="/inventory">
              <InventoryPage />
            </Route>
            <Route path="/inventory/:id">{({ id }) => <VehiclePage key={id} id={id} />}</Route>
            <Route path="/lenders">
              <LendersPage />
            </Route>
            <Route path="/lenders/:id">{({ id }) => <LenderPage key={id} id={id} />}</Route>
            <Route path="/atlas/:state?">{({ state }) => <AtlasPage state={state ?? null} />}</Route>
            <Route path="/reports/overrides">
              <OverridesPage />
            </Route>
            <Route path="/settings">
              <Redirect to="/settings/account" replace />
            </Route>
            <Route path="/settings/:part">{({ part }) => <SettingsPage part={part} />}</Route>
            <Route path="/signin">
              <Back />
            </Route>
            <Route path="/">
              <Redirect to="/deals" replace />
            </Route>
            <Route>
              <Nowhere />
            </Route>
          </Switch>
        </Suspense>
      </Fence>
    </Shell>
  );
}

/** Walking the atlas from state to state stays on one page. */
function placeOf(path: string): string {
  return path.startsWith("/atlas") ? "/atlas" : path;
}

/** Where the person wanted to go before signing in. */
function Back() {
  return <Redirect to={wayBack(useSearch())} replace />;
}

function Nowhere() {
  return (
    <>
      <TopBar title="Not found" />
      <Empty title="There is nothing here" text="The address may be mistyped, or what it named is gone.">
        <Link href="/deals">To the deals</Link>
      </Empty>
    </>
  );
}
