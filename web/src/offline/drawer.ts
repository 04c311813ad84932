/** The drawer of a real browser: IndexedDB, which holds keys that cannot be read back out. */
import type { DealMark, Drawer, KeptKey, KeptRow } from "./vault";

const DATABASE = "autolytiq.offline";
const KEYS = "keys";
const ROWS = "rows";

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.addEventListener("upgradeneeded", () => {
      asked.result.createObjectStore(KEYS, { keyPath: "id" });
      asked.result.createObjectStore(ROWS, { keyPath: "name" });
    });
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error ?? new Error("IndexedDB cannot be opened.")));
  });
  return opening;
}

/** One transaction, done when it is complete. */
async function within<T>(
  stores: string[],
  mode: IDBTransactionMode,
  work: (tx: IDBTransaction) => IDBRequest<T> | undefined | void,
): Promise<T | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const tx = database.transaction(stores, mode);
    const asked = work(tx);
    tx.addEventListener("complete", () => resolve(asked?.result));
    tx.addEventListener("error", () => reject(tx.error ?? new Error("IndexedDB refused.")));
    tx.addEventListener("abort", () => reject(tx.error ?? new Error("IndexedDB gave up.")));
  });
}

export const browserDrawer: Drawer = {
  keys: async () =>
    (await within<KeptKey[]>([KEYS], "readonly", (tx) => tx.objectStore(KEYS).getAll())) ?? [],
  putKey: async (key) => {
    await within([KEYS], "readwrite", (tx) => tx.objectStore(KEYS).put(key));
  },
  row: (name) => within<KeptRow | undefined>([ROWS], "readonly", (tx) => tx.objectStore(ROWS).get(name)),
  put: async (row) => {
    await within([ROWS], "readwrite", (tx) => tx.objectStore(ROWS).put(row));
  },
  remove: async (name) => {
    await within([ROWS], "readwrite", (tx) => tx.objectStore(ROWS).delete(name));
  },
  drafts: async () => {
    const found: { keyId: string; draftOf: DealMark }[] = [];
    await within([ROWS], "readonly", (tx) =>
      walk(tx, ({ keyId, draftOf }) => {
        if (draftOf) found.push({ keyId, draftOf });
      }),
    );
    return found;
  },
  dropKey: async (id) => {
    await within([KEYS, ROWS], "readwrite", (tx) => {
      tx.objectStore(KEYS).delete(id);
      walk(tx, (row, remove) => {
        if (row.keyId === id) remove();
      });
    });
  },
  lockKey: async (key) => {
    await within([KEYS, ROWS], "readwrite", (tx) => {
      let drafts = 0;
      walk(
        tx,
        (row, remove) => {
          if (row.keyId !== key.id) return;
          if (row.draftOf) drafts += 1;
          else remove();
        },
        () => {
          if (drafts > 0) tx.objectStore(KEYS).put({ ...key, key: null });
          else tx.objectStore(KEYS).delete(key.id);
        },
      );
    });
  },
};

/** Every row, one after the other. */
function walk(
  tx: IDBTransaction,
  at: (row: KeptRow, remove: () => void) => void,
  done: () => void = () => {},
): undefined {
  const walking = tx.objectStore(ROWS).openCursor();
  walking.addEventListener("success", () => {
    const cursor = walking.result;
    if (cursor === null) {
      done();
      return;
    }
    at(cursor.value as KeptRow, () => cursor.delete());
    cursor.continue();
  });
}
