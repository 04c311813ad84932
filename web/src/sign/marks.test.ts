import { describe, expect, it } from "vitest";
import { BLANK, begun, boundsOf, drawnMark, lineOf, moved, PAD, typedMark } from "./marks";

/** A pad of 500 by 180 pixels, so that one pixel is two units of its own. */
const frame = { left: 100, top: 50, width: 500, height: 180 };

describe("a signature that is drawn", () => {
  it("lies on the pad's own units, from its top left, in whole numbers", () => {
    const set = begun(BLANK, { x: 110.2, y: 60, at: 1000.4 }, frame);
    // (110.2 - 100) × 2 = 20.4, (60 - 50) × 2 = 20
    expect(set.strokes).toEqual([[[20, 20, 0]]]);
    const drawn = moved(set, [{ x: 120, y: 70, at: 1016.9 }], frame);
    // (120 - 100) × 2 = 40; 1016.9 - 1000.4 = 16.5, which rounds to 17
    expect(drawn.strokes).toEqual([
      [
        [20, 20, 0],
        [40, 40, 17],
      ],
    ]);
  });

  it("goes on where it was when the pad has another size", () => {
    const wide = begun(BLANK, { x: 350, y: 140, at: 0 }, frame);
    const narrow = { left: 0, top: 0, width: 250, height: 90 };
    const both = begun(wide, { x: 125, y: 45, at: 900 }, narrow);
    // Both touched the middle: 500, 180.
    expect(both.strokes).toEqual([[[500, 180, 0]], [[500, 180, 900]]]);
  });

  it("stays on the pad when the hand leaves it", () => {
    const out = moved(
      begun(BLANK, { x: 350, y: 140, at: 0 }, frame),
      [
        { x: 0, y: 9000, at: 5 },
        { x: 9000, y: 0, at: 9 },
      ],
      frame,
    );
    expect(out.strokes[0]?.slice(1)).toEqual([
      [0, PAD.high, 5],
      [PAD.wide, 0, 9],
    ]);
  });

  it("has a time that never runs back", () => {
    const first = begun(BLANK, { x: 110, y: 60, at: 1000 }, frame);
    const late = moved(
      first,
      [
        { x: 120, y: 60, at: 1040 },
        { x: 130, y: 60, at: 1030 },
      ],
      frame,
    );
    expect(late.strokes[0]?.map((point) => point[2])).toEqual([0, 40, 40]);
  });

  it("leaves out points on which the hand rests", () => {
    const resting = moved(
      begun(BLANK, { x: 110, y: 60, at: 0 }, frame),
      [
        { x: 110.2, y: 60, at: 8 },
        { x: 111, y: 60, at: 16 },
      ],
      frame,
    );
    // 0.2 pixels are 0.4 units, under 2; 1 pixel is 2.
    expect(resting.strokes[0]).toEqual([
      [20, 20, 0],
      [22, 20, 16],
    ]);
  });

  it("takes no more than 200 strokes and 20,000 points, which is what the server keeps", () => {
    let full = BLANK;
    for (let n = 0; n < 210; n += 1) full = begun(full, { x: 110, y: 60, at: n }, frame);
    expect(full.strokes).toHaveLength(200);
    const there = Array.from({ length: 25_000 }, (_, n) => ({ x: n % 2 ? 110 : 120, y: 60, at: n }));
    const long = moved(begun(BLANK, { x: 110, y: 60, at: 0 }, frame), there, frame);
    expect(long.strokes[0]).toHaveLength(20_000);
  });

  it("is a signature once a stroke reaches somewhere, and dots are none", () => {
    expect(drawnMark(BLANK)).toBeNull();
    const dots = begun(begun(BLANK, { x: 110, y: 60, at: 0 }, frame), { x: 400, y: 60, at: 9 }, frame);
    expect(drawnMark(dots)).toBeNull();
    // 7 units are too short, 8 are enough.
    expect(drawnMark(moved(dots, [{ x: 403.5, y: 60, at: 20 }], frame))).toBeNull();
    expect(drawnMark(moved(dots, [{ x: 404, y: 60, at: 20 }], frame))?.kind).toBe("drawn");
  });
});

describe("a signature that is typed", () => {
  it("is the name, its blanks put in order", () => {
    expect(typedMark("  Marisol   Ortega ")).toEqual({ kind: "typed", typed_name: "Marisol Ortega" });
    expect(typedMark("   ")).toBeNull();
  });
});

describe("the line of a stroke", () => {
  it("is a dot, a straight line, or bends through the middles", () => {
    expect(lineOf([])).toBe("");
    expect(lineOf([[5, 6, 0]])).toBe("M5 6h.1");
    expect(
      lineOf([
        [0, 0, 0],
        [10, 20, 1],
      ]),
    ).toBe("M0 0L10 20");
    // Towards (10, 20), ending half way to (20, 0), which is (15, 10).
    expect(
      lineOf([
        [0, 0, 0],
        [10, 20, 1],
        [20, 0, 2],
      ]),
    ).toBe("M0 0Q10 20 15 10L20 0");
  });

  it("is shown with what was drawn on and a margin of 12", () => {
    expect(
      boundsOf([
        [[100, 50, 0]],
        [
          [300, 90, 1],
          [200, 70, 2],
        ],
      ]),
    ).toBe("88 38 224 64");
    expect(boundsOf([])).toBe("0 0 1000 360");
  });
});
