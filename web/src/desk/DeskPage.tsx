/** The desk of one deal: worksheet, structure, grid, roll, scenarios, history; every figure from the engine in this tab. */
import { useState } from "react";
import { useSearch } from "wouter";
import { explain } from "../api/problem";
import { Crumbs, TopBar } from "../shell/Shell";
import { Failed, Loading } from "../ui/states";
import { Desk } from "./Desk";
import { DeskProvider } from "./DeskContext";
import { useOpenedDeal } from "./useDeskStore";

export default function DeskPage({ dealId }: { dealId: string }) {
  const [attempt, setAttempt] = useState(0);
  return <OneDeal key={`${dealId} ${attempt}`} dealId={dealId} again={() => setAttempt(attempt + 1)} />;
}

function OneDeal({ dealId, again }: { dealId: string; again: () => void }) {
  const search = useSearch();
  const opening = useOpenedDeal(dealId, new URLSearchParams(search).get("s"));
  if (opening === null || "error" in opening) {
    return (
      <>
        <TopBar title={<Crumbs href="/deals" room="Deals" name="Deal" />} />
        {opening === null ? (
          <Loading rows={14} label="Loading the deal" />
        ) : (
          <Failed text={explain(opening.error)} again={again} />
        )}
      </>
    );
  }
  return (
    <DeskProvider value={opening.store}>
      <Desk />
    </DeskProvider>
  );
}
