import { describe, expect, it } from "vitest";
import { explain, faultsByPointer, faultsElsewhere, Problem, problemOf, Unreachable } from "./problem";

function refusal(status: number, body: unknown, type = "application/problem+json"): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": type, "x-request-id": "req-7" },
  });
}

describe("a problem from the server", () => {
  it("keeps every fault, and a field shows its first one", async () => {
    const problem = await problemOf(
      refusal(400, {
        type: "https://autolytiq.com/problems/faults",
        title: "Faults in the request",
        faults: [
          { pointer: "/contacts/0/value", code: "format", detail: "is not an e-mail address" },
          { pointer: "/contacts/0/value", code: "length", detail: "is too long" },
          { pointer: "/last_name", code: "required", detail: "is missing" },
        ],
      }),
    );
    expect(problem.slug).toBe("faults");
    expect(problem.faults).toHaveLength(3);
    expect(faultsByPointer(problem)).toEqual({
      "/contacts/0/value": "is not an e-mail address",
      "/last_name": "is missing",
    });
    expect(faultsElsewhere(problem, ["/last_name"]).map((fault) => fault.pointer)).toEqual([
      "/contacts/0/value",
      "/contacts/0/value",
    ]);
  });

  it("survives an answer that is not a problem document", async () => {
    const html = await problemOf(refusal(502, "<h1>Bad gateway</h1>", "text/html"));
    expect(html.status).toBe(502);
    expect(html.faults).toEqual([]);
    const broken = await problemOf(refusal(404, "{not json"));
    expect(broken.title).toBe("Not found");
    const odd = await problemOf(refusal(400, { faults: [null, 3, { code: "x" }] }));
    expect(odd.faults).toEqual([]);
  });
});

describe("the words for a person", () => {
  it("name the logged fault when the server failed", async () => {
    expect(explain(await problemOf(refusal(500, {})))).toContain("req-7");
  });

  it("say that nothing was changed when nobody answered", () => {
    expect(explain(new Unreachable(new TypeError("fetch failed")))).toContain("Nothing was changed");
  });

  it("repeat the server's own detail for a refusal", () => {
    const problem = new Problem({
      status: 409,
      slug: "conflict",
      title: "Conflict",
      detail: "Stock number H26118 is taken.",
      faults: [],
      requestId: null,
    });
    expect(explain(problem)).toBe("Stock number H26118 is taken.");
  });
});
