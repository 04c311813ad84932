/** Two to four scenarios side by side: what differs is dark, with the difference from the first; the rest is gray. */
import { useEffect, useEffectEvent, useState } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { explain } from "../api/problem";
import { Icon } from "../icons/Icon";
import { Crumbs, TopBar } from "../shell/Shell";
import { say } from "../ui/notices";
import { Failed, Loading } from "../ui/states";
import { MOST, picked } from "./compare/picks";
import { compareRows, type CompareRow } from "./compare/rows";
import { ConflictDialog } from "./ConflictDialog";
import { DeskProvider, useDesk, useDeskStore, useSeesGross } from "./DeskContext";
import { paymentOf, perPayment } from "./model/paid";
import { money } from "./numbers/format";
import { Menu } from "./parts/Menu";
import { partClasses, Segments } from "./parts/parts";
import type { Scenario } from "./store/state";
import { useFollowing } from "./useFollowing";
import { useOpenedDeal } from "./useDeskStore";
import classes from "./compare/ComparePage.module.css";

export default function ComparePage({ dealId }: { dealId: string }) {
  const [attempt, setAttempt] = useState(0);
  return <OneDeal key={`${dealId} ${attempt}`} dealId={dealId} again={() => setAttempt(attempt + 1)} />;
}

function OneDeal({ dealId, again }: { dealId: string; again: () => void }) {
  const opening = useOpenedDeal(dealId, null);
  if (opening === null || "error" in opening) {
    return (
      <>
        <TopBar title={<Crumbs href={`/deals/${dealId}`} room="Desk" name="Compare" />} />
        {opening === null ? (
          <Loading rows={12} label="Loading the deal" />
        ) : (
          <Failed text={explain(opening.error)} again={again} />
        )}
      </>
    );
  }
  return (
    <DeskProvider value={opening.store}>
      <Compare />
    </DeskProvider>
  );
}

function Compare() {
  const store = useDeskStore();
  const deal = useDesk((state) => state.deal);
  const scenarios = useDesk((state) => state.scenarios);
  const seesGross = useSeesGross();
  const conflict = useDesk((state) => state.conflict);
  const [only, setOnly] = useState<"all" | "differences">("all");
  const [, go] = useLocation();
  const search = new URLSearchParams(useSearch());
  const open = search.get("s");
  const desk = `/deals/${deal.id}${open === null ? "" : `?s=${open}`}`;
  const named = search.get("with")?.split(",") ?? [];
  const shown = picked(scenarios, named, { open, chosenId: deal.chosen_structure_id ?? null });
  const groups = compareRows(shown, seesGross);

  function show(these: readonly Scenario[]) {
    search.set("with", these.map(({ letter }) => letter).join(","));
    go(`/deals/${deal.id}/compare?${search.toString().replaceAll("%2C", ",")}`, { replace: true });
  }

  const keyed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open], [role=menu]")) go(desk);
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => keyed(event);
    window.addEventListener("keydown", heard);
    return () => window.removeEventListener("keydown", heard);
  }, []);

  // Who chooses here must see the figures as they are, not as they were when the page was opened.
  useFollowing();

  async function choose(id: string) {
    try {
      await store.choose(id);
    } catch (refused) {
      say(explain(refused), "refused");
    }
  }

  const editable = deal.allowed_actions.includes("edit");
  return (
    <>
      <TopBar title={<Crumbs href={desk} room={deal.number} name="Compare" />}>
        <Segments
          label="Which rows"
          value={only}
          options={[
            ["all", "All rows"],
            ["differences", "Only differences"],
          ]}
          choose={setOnly}
        />
        {scenarios.length > 2 && (
          <Menu
            label="Which scenarios"
            align="end"
            className={partClasses.button}
            items={scenarios.map((scenario) => {
              const on = shown.includes(scenario);
              return {
                label: `${on ? "✓ " : ""}${scenario.letter} · ${scenario.name}`,
                disabled: on ? shown.length <= 2 : shown.length >= MOST,
                run: () => show(on ? shown.filter((each) => each !== scenario) : [...shown, scenario]),
              };
            })}
          >
            <Icon name="columns" small />
            Scenarios
          </Menu>
        )}
        <Link href={desk} className={partClasses.button}>
          <Icon name="left" small />
          Back to desk <kbd>Esc</kbd>
        </Link>
      </TopBar>
      <div className={classes.page}>
        <table className={classes.table} style={{ minWidth: 232 + shown.length * 150 }}>
          <caption className="al-sr">Scenarios of deal {deal.number} side by side</caption>
          <thead>
            <tr>
              <td className={classes.intro}>
                <strong>Compare scenarios</strong>
                <span>
                  Gray means the same as {shown[0]?.letter}. Small figures are the difference from{" "}
                  {shown[0]?.letter}.
                </span>
              </td>
              {shown.map((scenario) => (
                <Head
                  key={scenario.id}
                  scenario={scenario}
                  dealId={deal.id}
                  chosen={scenario.id === deal.chosen_structure_id}
                  choose={editable ? () => void choose(scenario.id) : null}
                />
              ))}
            </tr>
          </thead>
          {groups.map((group) => {
            const rows = group.rows.filter((row) => only === "all" || row.differs);
            return rows.length === 0 ? null : (
              <tbody key={group.name}>
                <tr className={classes.group}>
                  <th scope="rowgroup" colSpan={shown.length + 1}>
                    {group.name}
                  </th>
                </tr>
                {rows.map((row) => (
                  <Row key={row.name} row={row} scenarios={shown} />
                ))}
              </tbody>
            );
          })}
        </table>
      </div>
      {conflict && <ConflictDialog conflict={conflict} />}
    </>
  );
}

function Head({
  scenario,
  dealId,
  chosen,
  choose,
}: {
  scenario: Scenario;
  dealId: string;
  chosen: boolean;
  choose: (() => void) | null;
}) {
  const payment = paymentOf(scenario.figures);
  return (
    <th scope="col" className={classes.head} data-chosen={chosen || undefined}>
      <span className={classes.name}>
        {scenario.letter} · {scenario.name}
        {chosen && (
          <span className={classes.star}>
            <Icon name="star" small />
            <span className="al-sr">chosen</span>
          </span>
        )}
      </span>
      <span className={classes.payment}>
        {payment === null ? "–" : money(payment)}
        <em>{perPayment(scenario.inputs)}</em>
      </span>
      <span className={classes.actions}>
        {chosen ? (
          <span className={partClasses.pill}>Chosen</span>
        ) : (
          choose && (
            <button type="button" className={partClasses.button} data-small onClick={choose}>
              Choose
            </button>
          )
        )}
        <Link href={`/deals/${dealId}?s=${scenario.letter}`} className={partClasses.quiet}>
          Open
        </Link>
      </span>
    </th>
  );
}

function Row({ row, scenarios }: { row: CompareRow; scenarios: readonly Scenario[] }) {
  return (
    <tr data-strong={row.strong || undefined}>
      <th scope="row">{row.name}</th>
      {row.cells.map((cell, at) => (
        <td
          key={scenarios[at]?.id ?? at}
          data-same={cell.same || undefined}
          data-first={at === 0 || undefined}
        >
          {cell.change !== null && <small>{cell.change}</small>}
          <span>{cell.text}</span>
        </td>
      ))}
    </tr>
  );
}
