/** Who sends what was typed at a deal: its desk while one is open in any tab, else whoever finds it waiting. */

const here = new Map<string, number>();
const lockOf = (dealId: string) => `autolytiq.desk ${dealId}`;

/** A desk is open, or still saves after it was left; the answer is called when neither is so. */
export function holdDesk(dealId: string): () => void {
  here.set(dealId, (here.get(dealId) ?? 0) + 1);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  // Web Locks exist only in a secure context; without them other tabs are told apart by the server's ETags alone.
  if ("locks" in navigator) void navigator.locks.request(lockOf(dealId), { mode: "shared" }, () => held);
  return () => {
    release();
    const left = (here.get(dealId) ?? 1) - 1;
    if (left === 0) here.delete(dealId);
    else here.set(dealId, left);
  };
}

/** Does the work unless a desk of this deal is open somewhere, and while nobody else does it. */
export async function whileNoDesk(dealId: string, work: () => Promise<void>): Promise<void> {
  if (here.has(dealId)) return;
  if (!("locks" in navigator)) {
    await work();
    return;
  }
  await navigator.locks.request(lockOf(dealId), { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}
