/** Said on opening a deal whose rate sheet ended: what the one in force gives, taken with one click, or the rate kept by hand. */
import { useDesk, useDeskStore, useEditable, useOpen } from "../DeskContext";
import { perPayment } from "../model/paid";
import { money, moneyFactor, percent } from "../numbers/format";
import { Note, partClasses } from "../parts/parts";
import { byHand, lenderName, programmeOf, putOffer, sheetOf } from "./offers";

/** The sheet that a deal is written by and that is not in force any more. */
export function useEndedProgramme() {
  const { inputs } = useOpen();
  const market = useDesk((state) => state.market);
  const editable = useEditable();
  const programme = programmeOf(inputs);
  return editable && market && programme && sheetOf(market, programme.programme) === null ? programme : null;
}

export function EndedNote() {
  const store = useDeskStore();
  const { inputs } = useOpen();
  const ended = useEndedProgramme();
  const market = useDesk((state) => state.market);
  const lenders = useDesk((state) => state.later?.lenders ?? null);
  if (!ended) return null;
  const now = lenders?.offers.find((offer) => offer.lender === ended.lender && offer.verdict === "fits");
  const rate = now?.terms && (inputs.kind === "lease" ? moneyFactor : percent)(now.terms.sell_rate);
  const change = (next: typeof inputs, mark: string) => {
    store.settle();
    store.change(next, mark);
  };
  return (
    <Note>
      The sheet of {ended.lender_name} that this deal was written by has ended.{" "}
      {now?.terms ? (
        <>
          The one in force gives {rate}, {money(now.terms.payment)}
          {perPayment(inputs)}.{" "}
          <button
            type="button"
            className={partClasses.link}
            onClick={() => change(putOffer(inputs, now, lenderName(market, now.lender)), "sheet in force")}
          >
            Take it
          </button>{" "}
        </>
      ) : (
        lenders && "None of its sheets in force takes this deal. "
      )}
      <button
        type="button"
        className={partClasses.link}
        onClick={() => change(byHand(inputs), "rate by hand")}
      >
        Keep the rate by hand
      </button>
    </Note>
  );
}
