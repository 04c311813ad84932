/** A deal's paper as the server writes it, in a frame of its own: the buyer's worksheet, or the federal box. Without it, a quote. */
import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { useLocation, useSearch } from "wouter";
import { getText, getVersioned } from "../api/http";
import { explain, Unreachable } from "../api/problem";
import type { Deal } from "../api/shapes";
import { Icon } from "../icons/Icon";
import { drafts } from "../offline/offline";
import { sendWaiting } from "../offline/post";
import { Crumbs, TopBar } from "../shell/Shell";
import { Failed, Loading } from "../ui/states";
import { OfflineQuote } from "./OfflineQuote";
import classes from "./PrintPage.module.css";

const PAPERS = { worksheet: "Buyer's worksheet", disclosure: "Disclosure" } as const;

const AGAIN_MS = 5_000;

type Paper = keyof typeof PAPERS;

/** Null where the server cannot be reached, or does not have yet what was typed here: then there is only a quote. */
async function read(
  dealId: string,
  paper: Paper,
  structure: string | null,
  signal: AbortSignal,
): Promise<{ html: string | null }> {
  await sendWaiting();
  if ((await drafts.of(dealId)).length > 0) return { html: null };
  try {
    const ask = { accept: "text/html", query: { structure_id: structure }, signal };
    return { html: await getText(`/deals/${dealId}/${paper}`, ask) };
  } catch (error) {
    if (error instanceof Unreachable) return { html: null };
    throw error;
  }
}

export default function PrintPage({ dealId }: { dealId: string }) {
  const asked = new URLSearchParams(useSearch());
  /** The desk names the scenario that is open there; without it the chosen one is printed. */
  const structure = asked.get("structure");
  const paper: Paper = asked.get("paper") === "disclosure" ? "disclosure" : "worksheet";
  const [path, go] = useLocation();
  const frame = useRef<HTMLIFrameElement>(null);
  const deal = useQuery({
    queryKey: ["deal-number", dealId],
    queryFn: async ({ signal }) => (await getVersioned<Deal>(`/deals/${dealId}`, { signal })).value.number,
  });
  const sheet = useQuery({
    queryKey: ["paper", paper, dealId, structure],
    queryFn: ({ signal }) => read(dealId, paper, structure, signal),
    staleTime: 0,
    gcTime: 0,
    // The paper itself takes the quote's place as soon as the server has what was typed.
    refetchInterval: ({ state }) => (state.data?.html === null ? AGAIN_MS : false),
  });
  const html = sheet.data?.html;
  const offline = sheet.data?.html === null;

  const ready = html !== undefined && !(offline && paper === "disclosure");
  const print = () => frame.current?.contentWindow?.print();
  // The browser's own key would print the page around the paper, and cut the paper.
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== "KeyP" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (ready) print();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  function turnTo(other: string) {
    asked.set("paper", other);
    go(`${path}?${asked}`, { replace: true });
  }

  return (
    <>
      <TopBar title={<Crumbs href={`/deals/${dealId}`} room={deal.data ?? "Deal"} name={PAPERS[paper]} />}>
        <SegmentedControl
          aria-label="Paper"
          value={paper}
          onChange={turnTo}
          data={Object.entries(PAPERS).map(([value, label]) => ({ value, label }))}
        />
        <Button leftSection={<Icon name="print" small />} disabled={!ready} onClick={print}>
          Print
        </Button>
      </TopBar>
      {sheet.isPending && <Loading rows={10} label="Loading the paper" />}
      {sheet.isError && <Failed text={explain(sheet.error)} again={() => void sheet.refetch()} />}
      {offline && paper === "worksheet" && (
        <OfflineQuote dealId={dealId} structureId={structure} frame={frame} />
      )}
      {offline && paper === "disclosure" && (
        <Failed
          text="The disclosure is made by the store's server alone, which cannot be reached. Nothing is lost: it prints once the connection is back and everything is saved. An offline quote prints now."
          again={() => void sheet.refetch()}
        />
      )}
      {typeof html === "string" && (
        <iframe
          ref={frame}
          className={classes.sheet}
          title={PAPERS[paper]}
          // No scripts run in it; same-origin and modals only so that the page may ask it to print.
          sandbox="allow-same-origin allow-modals"
          srcDoc={html}
        />
      )}
    </>
  );
}
