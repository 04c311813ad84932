/** Works out what follows the `=` in a cell: + - * / ( ), percent, thousands, and the names of lines. */
import { add, decimal, divide, type Fraction, multiply, negate, subtract, whole } from "./exact";

/** The value of a line by its name (`msrp`, `a.cash`), in dollars; `null` where there is no such line. */
export type Names = (name: string) => Fraction | null;

export type Worked =
  | { ok: true; value: Fraction }
  /** `unfinished` where going on typing may still make it right. */
  | { ok: false; message: string; unfinished: boolean };

class Refused extends Error {
  readonly unfinished: boolean;

  constructor(message: string, unfinished = false) {
    super(message);
    this.unfinished = unfinished;
  }
}

interface Token {
  kind: "number" | "name" | "sign";
  text: string;
}

const NUMBER = /^(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)/;
const NAME = /^[a-z][a-z_]*(?:\.[a-z_]+)?/;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const number = NUMBER.exec(rest);
    const name = NAME.exec(rest);
    const first = rest.charAt(0);
    if (number) {
      found.push({ kind: "number", text: number[0].replaceAll(",", "") });
      rest = rest.slice(number[0].length);
      // A thousand may follow at once: 25k. A letter after it would be a slip: 25kk, 3o.
      if (/^k(?![a-z0-9.])/.test(rest)) {
        found.push({ kind: "sign", text: "k" });
        rest = rest.slice(1);
      } else if (/^[a-z0-9.,]/.test(rest)) {
        throw new Refused(`“${number[0]}${rest.charAt(0)}” is not a number.`);
      }
    } else if (name) {
      found.push({ kind: "name", text: name[0] });
      rest = rest.slice(name[0].length);
    } else if ("+-*/()%".includes(first)) {
      found.push({ kind: "sign", text: first });
      rest = rest.slice(1);
    } else {
      throw new Refused(`“${first}” does not belong in a formula.`);
    }
    rest = rest.trimStart();
  }
  return found;
}

class Reader {
  private at = 0;
  private readonly all: Token[];
  private readonly names: Names;

  constructor(all: Token[], names: Names) {
    this.all = all;
    this.names = names;
  }

  whole(): Fraction {
    const value = this.sum();
    const left = this.all[this.at];
    if (left) throw new Refused(`“${left.text}” is out of place.`);
    return value;
  }

  private take(...signs: string[]): string | null {
    const token = this.all[this.at];
    if (token?.kind !== "sign" || !signs.includes(token.text)) return null;
    this.at += 1;
    return token.text;
  }

  private sum(): Fraction {
    let value = this.product();
    for (let sign = this.take("+", "-"); sign; sign = this.take("+", "-")) {
      const next = this.product();
      value = sign === "+" ? add(value, next) : subtract(value, next);
    }
    return value;
  }

  private product(): Fraction {
    let value = this.signed();
    for (let sign = this.take("*", "/"); sign; sign = this.take("*", "/")) {
      const next = this.signed();
      const result = sign === "*" ? multiply(value, next) : divide(value, next);
      if (!result) throw new Refused("Nothing can be divided by zero.");
      value = result;
    }
    return value;
  }

  private signed(): Fraction {
    const sign = this.take("+", "-");
    if (sign) return sign === "-" ? negate(this.signed()) : this.signed();
    let value = this.atom();
    for (let mark = this.take("k", "%"); mark; mark = this.take("k", "%")) {
      value = mark === "k" ? multiply(value, whole(1000n)) : { n: value.n, d: value.d * 100n };
    }
    return value;
  }

  private atom(): Fraction {
    if (this.take("(")) {
      const value = this.sum();
      if (!this.take(")")) throw new Refused("A closing ) is missing.", this.at >= this.all.length);
      return value;
    }
    const token = this.all[this.at];
    if (!token) throw new Refused("Something is missing at the end.", true);
    this.at += 1;
    if (token.kind === "number") {
      const value = decimal(token.text);
      if (value) return value;
    }
    if (token.kind === "name") {
      const value = this.names(token.text);
      if (value) return value;
      throw new Refused(`There is no line “${token.text}”.`, this.at >= this.all.length);
    }
    throw new Refused(`“${token.text}” is out of place.`);
  }
}

/** Works out a formula without its `=`. Letters are read in lower case. */
export function work(text: string, names: Names): Worked {
  try {
    return { ok: true, value: new Reader(tokens(text.toLowerCase()), names).whole() };
  } catch (problem) {
    if (problem instanceof Refused) {
      return { ok: false, message: problem.message, unfinished: problem.unfinished };
    }
    throw problem;
  }
}
