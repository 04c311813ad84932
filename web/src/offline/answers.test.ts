import { expect, it } from "vitest";
import { answerOf, isKept, responseOf } from "./answers";

const ID = "01a201bd-5437-7025-89f3-38c6fe3b3b45";

it("keeps deals and what desking them needs, and no list of customers, no note on one, no signature", () => {
  const kept = ["/deals", `/deals/${ID}`, `/deals/${ID}/versions`, "/me", "/desk/market"];
  expect(kept.filter((path) => !isKept(path))).toEqual([]);
  const named = [`/customers/${ID}`, `/vehicles/${ID}`];
  expect(named.filter((path) => !isKept(path))).toEqual([]);
  const never = [
    "/customers",
    `/customers/${ID}/notes`,
    `/deals/${ID}/signatures`,
    "/me/offline-key",
    "/audit",
  ];
  expect(never.filter(isKept)).toEqual([]);
});

it("gives an answer back as it came", async () => {
  const came = new Response('{"a":1}', { headers: { etag: '"7"', "content-type": "application/json" } });
  const back = responseOf(await answerOf(came, 5));
  expect(back.headers.get("etag")).toBe('"7"');
  expect(await back.json()).toEqual({ a: 1 });
});

it("keeps no SSN, birth date or licence number, however deep they lie, and no ETag to save the rest back with", async () => {
  const buyer = { name: "Marisol Ortega", ssn: "078-05-1120", birth_date: "1988-03-14" };
  const whole = {
    customer: buyer,
    co_buyers: [{ ssn_last4: "1120", date_of_birth: "1990-01-01", driver_license_number: "O635" }],
    applicant: { score: 712, dob: "1988-03-14", social_security_number: "078051120" },
    inputs: { cash_down: "3000.00", assignee: "Harbor" },
  };
  const headers = { etag: '"7"', "content-type": "application/json" };
  const kept = await answerOf(new Response(JSON.stringify(whole), { headers }), 5);
  expect(JSON.parse(kept.text)).toEqual({
    customer: { name: "Marisol Ortega" },
    co_buyers: [{}],
    applicant: { score: 712 },
    inputs: { cash_down: "3000.00", assignee: "Harbor" },
  });
  expect(kept.etag).toBeNull();
});

it("keeps a table that is no JSON to the letter", async () => {
  const headers = { "content-type": "text/tab-separated-values" };
  const kept = await answerOf(new Response("dob\t1\n", { headers }), 5);
  expect(kept.text).toBe("dob\t1\n");
});
