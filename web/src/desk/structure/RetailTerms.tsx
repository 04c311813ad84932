/** Term, buy rate, markup and sell rate of a retail contract, and the reserve they make. */
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useOpen, useSeesGross } from "../DeskContext";
import { buyRate, markup, sellRate, termMonths } from "../model/cells";
import { money, percent } from "../numbers/format";
import { partClasses } from "../parts/parts";
import { columnsOf } from "../store/terms";
import classes from "./StructurePanel.module.css";

export function RetailTerms() {
  const open = useOpen();
  const offers = useDesk((state) => state.offers);
  const seesGross = useSeesGross();
  const offered = columnsOf(open.inputs, offers).map((offer) => offer.term_months);
  const reserve = open.figures?.gross?.reserve;
  return (
    <>
      <div className={classes.terms}>
        <div className={classes.term} data-wide>
          Term, months
          <EntryCell cell={termMonths("finance", offered)} look="control" />
        </div>
        <span className={classes.op} />
        <div className={classes.term}>
          Buy %{seesGross ? <EntryCell cell={buyRate} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>+</span>
        <div className={classes.term}>
          Markup
          {seesGross ? <EntryCell cell={markup} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>=</span>
        <div className={classes.term}>
          Sell %
          <EntryCell cell={sellRate} look="control" strong />
        </div>
      </div>
      <div className={classes.under}>
        <span className={partClasses.grow} />
        {seesGross ? (
          <span>
            <span className={classes.faint}>Reserve </span>
            <span className={classes.reserve}>{reserve ? money(reserve) : "not known"}</span>
            {open.inputs.finance?.reserve?.share && (
              <span className={classes.faint}> · {percent(open.inputs.finance.reserve.share, 0)} share</span>
            )}
          </span>
        ) : (
          <span className={classes.faint}>Reserve hidden</span>
        )}
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
