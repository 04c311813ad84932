/** The buyer's worksheet as the server writes it, in a frame of its own, ready for paper. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useSearch } from "wouter";
import { getText, getVersioned } from "../api/http";
import { explain } from "../api/problem";
import type { Deal } from "../api/shapes";
import { Icon } from "../icons/Icon";
import { Crumbs, TopBar } from "../shell/Shell";
import { Failed, Loading } from "../ui/states";
import classes from "./PrintPage.module.css";

export default function PrintPage({ dealId }: { dealId: string }) {
  /** The desk names the scenario that is open there; without it the chosen one is printed. */
  const structure = new URLSearchParams(useSearch()).get("structure");
  const frame = useRef<HTMLIFrameElement>(null);
  const deal = useQuery({
    queryKey: ["deal-number", dealId],
    queryFn: async ({ signal }) => (await getVersioned<Deal>(`/deals/${dealId}`, { signal })).value.number,
  });
  const sheet = useQuery({
    queryKey: ["worksheet", dealId, structure],
    queryFn: ({ signal }) =>
      getText(`/deals/${dealId}/worksheet`, {
        accept: "text/html",
        query: { structure_id: structure },
        signal,
      }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <>
      <TopBar
        title={<Crumbs href={`/deals/${dealId}`} room={deal.data ?? "Deal"} name="Buyer's worksheet" />}
      >
        <Button
          leftSection={<Icon name="print" small />}
          disabled={sheet.data === undefined}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          Print
        </Button>
      </TopBar>
      {sheet.isPending && <Loading rows={10} label="Loading the worksheet" />}
      {sheet.isError && <Failed text={explain(sheet.error)} again={() => void sheet.refetch()} />}
      {sheet.data !== undefined && (
        <iframe
          ref={frame}
          className={classes.sheet}
          title="Buyer's worksheet"
          // No scripts run in it; same-origin and modals only so that the page may ask it to print.
          sandbox="allow-same-origin allow-modals"
          srcDoc={sheet.data}
        />
      )}
    </>
  );
}
