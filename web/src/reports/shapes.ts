/** What was asked for beyond a limit, as the report lists it. */
import type { LimitCode } from "../settings/desk/shapes";

export type Decision = "pending" | "approved" | "returned" | "withdrawn";

export interface DealOverride {
  id: string;
  deal_id: string;
  deal_number: string;
  rooftop_id: string;
  structure_letter: string;
  code: LimitCode;
  /** Figure and limit as decimal text; absent where the person may not see them, or the figure is unknown. */
  figure?: string;
  limit?: string;
  reason: string;
  reason_label: string;
  note?: string | null;
  asked_by: { id: string; name: string };
  asked_at: string;
  decision: Decision;
  decided_by?: { id: string; name: string } | null;
  decided_at?: string | null;
  comment?: string | null;
  payment_before?: string | null;
  payment_after?: string | null;
  gross_before?: string | null;
  gross_after?: string | null;
}
