/** Work that is done at once, and then at most every so often however often it is asked for. */

export interface Gathered {
  soon(): void;
  stop(): void;
}

export function gathered(everyMs: number, work: () => void): Gathered {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let asked = false;
  function run() {
    asked = false;
    work();
    timer = setTimeout(() => {
      timer = null;
      if (asked) run();
    }, everyMs);
  }
  return {
    soon: () => {
      asked = true;
      if (timer === null) run();
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      asked = false;
    },
  };
}
