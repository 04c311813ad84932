/** What a question in the palette asks for: `roll 650`, `down 4k`, `4k down`, `72 months`, `price =41000-500`. */

export interface Asked {
  /** In small letters: what it is about. */
  words: string;
  /** As one would type it into the cell. */
  value: string;
}

const WORDS_FIRST = /^([a-z][a-z&' -]*?)\s*(?:\b(?:to|at|of|is)\b\s*)?([=+$.\d-].*)$/i;
const VALUE_FIRST = /^([+-]?\$?[\d.,]+\s?[k%]?)\s*([a-z][a-z&' -]*)$/i;
const MONTHS = /^(m|mo|mos|months?)$/;
/** What the palette searches by these words is a record and no line of the deal. */
const RECORDS = /^(deal|vin|stock|vehicle|car|customer|person|buyer)$/;
const YEARS = /^(y|yr|yrs|years?)$/;

/** Null where no value is named: then something is sought and nothing asked. */
export function readAsked(typed: string): Asked | null {
  const text = typed.trim().replaceAll("\u2212", "-").replaceAll(/\s+/g, " ");
  const first = WORDS_FIRST.exec(text);
  if (first?.[1] !== undefined && first[2] !== undefined) return ofTerm(first[1], first[2].trim());
  const last = VALUE_FIRST.exec(text);
  return last?.[1] !== undefined && last[2] !== undefined ? ofTerm(last[2], last[1].trim()) : null;
}

/** `6 years` and `84 months` are a term, whichever word comes first. */
function ofTerm(words: string, value: string): Asked | null {
  const about = words.trim().toLowerCase();
  if (RECORDS.test(about)) return null;
  if (MONTHS.test(about)) return { words: "term", value };
  if (YEARS.test(about)) return { words: "term", value: `${value}y` };
  return { words: about, value };
}

const SHORTEST = 3;

/** Whether what was asked about is called so: each word the beginning of one of the name's words. */
export function isCalled(words: string, name: string): boolean {
  const named = name.toLowerCase().split(/[^a-z0-9]+/);
  const asked = words.split(/[^a-z0-9]+/).filter((word) => word !== "");
  return (
    asked.length > 0 &&
    asked.every((word) =>
      named.some((each) => (word.length < SHORTEST ? each === word : each.startsWith(word))),
    )
  );
}
