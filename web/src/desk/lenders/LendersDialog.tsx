/** Every lender tried on the open deal: what each would make of it, and why one does not take it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../api/viewer";
import { explain } from "../../api/problem";
import { post } from "../../api/http";
import type { FitReason, Offer } from "../../engine/market";
import { Alarm } from "../../ui/Alarm";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { paymentOf, perPayment } from "../model/paid";
import { centsOf, wireMoney } from "../numbers/exact";
import { money, moneyFactor, percent, signedMoney } from "../numbers/format";
import { Dialog } from "../parts/Dialog";
import { partClasses, Pill, Segments } from "../parts/parts";
import { ApplicantDialog, applicantText } from "./ApplicantDialog";
import classes from "./LendersDialog.module.css";
import { askOf, lenderName, programmeOf, putOffer, sheetOf } from "./offers";
import { useMarketText, useVehicleFacts } from "./useMarket";

interface Named extends Offer {
  lender_name: string;
  programme_name: string;
}

const GROUPS = [
  ["fits", "Take it"],
  ["not_known", "Take it if something is known"],
  ["does_not_fit", "Do not take it"],
] as const;

export function LendersDialog({ close }: { close: () => void }) {
  const store = useDeskStore();
  const open = useOpen();
  const seesGross = useSeesGross();
  const mayRead = useMay("customers.read");
  const order = useDesk((state) => state.lenderOrder);
  const applicant = useDesk((state) => state.deal.applicant ?? null);
  const [asking, setAsking] = useState(false);
  const { offers, error } = useOffers();

  function take(offer: Named) {
    store.settle();
    store.change(putOffer(open.inputs, offer, offer.lender_name), `lender ${offer.programme} ${offer.row}`);
    store.settle();
    close();
  }

  const groups = GROUPS.map(([verdict, title]) => ({
    verdict,
    title,
    found: (offers ?? []).filter((offer) => offer.verdict === verdict),
  })).filter(({ found }) => found.length > 0);
  return (
    <Dialog
      title="Lenders"
      wide
      close={close}
      foot={
        <button type="button" className={partClasses.button} onClick={close}>
          Close
        </button>
      }
    >
      <div className={classes.head}>
        {mayRead && (
          <span className={partClasses.faint}>
            {applicantText(applicant)}{" "}
            <button type="button" className={partClasses.link} onClick={() => setAsking(true)}>
              {applicant ? "Change" : "Enter the buyer's facts"}
            </button>
          </span>
        )}
        <span className={partClasses.grow} />
        {seesGross && (
          <Segments
            small
            label="Order of the lenders"
            value={order}
            options={[
              ["payment", "By payment"],
              ["gross", "By gross"],
            ]}
            choose={(next) => store.orderLenders(next)}
          />
        )}
      </div>
      {error !== null && <Alarm text={explain(error)} />}
      {offers === null && error === null && <p className={partClasses.faint}>Trying every lender…</p>}
      {offers?.length === 0 && (
        <p className={partClasses.faint}>
          No lender has a sheet in force at this store. Sheets are imported under Lenders.
        </p>
      )}
      {groups.map(({ verdict, title, found }) => (
        <section key={verdict} className={classes.group} aria-label={`${title}, ${found.length}`}>
          <h3>
            {title} <span className={partClasses.faint}>{found.length}</span>
          </h3>
          <ul>
            {found.map((offer) => (
              <OfferLine key={`${offer.programme} ${offer.row}`} offer={offer} take={() => take(offer)} />
            ))}
          </ul>
        </section>
      ))}
      {asking && <ApplicantDialog close={() => setAsking(false)} />}
    </Dialog>
  );
}

/** From the worker for those who may see buy rates; from the server, without them, for the others. */
function useOffers(): { offers: Named[] | null; error: unknown } {
  const { inputs, letter, faults } = useOpen();
  const seesGross = useSeesGross();
  const market = useDesk((state) => state.market);
  const marketError = useMarketText().error;
  const lenders = useDesk((state) => state.later?.lenders ?? null);
  const lendersFault = useDesk((state) => state.later?.lendersFault ?? null);
  const rooftop = useDesk((state) => state.deal.rooftop_id);
  const applicant = useDesk((state) => state.deal.applicant ?? null);
  const vehicle = useVehicleFacts();
  const asked = useQuery({
    queryKey: ["desk scan", rooftop, inputs, applicant, vehicle],
    queryFn: async ({ signal }) => {
      const facts = { applicant, vehicle: vehicle ?? {}, rooftop, order: "payment" as const };
      const { deal, wish } = askOf(inputs, facts);
      // Without leave to see buy rates, every lender is held against the rate of the deal.
      const { markup: _markup, factor_markup: _factor, ...rest } = wish;
      const body = {
        deal,
        applicant: applicant ?? {},
        vehicle: vehicle ?? {},
        wish: rest,
        rooftop_id: rooftop,
        best_only: true,
      };
      return (await post<{ offers: Named[] }>("/desk/scan", body, { signal })).value.offers;
    },
    enabled: !seesGross && vehicle !== null && inputs.kind !== "cash" && faults.length === 0,
    placeholderData: (before) => before,
    staleTime: 60_000,
  });
  if (faults.length > 0) {
    const text = `Scenario ${letter} cannot be worked out, so no lender is tried on it. Mend what is marked there first.`;
    return { offers: null, error: new Error(text) };
  }
  if (!seesGross) return { offers: asked.data ?? null, error: asked.error };
  const named = lenders?.offers.map(
    (offer): Named => ({
      ...offer,
      lender_name: lenderName(market, offer.lender),
      programme_name: sheetOf(market, offer.programme)?.name ?? "",
    }),
  );
  return { offers: named ?? null, error: lendersFault === null ? marketError : new Error(lendersFault) };
}

