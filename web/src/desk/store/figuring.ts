/** What the engine says of the scenarios: the open one at once, on this thread; what stands beside it follows. */
import type { Deal, Engine, Figures, Outcome, Roll, RollAsk } from "../../engine";
import type { LaterEngine } from "../../engine/later";
import { settleAnswers } from "../model/answers";
import { Beside } from "./beside";
import type { Held } from "./held";
import { openScenario, type Scenario } from "./state";

/** With the engine's figures for its inputs; the last good ones stay where there are none. */
export function worked(engine: Engine, scenario: Scenario): Scenario {
  const answer = engine.figures(scenario.inputs);
  return answer.faults
    ? { ...scenario, faults: answer.faults }
    : { ...scenario, figures: answer.ok, faults: [] };
}

/** The same after a change: answers to questions that the law no longer asks stay out of the inputs. */
export function settled(engine: Engine, scenario: Scenario): Scenario {
  const { deal, aside, outcome } = settleAnswers(scenario.inputs, scenario.aside, (each) =>
    engine.figures(each),
  );
  const inStep = { ...scenario, inputs: deal, aside };
  return outcome.ok ? { ...inStep, figures: outcome.ok, faults: [] } : { ...inStep, faults: outcome.faults };
}

export class Figuring {
  readonly #held: Held;
  readonly #beside: Beside;
  #engine: Engine | null = null;
  /** Nobody looks any more. */
  #left = false;

  constructor(held: Held, later: LaterEngine) {
    this.#held = held;
    this.#beside = new Beside(later, {
      state: held.state,
      land: (answers) => held.put({ later: answers }),
      scenario: (id, change) => held.scenario(id, change),
    });
  }

  ready(engine: Engine): void {
    this.#engine = engine;
    const { openId, scenarios } = this.#held.state();
    this.#held.put({
      engine: "ready",
      scenarios: scenarios.map((each) => (each.id === openId ? worked(engine, each) : each)),
    });
    this.soon();
    this.others();
  }

  get isReady(): boolean {
    return this.#engine !== null;
  }

  worked(scenario: Scenario): Scenario {
    return this.#engine ? worked(this.#engine, scenario) : scenario;
  }

  settled(scenario: Scenario): Scenario {
    return this.#engine ? settled(this.#engine, scenario) : scenario;
  }

  /** The open scenario must have the engine's own figures: what is typed next starts from them. */
  workOpen(): void {
    const open = openScenario(this.#held.state());
    this.#held.scenario(open.id, this.worked(open));
  }

  /** Effects, grid, roll and the rest of the open scenario; what is there stays until they come. */
  soon(): void {
    if (this.#engine && !this.#left) this.#beside.askOpen();
  }

  /** The scenarios beside the open one. */
  others(): void {
    if (this.#engine && !this.#left) this.#beside.askOthers();
  }

  figures(deal: Deal): Figures | null {
    return this.#engine?.figures(deal).ok ?? null;
  }

  trial(inputs: Deal): Outcome<Figures> | null {
    const engine = this.#engine;
    if (!engine) return null;
    const { aside } = openScenario(this.#held.state());
    return settleAnswers(inputs, aside, (each) => engine.figures(each)).outcome;
  }

  roll(ask: RollAsk): Outcome<Roll> | null {
    return this.#engine?.roll(ask) ?? null;
  }

  leave(): void {
    this.#left = true;
  }
}
