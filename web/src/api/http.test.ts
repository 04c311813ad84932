import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Problem } from "./problem";

interface Sent {
  path: string;
  method: string;
  headers: Headers;
  body: string | undefined;
}

/** The server's answers in order; what was sent is kept. */
function server(...answers: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({
      path,
      method: init.method ?? "GET",
      headers: new Headers(init.headers),
      body: init.body as string | undefined,
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`nothing was expected any more, but ${path} was asked`);
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return sent;
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": status < 400 ? "application/json" : "application/problem+json", ...headers },
  });
}

const tokens = (n: number) => ({
  access_token: `e30.e30.${n}`,
  refresh_token: `refresh-${n}`,
  expires_in: 900,
});

async function signedIn() {
  const http = await import("./http");
  const { tokensOf } = await import("./browser-ports");
  http.session.signedIn(tokensOf(tokens(1)));
  return http;
}

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      postMessage() {}
      addEventListener() {}
    },
  );
  vi.stubGlobal("navigator", {});
  vi.resetModules();
});

afterEach(() => vi.unstubAllGlobals());

describe("what is sent", () => {
  it("carries token, version, key and body, and a list as repeated names", async () => {
    const http = await signedIn();
    const sent = server(json(201, { id: "d1" }, { etag: '"1"' }), json(200, { items: [] }));
    const made = await http.post("/deals", { rooftop_id: "r1" }, { idempotencyKey: "k1", ifMatch: '"7"' });
    expect(made).toEqual({ value: { id: "d1" }, etag: '"1"' });
    expect(sent[0]?.path).toBe("/api/v1/deals");
    expect(sent[0]?.headers.get("authorization")).toBe("Bearer e30.e30.1");
    expect(sent[0]?.headers.get("idempotency-key")).toBe("k1");
    expect(sent[0]?.headers.get("if-match")).toBe('"7"');
    expect(sent[0]?.body).toBe('{"rooftop_id":"r1"}');
    await http.get("/vehicles", {
      query: { status: ["available", "hold"], q: "", archived: false, sort: null },
    });
    expect(sent[1]?.path).toBe("/api/v1/vehicles?status=available&status=hold&archived=false");
  });

  it("carries no token to the doors that are open to all", async () => {
    const http = await signedIn();
    const sent = server(json(200, tokens(2)));
    await http.post("/auth/login", { email: "a@b.c", password: "x" }, { withoutToken: true });
    expect(sent[0]?.headers.get("authorization")).toBeNull();
  });
});

describe("a token that the server refuses", () => {
  it("is replaced once, and the call is made again with the new one", async () => {
    const http = await signedIn();
    const sent = server(json(401, {}), json(200, tokens(2)), json(200, { id: "d1" }));
    expect(await http.get("/deals/d1")).toEqual({ id: "d1" });
    expect(sent.map((each) => each.path)).toEqual([
      "/api/v1/deals/d1",
      "/api/v1/auth/refresh",
      "/api/v1/deals/d1",
    ]);
    expect(sent[1]?.body).toBe('{"refresh_token":"refresh-1"}');
    expect(sent[2]?.headers.get("authorization")).toBe("Bearer e30.e30.2");
  });

  it("is not replaced for ever", async () => {
    const http = await signedIn();
    server(json(401, {}), json(200, tokens(2)), json(401, { title: "Sign in" }));
    await expect(http.get("/deals/d1")).rejects.toMatchObject({ status: 401 });
  });

  it("ends the session where the refresh token is refused as well", async () => {
    const http = await signedIn();
    server(json(401, {}), json(401, {}));
    await expect(http.get("/deals/d1")).rejects.toMatchObject({ name: "Problem", status: 401 });
    expect(http.session.refreshToken).toBeNull();
  });

  it("keeps the session where the server only fails to refresh", async () => {
    const http = await signedIn();
    server(json(401, {}), json(503, {}));
    await expect(http.get("/deals/d1")).rejects.toMatchObject({ name: "Unreachable" });
    expect(http.session.refreshToken).toBe("refresh-1");
  });
});

describe("what goes wrong", () => {
  it("is a problem with its status and faults", async () => {
    const http = await signedIn();
    server(
      json(422, { title: "Faults", faults: [{ pointer: "/vin", code: "bad_vin", detail: "Check it." }] }),
    );
    const refused = await http.post("/vehicles", {}).catch((error: unknown) => error);
    expect(http.isProblem(refused, 422)).toBe(true);
    expect((refused as Problem).faults).toEqual([{ pointer: "/vin", code: "bad_vin", detail: "Check it." }]);
  });

  it("is silence where nobody answered, and a cancelled call stays a cancelled call", async () => {
    const http = await signedIn();
    server(new TypeError("fetch failed"), new DOMException("aborted", "AbortError"));
    await expect(http.get("/deals")).rejects.toMatchObject({ name: "Unreachable" });
    await expect(http.get("/deals")).rejects.toMatchObject({ name: "AbortError" });
  });

  it("is silence as well where the line is cut in the middle of an answer", async () => {
    const http = await signedIn();
    const cut = () =>
      new Response(new ReadableStream({ start: (body) => body.error(new TypeError("network error")) }));
    server(cut(), cut(), cut());
    await expect(http.get("/deals")).rejects.toMatchObject({ name: "Unreachable", wrote: false });
    await expect(http.getText("/deals")).rejects.toMatchObject({ name: "Unreachable", wrote: false });
    await expect(http.put("/deals/d1", {})).rejects.toMatchObject({ name: "Unreachable", wrote: true });
  });

  it("is not an answer without a body", async () => {
    const http = await signedIn();
    server(new Response(null, { status: 204 }));
    expect((await http.post("/auth/logout-all")).value).toBeUndefined();
  });
});
