import { beforeEach, describe, expect, it, vi } from "vitest";
import { Problem, Unreachable } from "../api/problem";
import type { KeptAnswer } from "./answers";
import { layIn, type StockPorts } from "./stock";

const asked: string[] = [];
const answers = new Map<string, () => Response>();

// The server's side of the wire.
vi.mock("../api/http", async () => {
  const problem = await import("../api/problem");
  const addressOf = (path: string, query: Record<string, unknown> = {}) => {
    const list = Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((one) => `${name}=${one}`),
    );
    return list.length === 0 ? path : `${path}?${list.join("&")}`;
  };
  return {
    addressOf,
    isProblem: (error: unknown, status: number) =>
      error instanceof problem.Problem && error.status === status,
    keepAhead: async (path: string, ask: { query?: Record<string, unknown> }) => {
      const address = addressOf(path, ask.query);
      asked.push(address);
      return (answers.get(address) ?? (() => Response.json({ items: [] })))();
    },
  };
});

const OPEN =
  "/deals?status=draft&status=returned&status=submitted&status=approved&status=contracted&sort=-updated_at&limit=30";
const row = (id: string, version: number) => ({
  id,
  version,
  rooftop_id: "r1",
  vehicle: { id: `car of ${id}` },
  customer: { id: "c1" },
});

const kept = new Map<string, KeptAnswer>();
const keep = (address: string, body: unknown, at: number) =>
  kept.set(address, { text: JSON.stringify(body), etag: null, type: "application/json", at });

const ports = (permissions: string[], more: Partial<StockPorts> = {}): StockPorts => ({
  viewer: { id: "u1", name: "", dealershipId: "d", rooftopIds: [], permissions: new Set(permissions) },
  now: () => 13 * 3600_000,
  free: async () => true,
  kept: async (address) => kept.get(address) ?? null,
  ...more,
});

const MANAGER = ["deals.read_all", "deals.see_gross", "customers.read", "inventory.read"];

beforeEach(() => {
  asked.length = 0;
  answers.clear();
  kept.clear();
  answers.set(OPEN, () => Response.json({ items: [row("d1", 4), row("d2", 7)] }));
});

const after = (address: string) => asked.slice(asked.indexOf(address) + 1);

describe("what is laid in for a time without a network", () => {
  it("are the open deals with their history, parties and house", async () => {
    await layIn(ports(MANAGER));
    expect(asked.filter((address) => address.includes("status=draft&status=returned&sort"))).toHaveLength(1);
    expect(asked).toContain("/deals?sort=-updated_at&limit=50");
    expect(after(OPEN)).toEqual([
      "/desk/settings?rooftop_id=r1",
      "/desk/catalogue?rooftop_id=r1",
      "/desk/market?rooftop_id=r1",
      "/deals/d1/versions?limit=100&group=true",
      "/deals/d1",
      "/deals/d2/versions?limit=100&group=true",
      "/deals/d2",
      "/vehicles/car of d1",
      "/customers/c1",
      "/vehicles/car of d2",
    ]);
  });

  it("is nothing that this person may not see", async () => {
    await layIn(ports(["deals.read_own"]));
    expect(asked.filter((address) => /market|customers|vehicles/.test(address))).toEqual([]);
    asked.length = 0;
    await layIn(ports([]));
    expect(asked).toEqual(["/me", "/people?active=true&limit=200", "/tax/rates/book"]);
  });

  it("is not asked for again where the same version is kept, or it is kept since a short while", async () => {
    keep("/deals/d1", { version: 4 }, 0);
    keep("/deals/d2", { version: 6 }, 0);
    keep("/customers/c1", {}, 2 * 3600_000);
    keep("/vehicles/car of d1", {}, 0);
    await layIn(ports(MANAGER));
    // 13 hours after the car of d1 was kept, 11 after the customer was: they are good for 12.
    expect(after("/desk/market?rooftop_id=r1")).toEqual([
      "/deals/d2/versions?limit=100&group=true",
      "/deals/d2",
      "/vehicles/car of d1",
      "/vehicles/car of d2",
    ]);
  });

  it("goes on after a refusal, and ends with the line or when the page has other things to do", async () => {
    const refusal = new Problem({
      status: 403,
      slug: "",
      title: "",
      detail: "",
      faults: [],
      requestId: null,
    });
    answers.set("/people?active=true&limit=200", () => {
      throw refusal;
    });
    answers.set("/deals/d1/versions?limit=100&group=true", () => {
      throw new Unreachable(null);
    });
    await layIn(ports(MANAGER));
    expect(asked.at(-1)).toBe("/deals/d1/versions?limit=100&group=true");
    asked.length = 0;
    let left = 3;
    await layIn(ports(MANAGER, { free: async () => left-- > 0 }));
    expect(asked).toHaveLength(3);
  });
});
