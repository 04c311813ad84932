/** One deal open in two tabs without a network: what each of them keeps goes beside what the other kept, not over it. */
import { merge, same } from "../desk/model/merge";
import type { Draft } from "../desk/store/state";

/**
 * The newest first, of one scenario perhaps several. `own` is what this tab kept last, or took up; whatever else is
 * kept is of another tab, which may be gone by now.
 */
export function besideOtherTabs(
  kept: readonly Draft[],
  mine: readonly Draft[],
  own: readonly Draft[],
): readonly Draft[] {
  return [...mine, ...kept.filter((each) => !own.some((one) => same(one, each)))];
}

/** What was typed at each scenario, in whichever tab. */
export function together(kept: readonly Draft[]): readonly Draft[] {
  const byScenario = new Map<string, Draft>();
  for (const draft of kept) {
    const newer = byScenario.get(draft.id);
    byScenario.set(draft.id, newer === undefined ? draft : join(newer, draft));
  }
  return [...byScenario.values()];
}

/** Of a line typed in both the newer one stays: the same person typed it. */
function join(newer: Draft, older: Draft): Draft {
  return {
    ...newer,
    name: newer.name === newer.stored.name ? older.name : newer.name,
    inputs: merge(older.stored.inputs, newer.inputs, older.inputs, "mine").value,
    sent: [...newer.sent, ...older.sent.filter((each) => !newer.sent.some((one) => same(one, each)))],
  };
}
