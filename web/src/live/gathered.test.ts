import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gathered } from "./gathered";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("works at once, then once for all that came meanwhile, and never after its end", () => {
  const work = vi.fn<() => void>();
  const each = gathered(1000, work);
  each.soon();
  expect(work).toHaveBeenCalledTimes(1);
  for (let asked = 0; asked < 30; asked += 1) each.soon();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledTimes(2);
  each.soon();
  each.soon();
  expect(work).toHaveBeenCalledTimes(3);
  each.stop();
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledTimes(3);
});
