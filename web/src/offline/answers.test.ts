import { expect, it } from "vitest";
import { answerOf, isKept, responseOf } from "./answers";

const ID = "01a201bd-5437-7025-89f3-38c6fe3b3b45";

it("keeps deals and what desking them needs, and no customer, credit application or signature", () => {
  const kept = ["/deals", `/deals/${ID}`, `/deals/${ID}/versions`, "/me", "/desk/market"];
  expect(kept.filter((path) => !isKept(path))).toEqual([]);
  const never = ["/customers", `/customers/${ID}`, `/deals/${ID}/signatures`, "/me/offline-key", "/audit"];
  expect(never.filter(isKept)).toEqual([]);
});

it("gives an answer back as it came", async () => {
  const came = new Response('{"a":1}', { headers: { etag: '"7"', "content-type": "application/json" } });
  const back = responseOf(await answerOf(came, 5));
  expect(back.headers.get("etag")).toBe('"7"');
  expect(await back.json()).toEqual({ a: 1 });
});
