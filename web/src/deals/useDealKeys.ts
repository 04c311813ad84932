/** The keys of a list of deals, on the board and in the table: move, open the desk, change the status, approve, start one. */
import { useState } from "react";
import { useLocation } from "wouter";
import type { DealRow } from "../api/shapes";
import { useMay } from "../api/viewer";
import { useCommands } from "../keys/offered";
import { MOVES } from "../lists/parts";
import { useListKeys } from "../lists/useListKeys";
import { nameOfDeal } from "./rows";
import { laneOf } from "./status";
import type { useStep } from "./useStep";

const APPROVED = laneOf("approved");

export function useDealKeys(
  rows: readonly DealRow[],
  step: ReturnType<typeof useStep>,
  start: (() => void) | undefined,
) {
  const mayApprove = useMay("deals.approve");
  const [, go] = useLocation();
  const [choosing, setChoosing] = useState<DealRow | null>(null);
  const [at, setAt] = useListKeys({
    count: rows.length,
    open: (index) => go(`/deals/${rows[index]?.id}`),
  });
  const row = rows[at];
  const detail = row === undefined ? "" : `${row.number} ${nameOfDeal(row)}`;
  useCommands({
    "list.new": start && { run: start, name: "New deal" },
    "list.status": row && { run: () => setChoosing(row), detail },
    "list.approve": row && mayApprove ? { run: () => void step.moveTo(row.id, APPROVED), detail } : undefined,
  });
  const hints = [
    [MOVES, "move"],
    [["list.open"], "open the desk"],
    [["list.status"], "change status"],
    ...(mayApprove ? [[["list.approve"], "approve"] as const] : []),
    ...(start === undefined ? [] : [[["list.new"], "new deal"] as const]),
    [["list.find"], "find"],
  ] as const;
  return { at, setAt, choosing, stopChoosing: () => setChoosing(null), hints };
}
