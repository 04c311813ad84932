import { describe, expect, it } from "vitest";
import { checkDigit, modelYears, tidyVin, vinFaults } from "./vin";

describe("the check digit", () => {
  // All weights but the ninth sum to 89; times one, 89 = 8·11 + 1.
  it("of seventeen ones is one", () => {
    expect(checkDigit("11111111111111111")).toBe("1");
    expect(vinFaults("11111111111111111")).toEqual([]);
  });

  // By hand, weight times value:
  // 1M8GDM9A_KP042788: 8·1=8, 7·4=28, 6·8=48, 5·7=35, 4·4=16, 3·4=12, 2·9=18, 10·1=10, 9·2=18, 8·7=56, 7·0=0,
  // 6·4=24, 5·2=10, 4·7=28, 3·8=24, 2·8=16; together 351 = 31·11 + 10, so X.
  it("of 1M8GDM9A_KP042788 is X", () => {
    expect(checkDigit("1M8GDM9A_KP042788")).toBe("X");
    expect(vinFaults("1M8GDM9AXKP042788")).toEqual([]);
  });

  it("names the position and what should stand there", () => {
    expect(vinFaults("1M8GDM9A4KP042788")).toEqual([
      { position: 9, text: "Position 9 should be X for this VIN. Check the marked character." },
    ]);
  });
});

describe("a number while it is typed", () => {
  it("is not blamed for being short", () => {
    expect(vinFaults("1M8GD")).toEqual([]);
    expect(vinFaults("")).toEqual([]);
  });

  it("is told of every letter that a VIN cannot have", () => {
    expect(vinFaults("1O8I").map((fault) => fault.position)).toEqual([2, 4]);
    expect(vinFaults("1M8GDM9AXKP04278é").map((fault) => fault.position)).toEqual([17]);
  });

  it("is told when it is too long", () => {
    expect(vinFaults("1M8GDM9AXKP0427889")[0]?.position).toBeNull();
  });

  it("loses blanks and hyphens, and is written in capitals", () => {
    expect(tidyVin(" 1m8gdm9a-xkp04 2788\n")).toBe("1M8GDM9AXKP042788");
  });

  // U and Z (and 0) stand for no year in position 10.
  it("is told when position 10 stands for no year", () => {
    const base = "1M8GDM9A_UP042788";
    const right = base.replace("_", checkDigit(base) ?? "");
    expect(vinFaults(right).map((fault) => fault.position)).toEqual([10]);
  });
});

describe("the model year", () => {
  it("comes round after thirty years, and is never later than the newest", () => {
    expect(modelYears("1M8GDM9AXKP042788", 2027)).toEqual([2019, 1989]);
    expect(modelYears("1M8GDM9AXTP042788", 2027)).toEqual([2026, 1996]);
    expect(modelYears("1M8GDM9AX1P042788", 2027)).toEqual([2001]);
    expect(modelYears("1M8GDM9AX0P042788", 2027)).toEqual([]);
  });
});
