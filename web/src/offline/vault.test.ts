import { describe, expect, it } from "vitest";
import type { Viewer } from "../api/session";
import { type Drawer, type KeptKey, type KeptRow, Vault } from "./vault";

function drawer() {
  const keys = new Map<string, KeptKey>();
  const rows = new Map<string, KeptRow>();
  const inMemory: Drawer = {
    keys: async () => [...keys.values()],
    putKey: async (key) => void keys.set(key.id, key),
    row: async (name) => rows.get(name),
    put: async (row) => void rows.set(row.name, row),
    remove: async (name) => void rows.delete(name),
    dropKey: async (id) => {
      keys.delete(id);
      for (const [name, row] of rows) if (row.keyId === id) rows.delete(name);
    },
    drafts: async () =>
      [...rows.values()].flatMap(({ keyId, draftOf }) => (draftOf ? [{ keyId, draftOf }] : [])),
    lockKey: async (key) => {
      for (const [name, row] of rows) if (row.keyId === key.id && !row.draftOf) rows.delete(name);
      if ([...rows.values()].some((row) => row.keyId === key.id)) keys.set(key.id, { ...key, key: null });
      else keys.delete(key.id);
    },
  };
  return { inMemory, keys, rows };
}

const viewer = (id: string): Viewer => ({
  id,
  name: id,
  dealershipId: "d",
  rooftopIds: [],
  permissions: new Set(["deals.read_all"]),
});

const WEEK = 7 * 24 * 3600_000;
const released = (id: string, from = 0, byte = 7) => ({
  id,
  key: btoa(String.fromCharCode(...new Uint8Array(32).fill(byte))),
  expires_at: new Date(from + WEEK).toISOString(),
});

/** Where no earlier day is to be asked for. */
const none = async (): Promise<null> => {
  throw new Error("no key was locked");
};

