/** Term, buy rate, markup and sell rate of a retail contract, and the reserve they make. */
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useOpen, useSeesGross } from "../DeskContext";
import { buyRate, markup, sellRate, termMonths } from "../model/cells";
import { capped } from "../lenders/capped";
import { CapBar, CheaperLenders, LenderPick } from "../lenders/LenderPick";
import { atTerm } from "../lenders/offers";
import { money } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { columnsOf } from "../store/terms";
import classes from "./StructurePanel.module.css";

export function RetailTerms() {
  const open = useOpen();
  const offers = useDesk((state) => state.offers);
  const market = useDesk((state) => state.market);
  const settings = useDesk((state) => state.settings);
  const caps = useDesk((state) => state.later?.lenders?.caps ?? null);
  const seesGross = useSeesGross();
  const offered = columnsOf(open.inputs, { offers, market, settings }).map((offer) => offer.term_months);
  const term = termMonths("finance", offered, (deal, months) => atTerm(deal, market, months));
  const reserve = open.figures?.gross?.reserve;
  return (
    <>
      <div className={classes.terms}>
        <div className={classes.term} data-narrow>
          Term
          <EntryCell cell={term} look="control" name="Term, months" />
        </div>
        <LenderPick />
        <div className={classes.term}>
          Buy %{seesGross ? <EntryCell cell={buyRate} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>+</span>
        <div className={classes.term}>
          Markup
          {seesGross ? (
            <EntryCell cell={capped(markup, "markup", caps)} look="control" placeholder="–" />
          ) : (
            <Hidden />
          )}
        </div>
        <span className={classes.op}>=</span>
        <div className={classes.term}>
          Sell %
          <EntryCell cell={capped(sellRate, "rate", caps)} look="control" strong />
        </div>
      </div>
      <div className={classes.under}>
        <CapBar />
        {seesGross ? (
          <span>
            <span className={classes.faint}>Reserve </span>
            <span className={classes.reserve}>{reserve ? money(reserve) : "not known"}</span>
          </span>
        ) : (
          <span className={classes.faint}>Reserve hidden</span>
        )}
        <span className={partClasses.grow} />
        <CheaperLenders />
      </div>
    </>
  );
}

export function Hidden() {
  return (
    <span className={classes.held} title="Only those who may see gross can see this">
      hidden
    </span>
  );
}
