/** Roll to payment: what each lever alone would have to be. Alt R types the target, arrows pick, Enter applies. */
import { type KeyboardEvent, useRef, useState } from "react";
import type { Deal, Rolled } from "../../engine";
import { say } from "../../ui/notices";
import { useCommand } from "../commands";
import { useDesk, useDeskStore, useEditable, useOpen, useSeesGross } from "../DeskContext";
import { keyName } from "../keys";
import { markupAt, overCap } from "../lenders/offers";
import { changeFinance, changeLease, changeLine, list } from "../model/change";
import { takeOffer, withDown } from "../model/take";
import { leverName } from "../model/words";
import { isNegative, money, moneyFactor, percent, signedMoney } from "../numbers/format";
import { readMoney } from "../numbers/money-entry";
import { cx } from "../parts/cx";
import { Card, partClasses, Segments } from "../parts/parts";
import classes from "./RollPanel.module.css";

export function RollPanel() {
  const store = useDeskStore();
  const open = useOpen();
  const editable = useEditable();
  const seesGross = useSeesGross();
  const later = useDesk((state) => state.later);
  const aim = useDesk((state) => state.aim);
  const caps = later?.lenders?.caps ?? null;
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [picked, setPicked] = useState(0);

  useCommand("roll", () => input.current?.focus());

  const lease = open.inputs.kind === "lease";
  const levers = later?.scenarioId === open.id ? (later.roll?.levers ?? []) : [];
  const usable = levers.filter((lever) => valueOf(lever) !== null);
  const chosen = usable[Math.min(picked, Math.max(0, usable.length - 1))];

  function typed(text: string) {
    setDraft(text);
    const entry = readMoney(text, { present: aim.target, names: store.names() });
    if (text.trim() === "") {
      setWrong(null);
      store.aim({ target: null });
    } else if (entry.ok) {
      setWrong(null);
      store.aim({ target: entry.value });
    } else if (!entry.unfinished) {
      setWrong(entry.message);
    }
  }

  function apply(lever: Rolled) {
    if (!editable) return;
    const value = valueOf(lever);
    const ofRate = lever.lever === "sell_rate" || lever.lever === "money_factor";
    const refused = ofRate && value !== null ? overCap(caps, markupAt(open.inputs, value)) : null;
    if (refused !== null) {
      say(refused, "refused");
      return;
    }
    store.settle();
    store.change(applied(open.inputs, lever), `roll ${lever.lever} ${valueOf(lever) ?? ""}`);
    store.settle();
  }

  function pressed(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      setPicked((usable.indexOf(chosen as Rolled) + by + usable.length) % Math.max(1, usable.length));
    } else if (event.key === "Enter" && !event.ctrlKey && chosen) {
      event.preventDefault();
      apply(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      setDraft(null);
      setWrong(null);
    }
  }

  if (open.inputs.kind === "cash") return null;
  return (
    <Card
      title="Roll to payment"
      icon="target"
      region="roll"
      extra={
        <>
          <kbd>{keyName("Alt R")}</kbd>
          <span className={partClasses.grow} />
          {lease && (
            <Segments
              small
              label="Roll to"
              value={aim.of}
              options={[
                ["payment", "Payment"],
                ["due_at_signing", "Signing"],
              ]}
              choose={(of) => store.aim({ of })}
            />
          )}
          <label className={classes.target}>
            <span>Target</span>
            <input
              ref={input}
              inputMode="decimal"
              autoComplete="off"
              value={draft ?? (aim.target === null ? "" : money(aim.target))}
              placeholder="650"
              aria-invalid={wrong !== null}
              aria-label="Target payment"
              aria-describedby="roll-help"
              aria-activedescendant={chosen ? `lever-${chosen.lever}` : undefined}
              role="combobox"
              aria-expanded={usable.length > 0}
              aria-controls="roll-levers"
              onFocus={(event) => event.currentTarget.select()}
              onBlur={() => {
                setDraft(null);
                setWrong(null);
              }}
              onChange={(event) => typed(event.currentTarget.value)}
              onKeyDown={pressed}
            />
          </label>
        </>
      }
    >
      <div className={classes.body}>
        {wrong !== null && (
          <p id="roll-help" role="alert" className={partClasses.wrong}>
            {wrong}
          </p>
        )}
        {aim.target === null ? (
          <p className={classes.hint}>Type a payment: every lever shows what it alone would have to be.</p>
        ) : (
          <>
            <div className={cx(classes.row, classes.head)} aria-hidden="true">
              <span>Move only</span>
              <span>to</span>
              <span>change</span>
              <span>{seesGross ? "gross" : ""}</span>
              <span />
            </div>
            <ul id="roll-levers" role="listbox" aria-label="Levers">
              {levers.map((lever) => (
                <Lever
                  key={lever.lever}
                  lever={lever}
                  deal={open.inputs}
                  on={lever === chosen}
                  seesGross={seesGross}
                  apply={editable ? () => apply(lever) : null}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </Card>
  );
}

/** The value to apply: what reaches the target; of the term, the nearest one even where it does not. */
function valueOf(lever: Rolled): string | null {
  if (lever.reached) return lever.value ?? null;
  return lever.lever === "term_months" ? (lever.best_value ?? null) : null;
}

function Lever({
  lever,
  deal,
  on,
  seesGross,
  apply,
}: {
  lever: Rolled;
  deal: Deal;
  on: boolean;
  seesGross: boolean;
  apply: (() => void) | null;
}) {
  const value = valueOf(lever);
  const atSigning = lever.lever === "cash_down" && deal.kind === "lease" && deal.lease?.signing_total;
  const name = atSigning ? "Total at signing" : leverName[lever.lever];
  if (value === null) {
    const nearest = lever.best_payment ? `nearest ${money(lever.best_payment)}` : "out of reach";
    return (
      <li
        id={`lever-${lever.lever}`}
        role="option"
        aria-selected={false}
        className={cx(classes.row, classes.out)}
      >
        <span>{name}</span>
        <span>–</span>
        <span className={classes.why} title={lever.reason ?? undefined}>
          {lever.reason ?? nearest}
        </span>
      </li>
    );
  }
  const gross = lever.gross_change;
  return (
    <li
      id={`lever-${lever.lever}`}
      role="option"
      aria-selected={on}
      className={classes.row}
      data-on={on || undefined}
      onPointerDown={(event) => {
        // The target keeps the focus, so that arrows and Enter go on working.
        event.preventDefault();
        if (event.target instanceof Element && event.target.closest("[data-apply]")) apply?.();
      }}
    >
      <span>{name}</span>
      <span className={classes.value}>{shown(lever, value)}</span>
      <span className={classes.change}>{changeOf(lever, deal)}</span>
      <span data-tone={gross && isNegative(gross) ? "neg" : undefined} className={classes.gross}>
        {seesGross ? (gross ? signedMoney(gross) : "–") : "hidden"}
      </span>
      <span>
        {apply && (
          <span className={partClasses.link} data-apply>
            Apply
          </span>
        )}
      </span>
    </li>
  );
}

function shown(lever: Rolled, value: string): string {
  if (lever.lever === "term_months") return `${value} mo`;
  if (lever.lever === "sell_rate") return percent(value);
  if (lever.lever === "money_factor") return moneyFactor(value);
  return money(value);
}

function changeOf(lever: Rolled, deal: Deal): string {
  if (lever.lever === "term_months") {
    const gives = lever.payment ?? lever.best_payment;
    return gives ? `gives ${money(gives)}` : "";
  }
  if (!lever.change) return "";
  if (lever.lever === "sell_rate") {
    const size = percent(lever.change);
    return lever.change.startsWith("-") ? size : `+${size}`;
  }
  if (lever.lever === "money_factor") {
    const less = lever.change.startsWith("-");
    return `${less ? "\u2212" : "+"}${moneyFactor(lever.change.replace("-", ""))}`;
  }
  return deal.kind === "cash" ? "" : signedMoney(lever.change);
}

function applied(deal: Deal, lever: Rolled): Deal {
  const value = valueOf(lever);
  if (value === null) return deal;
  switch (lever.lever) {
    case "cash_down":
      return withDown(deal, value);
    case "selling_price":
      return { ...deal, selling_price: value };
    case "trade_allowance": {
      const first = list(deal, "trades")[0];
      return first ? changeLine(deal, "trades", first.id, { allowance: value }) : deal;
    }
    case "sell_rate":
      return changeFinance(deal, { sell_rate: value });
    case "money_factor":
      return changeLease(deal, { money_factor: value });
    case "term_months":
      return takeOffer(deal, { ...lever.term, term_months: Number(value) });
    default:
      return deal;
  }
}
