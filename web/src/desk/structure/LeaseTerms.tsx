/** Term, money factors, deposits and miles of a lease. */
import { Icon } from "../../icons/Icon";
import type { MultipleDeposits } from "../../engine";
import { EntryCell } from "../cell/EntryCell";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { buyMoneyFactorCell, markupFactor, moneyFactorCell, termMonths } from "../model/cells";
import { capped } from "../lenders/capped";
import { CapBar, CheaperLenders, LenderPick } from "../lenders/LenderPick";
import { changeLease } from "../model/change";
import { withDeposits } from "../model/lease-cells";
import { money } from "../numbers/format";
import { partClasses, Segments } from "../parts/parts";
import { columnsOf } from "../store/terms";
import { Hidden } from "./RetailTerms";
import classes from "./StructurePanel.module.css";

const MILES = [
  ["10000", "10k"],
  ["12000", "12k"],
  ["15000", "15k"],
] as const;

export function LeaseTerms({ openTerms }: { openTerms: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const offers = useDesk((state) => state.offers);
  const settings = useDesk((state) => state.settings);
  const caps = useDesk((state) => state.later?.lenders?.caps ?? null);
  const seesGross = useSeesGross();
  const offered = columnsOf(open.inputs, { offers, market: null, settings }).map(
    (offer) => offer.term_months,
  );
  const term = termMonths("lease", offered, (deal, months) => changeLease(deal, { term_months: months }));
  const deposits = open.inputs.lease?.multiple_deposits ?? null;
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
          Buy MF
          {seesGross ? <EntryCell cell={buyMoneyFactorCell} look="control" placeholder="–" /> : <Hidden />}
        </div>
        <span className={classes.op}>+</span>
        <div className={classes.term}>
          Markup
          {seesGross ? (
            <EntryCell cell={capped(markupFactor, "markup", caps)} look="control" placeholder="–" />
          ) : (
            <Hidden />
          )}
        </div>
        <span className={classes.op}>=</span>
        <div className={classes.term}>
          Sell MF
          <EntryCell cell={capped(moneyFactorCell, "rate", caps)} look="control" strong />
        </div>
      </div>
      <div className={classes.under}>
        <button type="button" className={partClasses.quiet} style={{ marginLeft: -8 }} onClick={openTerms}>
          <Icon name="list" small />
          Lease terms
        </button>
        {deposits && (
          <span className={classes.deposits}>
            Security deposits
            <Segments
              small
              label="Security deposits"
              value={String(deposits.count)}
              options={countsOf(deposits)}
              disabled={!editable}
              choose={(count) => {
                store.settle();
                store.change(withDeposits(open.inputs, { count: Number(count) }), "deposits");
              }}
            />
          </span>
        )}
        <CapBar />
        <span>
          <span className={classes.faint}>Reserve </span>
          {seesGross ? (reserve ? money(reserve) : "not known") : "hidden"}
        </span>
        <span className={partClasses.grow} />
        <CheaperLenders />
      </div>
    </>
  );
}

/** None, half and all that the lessor takes, and how many there are now. */
function countsOf(deposits: MultipleDeposits): (readonly [string, string])[] {
  const most = deposits.most ?? 10;
  const counts = [...new Set([0, Math.floor(most / 2), most, deposits.count])].toSorted((a, b) => a - b);
  return counts.map((count) => [String(count), String(count)]);
}

/** Miles a year, as most leases have them; others are typed in the lease terms. */
export function Miles() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const miles = String(open.inputs.lease?.miles_per_year ?? "");
  const known = MILES.some(([value]) => value === miles) || miles === "";
  return (
    <Segments
      small
      label="Miles a year"
      value={miles}
      options={known ? MILES : [...MILES, [miles, milesText(miles)] as const]}
      disabled={!editable}
      choose={(value) => {
        store.settle();
        store.change(changeLease(open.inputs, { miles_per_year: Number(value) }), "miles");
      }}
    />
  );
}

const milesText = (miles: string) => (miles.endsWith("000") ? `${miles.slice(0, -3)}k` : miles);
