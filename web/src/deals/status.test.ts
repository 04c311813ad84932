import { describe, expect, it } from "vitest";
import { laneOf, statusOf, stepInto } from "./status";

describe("a card that is dropped on a lane", () => {
  it("takes the step that the server offers", () => {
    const deal = {
      number: "HM-1042",
      status: "submitted",
      allowed_actions: ["approve", "return", "cancel"],
    } as const;
    expect(stepInto(laneOf("approved"), deal)).toEqual({ step: "approve" });
    expect(stepInto(laneOf("draft"), deal)).toEqual({ step: "return" });
  });

  it("is told why it cannot go there and what it can do", () => {
    const deal = {
      number: "HM-1042",
      status: "draft",
      allowed_actions: ["edit", "submit", "cancel"],
    } as const;
    expect(stepInto(laneOf("contracted"), deal)).toEqual({
      refusal: "HM-1042 is draft and cannot go to Contracted now. You can: submit for approval, cancel deal.",
    });
  });

  it("is told so where nothing is offered", () => {
    const deal = { number: "HM-1", status: "delivered", allowed_actions: [] } as const;
    expect(stepInto(laneOf("funded"), deal)).toEqual({
      refusal: "HM-1 is delivered and cannot go to Funded now. There is no step that you can take from here.",
    });
  });
});

it("takes only statuses that there are from the address", () => {
  expect(statusOf("draft")).toBe("draft");
  expect(statusOf("lost")).toBeUndefined();
  expect(statusOf(undefined)).toBeUndefined();
});