function OfferLine({ offer, take }: { offer: Named; take: () => void }) {
  const { inputs, figures } = useOpen();
  const editable = useEditable();
  const seesGross = useSeesGross();
  const now = programmeOf(inputs);
  const isNow = now?.programme === offer.programme && now.row === offer.row;
  const { terms } = offer;
  const lease = inputs.kind === "lease";
  const rate = (value: string) => (lease ? moneyFactor(value) : percent(value));
  return (
    <li className={classes.offer} data-now={isNow || undefined}>
      <span className={classes.who}>
        <strong>
          {offer.lender_name} · {offer.tier}
        </strong>
        <span className={partClasses.faint}>{offer.programme_name}</span>
      </span>
      {terms && (
        <span className={classes.terms}>
          <span>
            <b>{money(terms.payment)}</b>
            <small>{perPayment(inputs)}</small> <Difference from={paymentOf(figures)} to={terms.payment} />
          </span>
          <span className={partClasses.faint}>
            {rate(terms.sell_rate)}
            {terms.buy_rate && `, buys at ${rate(terms.buy_rate)}`}
            {seesGross && terms.reserve && ` · reserve ${money(terms.reserve)}`}
            {seesGross && terms.gross && ` · gross ${money(terms.gross)}`}
          </span>
        </span>
      )}
      {isNow ? (
        <Pill tone="accent">on this deal</Pill>
      ) : (
        editable &&
        terms &&
        offer.verdict === "fits" && (
          <button
            type="button"
            className={partClasses.button}
            data-small
            aria-label={`Take ${offer.lender_name} ${offer.tier}, ${money(terms.payment)}`}
            onClick={take}
          >
            Take
          </button>
        )
      )}
      <Reasons reasons={[...offer.reasons, ...offer.cautions]} />
    </li>
  );
}

function Difference({ from, to }: { from: string | null; to: string }) {
  const [before, after] = [centsOf(from), centsOf(to)];
  if (before === null || after === null || before === after) return null;
  const less = after < before;
  return <span className={less ? classes.less : classes.more}>{signedMoney(wireMoney(after - before))}</span>;
}

function Reasons({ reasons }: { reasons: readonly FitReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.text}`}>
          {reason.text.charAt(0).toUpperCase() + reason.text.slice(1)}
        </li>
      ))}
    </ul>
  );
}
