/** The offline quote as it lies on the table: letter, black on white, what it is in its head and again in its foot. */
import { day, money } from "../desk/numbers/format";
import { keyed } from "../present/PriceCard";
import { factsOf, kindOf, listed, usd } from "../present/words";
import type { Quote } from "./quote";

export function QuotePaper({ quote }: { quote: Quote }) {
  const { offer, dealer, vehicle } = quote;
  const lines = [
    ...offer.price,
    { label: "Total price, out the door", amount: offer.total_price, optional: false, sum: true },
    ...offer.settlement,
    ...(offer.lease?.due_at_signing ?? []),
    { ...offer.result, sum: true },
  ];
  return (
    <main>
      <header>
        <div>
          <p className="dealer">
            <b>{dealer.name}</b> {[dealer.place, dealer.phone].filter(Boolean).join(", ")}
          </p>
          <h1>Offline quote</h1>
        </div>
        <p className="mark">
          Not confirmed by the store yet. Made {moment(quote.made)} without a connection; the store confirms
          it once the connection is back.
        </p>
      </header>
      <dl className="parties">
        <div>
          <dt>For</dt>
          <dd>{quote.buyer ?? "The buyer"}</dd>
        </div>
        {vehicle !== null && (
          <div>
            <dt>Vehicle</dt>
            <dd>{[vehicle.name, ...vehicle.facts].join(", ")}</dd>
          </div>
        )}
      </dl>
      <div className="two">
        <section aria-label={`Option ${offer.letter}`}>
          <h2>
            Option {offer.letter}, {kindOf(offer)}
          </h2>
          <p className="payment">
            {usd(offer.payment)} <small>{offer.every}</small>
          </p>
          <dl>
            {factsOf(offer).map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {offer.payment_without_products !== null && (
            <p>
              Without the optional {listed(offer.optional_products)} the payment is{" "}
              <b>{usd(offer.payment_without_products)}</b>.{" "}
              {offer.optional_products.length === 1 ? "It is" : "They are"} not required for credit.
            </p>
          )}
        </section>
        <section aria-label="Price">
          <h2>How the price is made</h2>
          <dl>
            {keyed(lines).map(({ key, line }) => (
              <div key={key} data-sum={"sum" in line || undefined}>
                <dt>
                  {line.label}
                  {line.optional && <small> optional</small>}
                </dt>
                <dd>{"sum" in line ? usd(line.amount) : money(line.amount)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <footer>
        <p>{offer.terms.join(" ")}</p>
        <p>
          Offline quote. Deal {quote.number}, option {offer.letter}, rules of {day(quote.ruleDate)} (
          {quote.rulesVersion}
          ), made {moment(quote.made)}.
        </p>
      </footer>
    </main>
  );
}

/** The day and the time where it was made: `Nov 22, 2026, 3:30 PM`. */
function moment(instant: string): string {
  return new Date(instant).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
}
