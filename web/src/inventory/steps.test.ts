import { expect, it } from "vitest";
import type { VehicleStatus } from "../api/shapes";
import { stepsFor } from "./steps";

it("leaves a vehicle to the deal that has reserved it", () => {
  expect(stepsFor({ status: "reserved", deal_id: "d1" })).toEqual([]);
  expect(stepsFor({ status: "reserved", deal_id: null }).map((step) => step.to)).toEqual([
    "sold",
    "available",
    "hold",
  ]);
});

it("asks why for every step back, onto hold and to wholesale, and for no other", () => {
  const plain = ["in_transit", "available", "reserved", "hold", "sold", "wholesaled"].flatMap((status) =>
    stepsFor({ status: status as VehicleStatus })
      .filter((step) => !step.needsReason)
      .map((step) => `${status} ${step.to}`),
  );
  expect(plain).toEqual([
    "in_transit available",
    "in_transit reserved",
    "available reserved",
    "reserved sold",
    "hold available",
  ]);
});
