/** A deal's paper as the server writes it, in a frame of its own: the buyer's worksheet, or the federal box. */
import { Button, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocation, useSearch } from "wouter";
import { getText, getVersioned } from "../api/http";
import { explain } from "../api/problem";
import type { Deal } from "../api/shapes";
import { Icon } from "../icons/Icon";
import { Crumbs, TopBar } from "../shell/Shell";
import { Failed, Loading } from "../ui/states";
import classes from "./PrintPage.module.css";

const PAPERS = { worksheet: "Buyer's worksheet", disclosure: "Disclosure" } as const;

type Paper = keyof typeof PAPERS;

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
    queryFn: ({ signal }) =>
      getText(`/deals/${dealId}/${paper}`, {
        accept: "text/html",
        query: { structure_id: structure },
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });

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
        <Button
          leftSection={<Icon name="print" small />}
          disabled={sheet.data === undefined}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          Print
        </Button>
      </TopBar>
      {sheet.isPending && <Loading rows={10} label="Loading the paper" />}
      {sheet.isError && <Failed text={explain(sheet.error)} again={() => void sheet.refetch()} />}
      {sheet.data !== undefined && (
        <iframe
          ref={frame}
          className={classes.sheet}
          title={PAPERS[paper]}
          // No scripts run in it; same-origin and modals only so that the page may ask it to print.
          sandbox="allow-same-origin allow-modals"
          srcDoc={sheet.data}
        />
      )}
    </>
  );
}
