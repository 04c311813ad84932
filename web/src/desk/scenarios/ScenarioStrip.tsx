/** The scenarios side by side: open one, copy it, choose the one that the contract will use. */
import { type MouseEvent, useEffect, useRef } from "react";
import { Link } from "wouter";
import { Icon } from "../../icons/Icon";
import { Key } from "../../keys/Key";
import { useComparison } from "../compare/useComparison";
import { useDesk, useDeskStore } from "../DeskContext";
import { paymentOf, perPayment } from "../model/paid";
import { money, moneyFactor, percent, shortMoney } from "../numbers/format";
import { Menu } from "../parts/Menu";
import { partClasses } from "../parts/parts";
import type { Scenario } from "../store/state";
import classes from "./ScenarioStrip.module.css";

interface StripProps {
  copy: () => void;
  choose: (id: string) => void;
  rename: (scenario: Scenario) => void;
  remove: (id: string) => void;
}

export function ScenarioStrip({ copy, choose, rename, remove }: StripProps) {
  const store = useDeskStore();
  const scenarios = useDesk((state) => state.scenarios);
  const openId = useDesk((state) => state.openId);
  const deal = useDesk((state) => state.deal);
  const editable = deal.allowed_actions.includes("edit");
  const chosen = scenarios.find((each) => each.id === deal.chosen_structure_id);
  const comparison = useComparison();
  const compare = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    comparison.start();
  };
  const list = useRef<HTMLUListElement>(null);
  const openAt = scenarios.findIndex(({ id }) => id === openId);
  useEffect(() => showOpen(list.current, openAt), [openAt]);
  return (
    <div className={classes.strip} data-region="scenarios">
      <ul ref={list} className={classes.list} aria-label="Scenarios">
        {scenarios.map((scenario, at) => (
          <li key={scenario.id} className={classes.card} data-open={scenario.id === openId || undefined}>
            <button
              type="button"
              className={classes.open}
              aria-current={scenario.id === openId ? "true" : undefined}
              onClick={() => store.open(scenario.id)}
            >
              <span className={classes.name}>
                {scenario === chosen && (
                  <span className={classes.star} title="Chosen: the contract will use it">
                    <Icon name="star" small />
                    <span className="al-sr">Chosen, </span>
                  </span>
                )}
                <span className={classes.words}>
                  {scenario.letter} · {scenario.name}
                </span>
              </span>
              <ScenarioFigures scenario={scenario} />
            </button>
            <span className={classes.corner}>
              {at < 9 && <Key of="desk.scenario" digit={at + 1} />}
              <Menu
                label={`Scenario ${scenario.letter}`}
                align="end"
                className={classes.more}
                items={[
                  {
                    label: scenario === chosen ? "Chosen for the contract" : "Choose for the contract",
                    disabled: !editable || scenario === chosen,
                    run: () => choose(scenario.id),
                  },
                  {
                    label: "Rename",
                    disabled: !editable || scenario.frozen,
                    run: () => rename(scenario),
                  },
                  {
                    label: "Delete",
                    danger: true,
                    disabled: !editable || scenarios.length < 2 || scenario === chosen,
                    run: () => remove(scenario.id),
                  },
                ]}
              >
                <Icon name="more" small />
              </Menu>
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.actions}>
        <button type="button" className={partClasses.quiet} disabled={!editable} onClick={copy}>
          <Icon name="plus" small />
          New <Key of="desk.copy" />
        </button>
        <Link href={comparison.address} className={partClasses.quiet} onClick={compare}>
          <Icon name="columns" small />
          Compare <Key of="desk.compare" />
        </Link>
      </div>
      <span className={partClasses.grow} />
      <p className={classes.note}>
        {chosen ? `Contract will use ${chosen.letter}` : "None chosen for the contract"}
      </p>
    </div>
  );
}

/** The open card comes into sight where there are more than fit; only the strip moves, never the page. */
function showOpen(list: HTMLUListElement | null, openAt: number): void {
  const card = list?.children[openAt]?.getBoundingClientRect();
  if (!list || !card) return;
  const { left, right } = list.getBoundingClientRect();
  if (card.left < left) list.scrollLeft += card.left - left;
  else if (card.right > right) list.scrollLeft += card.right - right;
}

function ScenarioFigures({ scenario }: { scenario: Scenario }) {
  const { figures, inputs } = scenario;
  const payment = paymentOf(figures);
  return (
    <>
      <span className={classes.payment}>
        {payment === null ? "–" : money(payment)}
        <em>{perPayment(inputs)}</em>
      </span>
      <span className={classes.terms}>{termsOf(scenario)}</span>
      <span className={classes.down}>{downOf(scenario)}</span>
    </>
  );
}

function termsOf({ inputs }: Scenario): string {
  if (inputs.kind === "retail" && inputs.finance) {
    return `${inputs.finance.term_months} mo · ${percent(inputs.finance.sell_rate)}`;
  }
  if (inputs.kind === "lease" && inputs.lease) {
    return `${inputs.lease.term_months} mo · ${moneyFactor(inputs.lease.money_factor)}`;
  }
  return "at delivery";
}

function downOf({ inputs, figures }: Scenario): string {
  if (inputs.kind === "lease" && figures?.lease)
    return `${shortMoney(figures.lease.due_at_signing.total)} at signing`;
  if (inputs.kind === "cash") return "no lender";
  return `${shortMoney(inputs.cash_down ?? "0.00")} down`;
}
