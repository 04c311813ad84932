/** Every address of the client and the page that answers it; pages arrive as their own chunks. */
import { lazy, Suspense, useEffect, useState } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { session } from "../api/http";
import { explain } from "../api/problem";
import { useViewer } from "../api/viewer";
import { Shell } from "../shell/Shell";
import { Failed } from "../ui/states";
import { SignIn } from "../signin/SignIn";

const DeskPage = lazy(() => import("../desk/DeskPage"));

export function Routes() {
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
  return (
    <Shell>
      <Suspense>
        <Switch>
          <Route path="/deals/:id">{({ id }) => <DeskPage dealId={id} />}</Route>
          <Route>
            <Redirect to="/deals" replace />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
