/** The deal that every state is asked about, and the day whose law answers. */
import { useState } from "react";
import { money, moneyFactor, percentNumber, shortMoney } from "../desk/numbers/format";
import { type Entry, readMoney } from "../desk/numbers/money-entry";
import { readMoneyFactor, readPercent, readTerm, readWhole } from "../desk/numbers/rate-entry";
import { stepMoney, stepMoneyFactor, stepPercent } from "../desk/numbers/steps";
import { isNegative } from "../desk/numbers/format";
import { vehicleClassName } from "../desk/model/words";
import { partClasses, Segments } from "../desk/parts/parts";
import { Icon } from "../icons/Icon";
import {
  CLASSES,
  FUELS,
  isDay,
  type MoneyField,
  type RateField,
  type Sample,
  type WholeField,
} from "./sample";
import { BY_NAME } from "./tiles";
import { Typed } from "./Typed";
import { differing, fuelName } from "./words";
import classes from "./SampleBar.module.css";

interface Props {
  sample: Sample;
  change: (part: Partial<Sample>) => void;
  today: string;
}

const noNames = () => null;

function readAmount(typed: string, present: string, needed: boolean): Entry {
  const entry = readMoney(typed, { present, needed, names: noNames });
  return entry.ok && isNegative(entry.value)
    ? { ok: false, message: "An amount here is not below zero." }
    : entry;
}

function Amount({
  props: { sample, change },
  field,
  label,
  needed = false,
  stacked = false,
}: {
  props: Props;
  field: MoneyField;
  label: string;
  needed?: boolean;
  stacked?: boolean;
}) {
  return (
    <Typed
      label={label}
      value={sample[field]}
      stacked={stacked}
      parse={(typed, present) => readAmount(typed, present, needed)}
      show={stacked ? money : shortMoney}
      step={stepMoney}
      change={(value) => change({ [field]: value })}
    />
  );
}

function Whole({
  props: { sample, change },
  field,
  label,
  most,
}: {
  props: Props;
  field: WholeField;
  label: string;
  most: number;
}) {
  return (
    <Typed
      label={label}
      stacked
      value={String(sample[field])}
      parse={(typed) => (field === "term" ? readTerm(typed, most) : readWhole(typed, most, "A number is"))}
      show={(value) => value}
      change={(value) => change({ [field]: Number(value) })}
    />
  );
}

function Share({
  props: { sample, change },
  field,
  label,
}: {
  props: Props;
  field: RateField;
  label: string;
}) {
  const factor = field === "factor";
  return (
    <Typed
      label={label}
      stacked
      value={sample[field]}
      parse={(typed, present) =>
        factor
          ? readMoneyFactor(typed, present)
          : readPercent(typed, { present, needed: true, most: 100, called: "residual", example: "60" })
      }
      show={factor ? moneyFactor : (value) => percentNumber(value, 0)}
      step={factor ? stepMoneyFactor : stepPercent}
      change={(value) => change({ [field]: value })}
    />
  );
}

export function SampleBar(props: Props) {
  const { sample, change, today } = props;
  const [more, setMore] = useState(false);
  const others = differing(sample, today);
  return (
    <section className={classes.sample} aria-label="Sample deal">
      <div className={classes.bar}>
        <h2>Sample deal</h2>
        <Amount props={props} field="price" label="Price" needed />
        <Amount props={props} field="trade" label="Trade" />
        <Amount props={props} field="rebate" label="Rebate" />
        <Amount props={props} field="doc" label="Doc fee" />
        <Segments
          label="Condition"
          value={sample.condition}
          options={[
            ["used", "Used"],
            ["new", "New"],
          ]}
          choose={(condition) => change({ condition })}
        />
        <Segments
          label="Kind of deal"
          value={sample.kind}
          options={[
            ["retail", "Sale"],
            ["lease", "Lease"],
          ]}
          choose={(kind) => change({ kind })}
        />
        <button
          type="button"
          className={partClasses.button}
          data-small
          aria-expanded={more}
          aria-controls="sample-more"
          onClick={() => setMore(!more)}
        >
          {more ? "Less" : "More"}
          {others > 0 && (
            <span className={classes.count} title={`${others} of them changed`}>
              {others}
            </span>
          )}
          <Icon name={more ? "up" : "down"} small />
        </button>
        <span className={classes.grow} />
        <AsOf {...props} />
      </div>
      <div id="sample-more" className={classes.more} hidden={!more}>
        {more && <MoreOfTheDeal {...props} />}
      </div>
    </section>
  );
}

