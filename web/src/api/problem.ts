/** What went wrong, in the server's own words (RFC 9457), and how its faults reach the fields of a form. */

export interface Fault {
  /** JSON pointer into the body that was sent, `/contacts/0/value`. */
  pointer: string;
  code: string;
  detail: string;
}

export class Problem extends Error {
  readonly status: number;
  /** The last part of the type URI: `not-found`, `conflict`, … */
  readonly slug: string;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly requestId: string | null;

  constructor(fields: {
    status: number;
    slug: string;
    title: string;
    detail: string;
    faults: readonly Fault[];
    requestId: string | null;
  }) {
    super(fields.detail || fields.title);
    this.name = "Problem";
    this.status = fields.status;
    this.slug = fields.slug;
    this.title = fields.title;
    this.detail = fields.detail;
    this.faults = fields.faults;
    this.requestId = fields.requestId;
  }
}

/** The server could not be reached at all; nothing is known about what it did. */
export class Unreachable extends Error {
  /** Whether it was to change something: then it may have done so. */
  readonly wrote: boolean;

  constructor(cause: unknown, wrote = false) {
    super("The server did not answer.", { cause });
    this.name = "Unreachable";
    this.wrote = wrote;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body = await jsonOrNull(response);
  const text = (key: string): string => {
    const value = body?.[key];
    return typeof value === "string" ? value : "";
  };
  return new Problem({
    status: response.status,
    slug: text("type").split("/").at(-1) ?? "",
    title: text("title") || defaultTitle(response.status),
    detail: text("detail"),
    faults: faultsOf(body),
    requestId: response.headers.get("x-request-id"),
  });
}

async function jsonOrNull(response: Response): Promise<Record<string, unknown> | null> {
  if (!(response.headers.get("content-type") ?? "").includes("json")) {
    return null;
  }
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function faultsOf(body: Record<string, unknown> | null): Fault[] {
  const list = body?.["faults"] ?? body?.["errors"];
  if (!Array.isArray(list)) {
    return [];
  }
  return list.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null) {
      return [];
    }
    const { pointer, code, detail } = entry as Record<string, unknown>;
    if (typeof pointer !== "string") {
      return [];
    }
    return [
      {
        pointer,
        code: typeof code === "string" ? code : "",
        detail: typeof detail === "string" ? detail : "This value is not accepted.",
      },
    ];
  });
}

function defaultTitle(status: number): string {
  if (status === 404) return "Not found";
  if (status === 403) return "Not allowed";
  if (status >= 500) return "The server failed";
  return "The request was refused";
}

/** The fault of each field by pointer; where one field has several, the first speaks. */
export function faultsByPointer(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) {
    return {};
  }
  const byPointer: Record<string, string> = {};
  for (const fault of error.faults) {
    byPointer[fault.pointer] ??= fault.detail;
  }
  return byPointer;
}

/** Faults for which no field of the form answers: they are shown above it, so that none is lost. */
export function faultsElsewhere(error: unknown, shown: readonly string[]): readonly Fault[] {
  if (!(error instanceof Problem)) {
    return [];
  }
  return error.faults.filter((fault) => !shown.includes(fault.pointer));
}

/** What happened, what is safe, what to do: one sentence for a person. */
export function explain(error: unknown): string {
  if (error instanceof Unreachable) {
    if (error.wrote) {
      return "The server did not answer, so we do not know whether this was done. What you entered is still here. Look at how it stands before you send it again.";
    }
    return "The server did not answer. Nothing was changed. Check the connection and try again.";
  }
  if (error instanceof Problem) {
    if (error.status === 412) {
      return "Someone changed this since you opened it. Nothing was saved. Open it again and look at their version first.";
    }
    if (error.status === 429) {
      return "Too many attempts. Wait a minute, then try again.";
    }
    if (error.status >= 500) {
      const number = error.requestId === null ? "" : ` The fault is logged as ${error.requestId}.`;
      return `The server failed. Nothing was changed.${number} Try again.`;
    }
    return error.detail || `${error.title}.`;
  }
  return error instanceof Error ? error.message : "Something went wrong.";
}
