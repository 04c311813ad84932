/** The quote of what was typed here, in a frame of its own, for the time that the store's server cannot be reached. */
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { createPortal } from "react-dom";
import { explain } from "../api/problem";
import { readDeal } from "../desk/api/deals";
import { loadEngineWithOwnRates } from "../engine/own-rates";
import { drafts } from "../offline/offline";
import { Failed, Loading } from "../ui/states";
import { type Quote, quoteOf, withoutOptions } from "./quote";
import { QuotePaper } from "./QuotePaper";
import style from "./quote.css?inline";
import classes from "./PrintPage.module.css";

/** What is typed goes before what the server held. */
async function quote(dealId: string, structureId: string | null): Promise<Quote> {
  const [{ value }, typed, engine] = await Promise.all([
    readDeal(dealId),
    drafts.of(dealId),
    loadEngineWithOwnRates(),
  ]);
  const { structures, ...deal } = value;
  const asked = structureId ?? deal.chosen_structure_id;
  const structure = structures.find(({ id }) => id === asked) ?? structures[0];
  if (structure === undefined) throw new Error("A deal has at least one scenario.");
  const inputs = typed.find(({ id }) => id === structure.id)?.inputs ?? structure.inputs;
  const { ok: figures } = engine.figures(inputs);
  if (figures === undefined) throw new Error("This scenario cannot be worked out. Look at its marked lines.");
  const without = engine.figures(withoutOptions(inputs)).ok ?? null;
  return quoteOf({ deal, letter: structure.letter, inputs, figures, without, now: new Date() });
}

export function OfflineQuote({
  dealId,
  structureId,
  frame,
}: {
  dealId: string;
  structureId: string | null;
  frame: RefObject<HTMLIFrameElement | null>;
}) {
  const [paper, setPaper] = useState<Document | null>(null);
  const made = useQuery({
    queryKey: ["offline quote", dealId, structureId],
    queryFn: () => quote(dealId, structureId),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (made.isPending) return <Loading rows={10} label="Making the quote" />;
  if (made.isError) return <Failed text={explain(made.error)} again={() => void made.refetch()} />;
  return (
    <>
      <iframe
        ref={frame}
        className={classes.sheet}
        title="Offline quote"
        // No scripts run in it; same-origin and modals only so that the page may write it and ask it to print.
        sandbox="allow-same-origin allow-modals"
        srcDoc={
          '<!doctype html><html lang="en"><head><title>Offline quote</title></head><body></body></html>'
        }
        onLoad={(event) => setPaper(event.currentTarget.contentDocument)}
      />
      {paper !== null && createPortal(<style>{style}</style>, paper.head)}
      {paper !== null && createPortal(<QuotePaper quote={made.data} />, paper.body)}
    </>
  );
}