/** Typing a year goes through days that are none: only a whole day acts. */
function AsOf({ sample, change, today }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <span className={classes.asof}>
      <label className={classes.day}>
        <span>Law as of</span>
        <input
          type="date"
          value={draft ?? sample.on}
          required
          onChange={(event) => {
            const on = event.currentTarget.value;
            setDraft(on);
            if (isDay(on) && on >= "1900-01-01") change({ on });
          }}
          onBlur={() => setDraft(null)}
        />
      </label>
      {sample.on !== today && (
        <button type="button" className={partClasses.link} onClick={() => change({ on: today })}>
          Today
        </button>
      )}
    </span>
  );
}

function MoreOfTheDeal(props: Props) {
  const { sample, change } = props;
  return (
    <>
      <fieldset>
        <legend>Lines and seller</legend>
        <div className={classes.grid}>
          <Amount props={props} field="payoff" label="Trade payoff" stacked />
          <Amount props={props} field="accessories" label="Accessories" stacked />
          <Amount props={props} field="delivery" label="Delivery charge" stacked />
          <Amount props={props} field="contract" label="Service contract" stacked />
          <Amount props={props} field="gap" label="GAP waiver" stacked />
          <Amount props={props} field="maintenance" label="Maintenance plan" stacked />
          <label className={`${classes.pick} ${classes.full}`}>
            Sold
            <select value={sample.sold} onChange={(event) => change({ sold: event.currentTarget.value })}>
              <option value="">In each state, by its own dealer</option>
              {BY_NAME.map((tile) => (
                <option key={tile.code} value={tile.code}>
                  In {tile.name}, registered in each state
                </option>
              ))}
            </select>
          </label>
        </div>
      </fieldset>
      <fieldset>
        <legend>Vehicle</legend>
        <div className={classes.grid}>
          <label className={classes.pick}>
            Class
            <select
              value={sample.class}
              onChange={(event) => change({ class: event.currentTarget.value as Sample["class"] })}
            >
              {CLASSES.map((each) => (
                <option key={each} value={each}>
                  {vehicleClassName[each]}
                </option>
              ))}
            </select>
          </label>
          <label className={classes.pick}>
            Fuel
            <select
              value={sample.fuel}
              onChange={(event) => change({ fuel: event.currentTarget.value as Sample["fuel"] })}
            >
              {FUELS.map((each) => (
                <option key={each} value={each}>
                  {fuelName[each]}
                </option>
              ))}
            </select>
          </label>
          <Whole props={props} field="year" label="Model year" most={2_100} />
          <Whole props={props} field="odometer" label="Odometer" most={999_999} />
          <Whole props={props} field="curb" label="Curb weight, lb" most={80_000} />
          <Whole props={props} field="gross" label="Gross weight, lb" most={80_000} />
          <Whole props={props} field="mpg" label="City mpg" most={500} />
          <Amount props={props} field="msrp" label="MSRP" stacked />
          <Amount props={props} field="book" label="Guide value" stacked />
        </div>
      </fieldset>
      {sample.kind === "lease" && (
        <fieldset>
          <legend>Lease</legend>
          <div className={classes.grid}>
            <Whole props={props} field="term" label="Months" most={120} />
            <Share props={props} field="factor" label="Money factor" />
            <Share props={props} field="residual" label="Residual, % of MSRP" />
            <Amount props={props} field="down" label="Cash at signing" stacked />
          </div>
        </fieldset>
      )}
    </>
  );
}