describe("the offline store", () => {
  it("gives back what was kept, and nothing of it lies there readable", async () => {
    const { inMemory, rows, keys } = drawer();
    const vault = new Vault(inMemory, () => 0);
    await vault.admit(viewer("dana"), released("2026-11-21"), none);
    await vault.keep("/deals/1042", { customer: "Marisol Ortega" });
    expect(await vault.read("/deals/1042")).toEqual({ customer: "Marisol Ortega" });
    expect(await vault.read("/deals/1043")).toBeNull();
    const [row] = rows.values();
    const bytes = new TextDecoder("latin1").decode(row?.sealed);
    expect(bytes).not.toContain("Ortega");
    expect(row?.name).not.toContain("1042");
    const [kept] = keys.values();
    expect(kept?.key?.extractable).toBe(false);
    await vault.keep("/deals/1042", null);
    expect(rows.size).toBe(0);
  });

  it("is taken up again by the next page, and by one after the key of the next day came", async () => {
    const { inMemory } = drawer();
    const first = new Vault(inMemory, () => 0);
    await first.admit(viewer("dana"), released("2026-11-21"), none);
    await first.keep("draft", { down: "4000.00" });
    const next = new Vault(inMemory, () => 1);
    expect((await next.resume())?.id).toBe("dana");
    expect(await next.read("draft")).toEqual({ down: "4000.00" });
    await next.admit(viewer("dana"), released("2026-11-22", 24 * 3600_000, 8), none);
    expect(await next.read("draft")).toEqual({ down: "4000.00" });
    await next.keep("draft", { down: "5000.00" });
    expect(await next.read("draft")).toEqual({ down: "5000.00" });
  });

  /** A store with a draft in it, at time 0. */
  async function filled() {
    const { inMemory, rows, keys } = drawer();
    const time = { now: 0 };
    const vault = new Vault(inMemory, () => time.now);
    await vault.admit(viewer("dana"), released("2026-11-21"), none);
    await vault.keep("draft", { down: "4000.00" });
    return { inMemory, rows, keys, time, vault };
  }

  it("is empty after a week", async () => {
    const { inMemory, rows, keys, time, vault } = await filled();
    time.now = WEEK;
    expect(await vault.read("draft")).toBeNull();
    expect(await new Vault(inMemory, () => time.now).resume()).toBeNull();
    expect([rows.size, keys.size]).toEqual([0, 0]);
  });

  it("loses after a week what was kept then, and not what came since", async () => {
    const { inMemory, rows, keys, time, vault } = await filled();
    time.now = 24 * 3600_000;
    await vault.admit(viewer("dana"), released("2026-11-22", time.now, 8), none);
    await vault.keep("later", { down: "5000.00" });
    time.now = WEEK;
    const next = new Vault(inMemory, () => time.now);
    expect((await next.resume())?.id).toBe("dana");
    expect([[...keys.keys()], rows.size]).toEqual([["dana 2026-11-22"], 1]);
    expect([await next.read("draft"), await next.read("later")]).toEqual([null, { down: "5000.00" }]);
  });

  it("is empty after signing out", async () => {
    const { rows, keys, vault } = await filled();
    await vault.lock();
    expect(await vault.read("draft")).toBeNull();
    expect([rows.size, keys.size]).toEqual([0, 0]);
  });

  it("is empty for the next person", async () => {
    const { rows, keys, vault } = await filled();
    await vault.admit(viewer("sam"), released("2026-11-21", 0, 9), none);
    expect(await vault.read("draft")).toBeNull();
    expect([...keys.values()].map((key) => key.viewer.id)).toEqual(["sam"]);
    expect(rows.size).toBe(0);
  });

  const DEAL = { id: "d1", number: "HM-1042" };

  it("seals what is being written before it locks, and nothing that comes after", async () => {
    const { inMemory, rows } = drawer();
    const vault = new Vault(inMemory, () => 0);
    await vault.admit(viewer("dana"), released("2026-11-21"), none);
    const answer = vault.keep("/deals", [1042]);
    const draft = vault.keep("draft", { down: "4000.00" }, DEAL);
    const locking = vault.lock();
    await Promise.all([answer, draft, locking]);
    await vault.keep("draft", { down: "5000.00" }, DEAL);
    expect([...rows.values()].map((row) => row.draftOf?.number)).toEqual(["HM-1042"]);
  });

  describe("with a draft in it that was not sent", () => {
    /** Dana typed at HM-1042 on the 21st, and her session ended. */
    async function ended() {
      const { inMemory, rows, keys } = drawer();
      const time = { now: 0 };
      const vault = new Vault(inMemory, () => time.now);
      await vault.admit(viewer("dana"), released("2026-11-21"), none);
      await vault.keep("/customers", ["Marisol Ortega"]);
      await vault.keep("draft", { down: "4000.00" }, DEAL);
      await vault.lock();
      return { inMemory, rows, keys, time, vault };
    }

    it("keeps only that when the session ends, sealed, and no key to read it with", async () => {
      const { inMemory, rows, keys, vault } = await ended();
      expect(rows.size).toBe(1);
      expect([...keys.values()].map(({ key }) => key)).toEqual([null]);
      expect(await vault.read("draft")).toBeNull();
      expect(await new Vault(inMemory, () => 0).resume()).toBeNull();
      // What anybody at this machine may know of it.
      expect(await vault.waiting()).toEqual([{ viewer: viewer("dana"), until: WEEK, deals: [DEAL] }]);
    });

    it("gives it back to the same person, by the key of that day", async () => {
      const { time, vault } = await ended();
      time.now = 2 * 24 * 3600_000;
      const asked: string[] = [];
      await vault.admit(viewer("dana"), released("2026-11-23", time.now, 8), async (day) => {
        asked.push(day);
        return released(day, time.now, 7);
      });
      expect(asked).toEqual(["2026-11-21"]);
      expect(await vault.read("draft")).toEqual({ down: "4000.00" });
      // Its week does not begin anew, and what is kept now is kept by the key of today.
      expect((await vault.waiting())[0]?.until).toBe(WEEK);
      await vault.keep("draft", { down: "5000.00" }, DEAL);
      expect((await vault.waiting())[0]?.until).toBe(time.now + WEEK);
    });

    it("shows it to nobody else, who keeps the same names beside it", async () => {
      const { rows, vault } = await ended();
      await vault.admit(viewer("sam"), released("2026-11-21", 0, 9), none);
      expect(await vault.read("draft")).toBeNull();
      await vault.keep("draft", { down: "1.00" }, DEAL);
      await vault.keep("draft", null);
      expect(rows.size).toBe(1);
      await vault.lock();
      await vault.admit(viewer("dana"), released("2026-11-21"), async (day) => released(day));
      expect(await vault.read("draft")).toEqual({ down: "4000.00" });
    });

    it("goes on waiting while the server cannot be asked for the key, and not once it says no", async () => {
      const { rows, vault } = await ended();
      const away = async () => {
        throw new Error("no network");
      };
      await expect(vault.admit(viewer("dana"), released("2026-11-23", 0, 8), away)).rejects.toThrow(
        "no network",
      );
      expect(await vault.read("draft")).toBeNull();
      expect(rows.size).toBe(1);
      await vault.admit(viewer("dana"), released("2026-11-23", 0, 8), async () => null);
      expect(rows.size).toBe(0);
    });

    it("throws it away after a week", async () => {
      const { inMemory, rows, keys, time } = await ended();
      time.now = WEEK;
      expect(await new Vault(inMemory, () => time.now).resume()).toBeNull();
      expect([rows.size, keys.size]).toEqual([0, 0]);
    });
  });

  it("reads nothing that was altered or moved to another name", async () => {
    const { inMemory, rows } = drawer();
    const vault = new Vault(inMemory, () => 0);
    await vault.admit(viewer("dana"), released("2026-11-21"), none);
    await vault.keep("a", { of: "a" });
    await vault.keep("b", { of: "b" });
    const [a, b] = [...rows.values()];
    if (!a || !b) throw new Error("two rows");
    rows.set(b.name, { ...a, name: b.name });
    expect(await vault.read("b")).toBeNull();
    const altered = new Uint8Array(a.sealed.slice(0));
    altered[0] = (altered[0] ?? 0) ^ 1;
    rows.set(a.name, { ...a, sealed: altered.buffer });
    expect(await vault.read("a")).toBeNull();
  });

  it("keeps the last of many quick values", async () => {
    const { inMemory } = drawer();
    const vault = new Vault(inMemory, () => 0);
    await vault.admit(viewer("dana"), released("2026-11-21"), none);
    const writes = Array.from({ length: 30 }, (_, at) => vault.keep("draft", at));
    expect(await vault.read("draft")).toBe(29);
    await Promise.all(writes);
    expect(await vault.read("draft")).toBe(29);
  });
});
