/** The color scale of the map: five steps between round amounts, chosen so that the states spread over them. */
import { centsOf } from "../desk/numbers/exact";

/** From 1 (least) to 5 (most); 0 is no tax. */
export type Step = 0 | 1 | 2 | 3 | 4 | 5;

export interface Scale {
  /** Whole dollars at which the next step begins; ascending, at most four. */
  breaks: readonly number[];
}

/** Two figures and a half: 1,234 is 1,250 and 12,345 is 12,500; below a hundred, whole dollars. */
export function rounded(dollars: number): number {
  const unit = Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, dollars)) - 1) / 2);
  return Math.round(dollars / unit) * unit;
}

const dollarsOf = (wire: string) => Number((centsOf(wire) ?? 0n) / 100n);

/** Breaks at the fifths of the amounts above zero. */
export function scaleOf(amounts: readonly (string | null)[]): Scale {
  const above = amounts
    .flatMap((amount) => (amount === null ? [] : [dollarsOf(amount)]))
    .filter((dollars) => dollars > 0)
    .toSorted((a, b) => a - b);
  if (above.length < 2) return { breaks: [] };
  const fifths = [1, 2, 3, 4].map((fifth) => above[Math.floor((above.length * fifth) / 5)] ?? 0);
  const least = above[0] ?? 0;
  return {
    breaks: [...new Set(fifths.map(rounded))].filter((dollars) => dollars > least),
  };
}

export function stepOf(amount: string | null, scale: Scale): Step {
  if (amount === null) return 0;
  const cents = centsOf(amount) ?? 0n;
  if (cents <= 0n) return 0;
  const below = scale.breaks.filter((dollars) => BigInt(dollars) * 100n <= cents).length;
  return stepAt(below, scale);
}

/** The steps that are used lie at the two ends of the scale where there are fewer than five. */
export function stepAt(index: number, { breaks }: Scale): Step {
  const used: readonly (readonly Step[])[] = [[3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]];
  return used[breaks.length]?.[index] ?? 5;
}
