/** The tax atlas: one sample deal over every state at once, by the engine in this tab; the address holds all of it. */
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { Note, partClasses, Segments } from "../desk/parts/parts";
import type { Answer, Engine, Place } from "../engine";
import { loadEngineWithOwnRates } from "../engine/own-rates";
import { Icon } from "../icons/Icon";
import { TopBar } from "../shell/Shell";
import { say } from "../ui/notices";
import { Failed, Loading } from "../ui/states";
import { amountOf, assessAll, type Answered, extremes, isMainPlace, wholeDollars } from "./assess";
import { CompareChips, CompareStates } from "./CompareStates";
import {
  type Atlas as AtlasState,
  MOST_COMPARED,
  readAtlas,
  type Sample,
  type View,
  writeAtlas,
} from "./sample";
import { SampleBar } from "./SampleBar";
import { scaleOf } from "./scale";
import { StatePanel } from "./StatePanel";
import { StateSearch } from "./StateSearch";
import { StateTable } from "./StateTable";
import { Legend, TileMap } from "./TileMap";
import { stateName, tileOf, TILES } from "./tiles";
import { listed, sampleText, sentence } from "./words";
import classes from "./AtlasPage.module.css";

/** Where the page opens: a state whose tax has more than one step. */
const FIRST = "TN";

export default function AtlasPage({ state }: { state: string | null }) {
  const [attempt, setAttempt] = useState(0);
  return <Atlas key={attempt} state={state} again={() => setAttempt(attempt + 1)} />;
}

function Atlas({ state, again }: { state: string | null; again: () => void }) {
  const [engine, setEngine] = useState<Engine | "failed" | null>(null);
  useEffect(() => {
    let gone = false;
    const settle = (answer: Engine | "failed") => {
      if (!gone) setEngine(answer);
    };
    loadEngineWithOwnRates().then(settle, () => settle("failed"));
    return () => {
      gone = true;
    };
  }, []);

  if (engine === null || engine === "failed") {
    return (
      <>
        <TopBar title="Tax atlas" />
        {engine === null ? (
          <Loading rows={10} label="Loading the engine" />
        ) : (
          <Failed text="The engine could not be loaded, so no tax can be worked out here." again={again} />
        )}
      </>
    );
  }
  return <Opened engine={engine} state={state} />;
}

