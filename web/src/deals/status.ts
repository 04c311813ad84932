/** The statuses of a deal in words and colors, the lanes of the board, and what each step is called. */
import type { Query } from "../api/http";
import type { Offer, Status } from "../api/shapes";
import type { Tone } from "../ui/Pill";

export const STATUSES: Readonly<Record<Status, { word: string; tone: Tone }>> = {
  draft: { word: "Draft", tone: "plain" },
  submitted: { word: "Submitted", tone: "accent" },
  approved: { word: "Approved", tone: "vio" },
  returned: { word: "Returned", tone: "warn" },
  contracted: { word: "Contracted", tone: "warn" },
  funded: { word: "Funded", tone: "pos" },
  delivered: { word: "Delivered", tone: "pos" },
  cancelled: { word: "Cancelled", tone: "neg" },
};

export function statusOf(text: string | undefined): Status | undefined {
  return text !== undefined && text in STATUSES ? (text as Status) : undefined;
}

/** A step of the workflow, as a menu offers it. */
export type Step = Exclude<Offer, "edit" | "delete">;

export const STEPS: Readonly<Record<Step, { word: string; done: string; needsReason: boolean }>> = {
  submit: { word: "Submit for approval", done: "submitted", needsReason: false },
  approve: { word: "Approve", done: "approved", needsReason: false },
  return: { word: "Return to desk", done: "returned to the desk", needsReason: true },
  contract: { word: "Contract", done: "contracted", needsReason: false },
  fund: { word: "Mark funded", done: "funded", needsReason: false },
  deliver: { word: "Mark delivered", done: "delivered", needsReason: false },
  cancel: { word: "Cancel deal", done: "cancelled", needsReason: true },
  reopen: { word: "Reopen", done: "reopened", needsReason: true },
};

export function stepsOf(offers: readonly Offer[]): Step[] {
  return offers.filter((offer): offer is Step => offer !== "edit" && offer !== "delete");
}

export interface Lane {
  key: string;
  title: string;
  /** What the lane shows. A deal that came back is desked again, so it lies with the drafts. */
  statuses: readonly Status[];
  /** The steps that can bring a card here; the deal's own offers decide which of them it may take. */
  into: readonly Step[];
}

export const LANES: readonly Lane[] = [
  { key: "draft", title: "Draft", statuses: ["draft", "returned"], into: ["return", "reopen"] },
  { key: "submitted", title: "Submitted", statuses: ["submitted"], into: ["submit"] },
  { key: "approved", title: "Approved", statuses: ["approved"], into: ["approve"] },
  { key: "contracted", title: "Contracted", statuses: ["contracted"], into: ["contract"] },
  { key: "funded", title: "Funded", statuses: ["funded"], into: ["fund"] },
  { key: "delivered", title: "Delivered", statuses: ["delivered"], into: ["deliver"] },
];

const PER_LANE = 50;

/** What the board asks for one lane. */
export const laneQuery = (lane: Lane, filters: Query = {}): Query => ({
  status: lane.statuses,
  ...filters,
  sort: "-updated_at",
  limit: PER_LANE,
});

export function laneOf(status: Status): Lane {
  const lane = LANES.find((each) => each.statuses.includes(status));
  if (lane === undefined) throw new Error(`no lane shows ${status}`);
  return lane;
}

/** The step that takes this deal into that lane, or in one sentence why there is none. */
export function stepInto(
  lane: Lane,
  deal: { number: string; status: Status; allowed_actions: readonly Offer[] },
): { step: Step } | { refusal: string } {
  const steps = stepsOf(deal.allowed_actions);
  const step = lane.into.find((wanted) => steps.includes(wanted));
  if (step !== undefined) {
    return { step };
  }
  const now = STATUSES[deal.status].word.toLowerCase();
  const offered = steps.map((each) => STEPS[each].word.toLowerCase());
  const instead =
    offered.length === 0
      ? "There is no step that you can take from here."
      : `You can: ${offered.join(", ")}.`;
  return {
    refusal: `${deal.number} is ${now} and cannot go to ${lane.title} now. ${instead}`,
  };
}
