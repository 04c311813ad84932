import { describe, expect, it } from "vitest";
import { dealsCounted, dealsNamed, leftHere, untilWhen } from "./words";

const deals = (...numbers: number[]) =>
  numbers.map((number) => ({ id: `d${number}`, number: `HM-${number}` }));

describe("changes that are only in this browser", () => {
  it("are named by their deals, and counted where there are many", () => {
    expect(dealsNamed(deals(1))).toBe("HM-1");
    expect(dealsNamed(deals(1, 2))).toBe("HM-1 and HM-2");
    expect(dealsNamed(deals(1, 2, 3, 4, 5))).toBe("HM-1, HM-2, HM-3, HM-4 and HM-5");
    expect(dealsNamed(deals(1, 2, 3, 4, 5, 6, 7))).toBe("HM-1, HM-2, HM-3, HM-4 and 3 more");
    expect([dealsCounted(deals(1)), dealsCounted(deals(1, 2))]).toEqual(["1 deal", "2 deals"]);
  });

  it("say whose they are and until when they are kept", () => {
    const until = new Date(2026, 10, 29, 8, 30).getTime();
    expect(untilWhen(until)).toBe("Nov 29, 2026");
    const viewer = {
      id: "u1",
      name: "Dana Kessler",
      dealershipId: "d",
      rooftopIds: [],
      permissions: new Set<string>(),
    };
    expect(leftHere({ viewer, until, deals: deals(1042) })).toBe(
      "Dana Kessler left changes to 1 deal here that are not sent: HM-1042. They stay sealed in this browser and are " +
        "sent when Dana Kessler signs in, until Nov 29, 2026. Nobody else can read them.",
    );
  });
});
