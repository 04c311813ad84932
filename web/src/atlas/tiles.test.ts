import { describe, expect, it } from "vitest";
import { STATES } from "../format/states";
import { mainPlace } from "./main-places";
import { findStates, nextByLetter, stepFrom, type Tile, TILES, tileOf } from "./tiles";

const KEYS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"];
const from = (code: string, key: string) => stepFrom(tileOf(code) as Tile, key)?.code ?? null;

describe("the map of tiles", () => {
  it("has every state once, each in a field of its own and with a capital", () => {
    expect(TILES.map((tile) => tile.code).toSorted()).toEqual([...STATES].toSorted());
    expect(TILES.map((tile) => tile.code)).toHaveLength(51);
    expect(new Set(TILES.map((tile) => `${tile.row} ${tile.column}`)).size).toBe(51);
    for (const tile of TILES) {
      expect(tile.name).not.toBe(tile.code);
      expect(mainPlace(tile.code)).toMatchObject({
        city: expect.any(String),
        zip: expect.stringMatching(/^\d{5}$/),
      });
    }
  });

  it("is walked by arrows as it looks", () => {
    expect(from("TN", "ArrowLeft")).toBe("AR");
    expect(from("TN", "ArrowRight")).toBe("NC");
    expect(from("TN", "ArrowUp")).toBe("KY");
    expect(from("TN", "ArrowDown")).toBe("MS");
    // Over the gaps of the map.
    expect(from("AK", "ArrowRight")).toBe("ME");
    expect(from("HI", "ArrowRight")).toBe("TX");
    expect(from("HI", "ArrowUp")).toBe("CA");
    expect(from("FL", "ArrowUp")).toBe("DC");
    expect(from("FL", "ArrowLeft")).toBe("TX");
    expect(from("ME", "ArrowUp")).toBeNull();
    expect(from("MT", "Home")).toBe("WA");
    expect(from("MT", "End")).toBe("MA");
    expect(from("MT", "Tab")).toBeNull();
  });

  it("leaves no state that arrows do not reach from any other", () => {
    const lost = TILES.filter((start) => {
      const reached = new Set([start]);
      const queue = [start];
      for (let tile = queue.pop(); tile; tile = queue.pop()) {
        for (const key of KEYS) {
          const next = stepFrom(tile, key);
          if (next && !reached.has(next)) {
            reached.add(next);
            queue.push(next);
          }
        }
      }
      return reached.size < 51;
    });
    expect(lost).toEqual([]);
  });

  it("finds a state by code, name and letter", () => {
    expect(findStates("me").map((tile) => tile.code)).toEqual(["ME", "NM"]);
    expect(findStates("virginia").map((tile) => tile.code)).toEqual(["VA", "WV"]);
    expect(findStates("or")[0]?.code).toBe("OR");
    expect(findStates("zz")).toEqual([]);
    expect(findStates(" ")).toEqual([]);
    expect(nextByLetter("TN", "t")?.code).toBe("TX");
    expect(nextByLetter("TX", "t")?.code).toBe("TN");
    expect(nextByLetter("TN", "x")).toBeNull();
  });
});
