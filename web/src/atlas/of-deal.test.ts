import { describe, expect, it } from "vitest";
import { ortega } from "../engine/example";
import { engineForTests } from "../engine/testing";
import { assessAll } from "./assess";
import { atlasOf } from "./of-deal";
import { readAtlas } from "./sample";

const engine = engineForTests();

describe("a deal of the desk in the atlas", () => {
  // By hand, as at the desk: 41,000 + 714 + 899 − 14,500 = 28,113 at 6 % = 1,686.78; Pinellas 50.00; the service
  // contract 149.70 and 24.95; together 1,911.43.
  it("bears the same tax, opened on any other day", () => {
    const [path = "", search = ""] = atlasOf(ortega, "2026-11-21").split("?");
    expect(path).toBe("/atlas/FL");
    const answer = assessAll(engine, readAtlas(search, "2030-05-05")).get("FL");
    if (answer?.kind !== "assessed") throw new Error("Florida taxes this deal.");
    expect(answer.tax.totals.due).toBe("1911.43");
  });

  it("is sold where it was sold", () => {
    const abroad = {
      ...ortega,
      places: { ...ortega.places, registration: { state: "TX", county: "Dallas" } },
    };
    const [path = "", search = ""] = atlasOf(abroad, "2026-11-21").split("?");
    expect(path).toBe("/atlas/TX");
    expect(readAtlas(search, "2026-11-21").sample.sold).toBe("FL");
  });
});
