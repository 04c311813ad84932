/** The state of the Desk at this moment, and everybody who watches it change. */
import type { DeskState, Scenario } from "./state";

export class Held {
  #state: DeskState;
  readonly #watchers = new Set<() => void>();

  constructor(first: DeskState) {
    this.#state = first;
  }

  readonly state = (): DeskState => this.#state;

  readonly watch = (changed: () => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };

  put(change: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...change };
    for (const changed of this.#watchers) changed();
  }

  scenario(id: string, change: Partial<Scenario>): void {
    this.put({
      scenarios: this.#state.scenarios.map((each) => (each.id === id ? { ...each, ...change } : each)),
    });
  }

  find(id: string): Scenario | undefined {
    return this.#state.scenarios.find((scenario) => scenario.id === id);
  }

  /** With one that was made here; somebody may have told of it before its answer came. */
  add(made: Scenario): void {
    if (!this.find(made.id)) this.put({ scenarios: [...this.#state.scenarios, made] });
  }
}
