/** One option: what it costs, in large, what that rests on, and the button that takes it. */
import { Icon } from "../icons/Icon";
import classes from "./present.module.css";
import type { Offer } from "./shapes";
import { factsOf, kindOf, usd } from "./words";

export function OptionCard({
  offer,
  chosen,
  fixed,
  choose,
}: {
  offer: Offer;
  chosen: boolean;
  /** Signed: nothing else can be chosen. */
  fixed: boolean;
  choose: () => void;
}) {
  return (
    <section
      className={classes.option}
      data-chosen={chosen || undefined}
      aria-label={`Option ${offer.letter}`}
    >
      <h2 className={classes.name}>
        Option {offer.letter} <span>{kindOf(offer)}</span>
      </h2>
      <p className={classes.payment}>
        {usd(offer.payment)} <small>{offer.every}</small>
      </p>
      <dl className={classes.facts}>
        {factsOf(offer).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(chosen || !fixed) && (
        <button
          type="button"
          className={classes.pick}
          aria-pressed={chosen}
          disabled={fixed}
          onClick={choose}
        >
          {chosen ? (
            <>
              <Icon name="check" />
              Your choice
            </>
          ) : (
            `Choose option ${offer.letter}`
          )}
        </button>
      )}
    </section>
  );
}