/** The day in the reader's own time. */
function localDay(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function Opened({ engine, state }: { engine: Engine; state: string | null }) {
  const search = useSearch();
  const [, go] = useLocation();
  const [today] = useState(localDay);
  const atlas = useMemo(() => readAtlas(search, today), [search, today]);
  const answers = useMemo(() => assessAll(engine, atlas), [engine, atlas]);
  const chosen = tileOf(state) ?? tileOf(FIRST);
  const { sample, shown, view, compared } = atlas;

  const scale = useMemo(
    () => scaleOf(TILES.map(({ code }) => amountOf(answers.get(code), shown))),
    [answers, shown],
  );

  function show(change: Partial<AtlasState>, code = chosen?.code ?? FIRST) {
    go(`/atlas/${code}?${writeAtlas({ ...atlas, ...change }, today)}`, { replace: true });
  }

  const choose = (code: string) => show({}, code);
  const changeSample = (part: Partial<Sample>) => show({ sample: { ...sample, ...part } });

  function setPlace(code: string, place: Place | null) {
    const { [code]: _gone, ...others } = atlas.places;
    const places = place === null || isMainPlace(place) ? others : { ...others, [code]: place };
    show({ places }, code);
  }

  function setAnswer(code: string, question: string, answer: Answer | null) {
    const { [question]: _gone, ...others } = atlas.answers[code] ?? {};
    const mine = answer === null ? others : { ...others, [question]: answer };
    show({ answers: { ...atlas.answers, [code]: mine } });
  }

  function compare(code: string) {
    const without = compared.filter((each) => each !== code);
    if (without.length < compared.length) show({ compared: without });
    else if (compared.length >= MOST_COMPARED) say("Four states are compared already.", "refused");
    else show({ compared: [...compared, code] });
  }

  const keyed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && view === "compare" && !event.defaultPrevented) show({ view: "map" });
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => keyed(event);
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, []);

  async function copyLink() {
    const link = `${location.origin}/atlas/${chosen?.code ?? FIRST}?${writeAtlas(atlas, today)}`;
    try {
      await navigator.clipboard.writeText(link);
      say("The link is copied. It holds the deal, the day and the places.");
    } catch {
      say("The browser does not allow copying here. The address of this page is the link.", "refused");
    }
  }

  const price = sample.price;
  const lease = sample.kind === "lease";
  return (
    <>
      <TopBar title="Tax atlas">
        <StateSearch choose={choose} setPlace={setPlace} />
        <Segments<View>
          label="View"
          value={view}
          options={[
            ["map", "Map"],
            ["table", "Table"],
            ["compare", `Compare${compared.length > 0 ? ` ${compared.length}` : ""}`],
          ]}
          choose={(next) => show({ view: next })}
        />
        <button type="button" className={partClasses.button} onClick={() => void copyLink()}>
          <Icon name="link" small />
          Copy link
        </button>
      </TopBar>
      <div className={classes.page}>
        <SampleBar sample={sample} change={changeSample} today={today} />
        <p className={classes.printed}>{sampleText(sample)}</p>
        <Silence answers={answers} />
        {view === "compare" ? (
          <CompareStates
            answers={answers}
            compared={compared}
            price={price}
            lease={lease}
            toggle={compare}
            open={(code) => show({ view: "map" }, code)}
          />
        ) : (
          <div className={classes.columns}>
            {view === "map" ? (
              <section className={classes.card} aria-labelledby="atlas-map">
                <header className={classes.head}>
                  <h2 id="atlas-map">{titleOf(shown, lease)}</h2>
                  <Segments
                    small
                    label="What the map shows"
                    value={shown}
                    options={[
                      ["state", "State"],
                      ["all", "With local"],
                    ]}
                    choose={(next) => show({ shown: next })}
                  />
                  <span className={partClasses.grow} />
                  <Legend
                    scale={scale}
                    missing={[...answers.values()].some((answer) => answer.kind === "absent")}
                  />
                </header>
                <TileMap
                  answers={answers}
                  shown={shown}
                  scale={scale}
                  chosen={chosen?.code ?? FIRST}
                  compared={compared}
                  choose={choose}
                  compare={compare}
                />
                <footer className={classes.foot}>
                  <span className={classes.hints}>
                    <span>
                      <kbd>←↑↓→</kbd> move
                    </span>
                    <span>
                      <kbd>Enter</kbd> read
                    </span>
                    <span>
                      <kbd>Space</kbd> compare
                    </span>
                  </span>
                  <CompareChips compared={compared} toggle={compare} show={() => show({ view: "compare" })} />
                  <span className={partClasses.grow} />
                  <Summary answers={answers} atlas={atlas} />
                </footer>
              </section>
            ) : (
              <div className={classes.table}>
                <StateTable
                  answers={answers}
                  price={price}
                  lease={lease}
                  sort={atlas.sort}
                  setSort={(sort) => show({ sort })}
                  chosen={chosen?.code ?? FIRST}
                  choose={choose}
                  compare={compare}
                />
                <CompareChips compared={compared} toggle={compare} show={() => show({ view: "compare" })} />
              </div>
            )}
            {chosen && (
              <StatePanel
                key={chosen.code}
                tile={chosen}
                answer={answers.get(chosen.code) ?? { kind: "absent" }}
                sample={sample}
                compared={compared.includes(chosen.code)}
                full={compared.length >= MOST_COMPARED}
                setPlace={setPlace}
                setAnswer={setAnswer}
                setDay={(on) => changeSample({ on })}
                compare={compare}
              />
            )}
          </div>
        )}
      </div>
    </>
  );
}

function titleOf(shown: AtlasState["shown"], lease: boolean): string {
  const what = shown === "state" ? "State-level tax" : "State and local tax";
  return `${what}${lease ? " over the term" : ""}, dollars`;
}

/** Said over the map where no law at all speaks for the deal: most often the day. */
function Silence({ answers }: { answers: Answered }) {
  const known = [...answers.values()].filter((answer) => answer.kind !== "absent");
  const refused = known.flatMap((answer) => (answer.kind === "refused" ? [answer] : []));
  if (known.length === 0 || refused.length < known.length) return null;
  const fault = refused[0]?.faults[0];
  const day = fault?.pointer === "/date";
  return (
    <div className={classes.silence} role="alert">
      <Note tone="neg">
        <strong>
          {day ? "No law in this build speaks for that day." : "No state can work this deal out."}
        </strong>{" "}
        {day ? "Each state says from which day on its law is known." : fault && sentence(fault.detail)}
      </Note>
    </div>
  );
}

function Summary({ answers, atlas }: { answers: Answered; atlas: AtlasState }) {
  const { highest, none } = extremes(answers, atlas.shown);
  if (highest === null && none.length === 0) return null;
  const amount = amountOf(highest === null ? undefined : answers.get(highest), atlas.shown);
  const parts = [
    highest !== null && amount !== null ? `Highest ${stateName(highest)} ${wholeDollars(amount)}` : "",
    none.length > 0 ? `none in ${listed(none)}` : "",
  ];
  return <span className={classes.summary}>{parts.filter(Boolean).join(" · ")}</span>;
}
