/** Signing out, here or everywhere: what was typed and could not be sent is asked about first. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../api/http";
import { explain } from "../api/problem";
import { drafts } from "../offline/offline";
import { sendWaiting } from "../offline/post";
import type { Waiting } from "../offline/vault";
import { leave } from "../signin/enter";
import { say } from "../ui/notices";
import { LeavingDialog } from "./LeavingDialog";

export function useLeaving() {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<{ everywhere: boolean; waiting: Waiting } | null>(null);

  /** What was typed and is not sent goes now if it can; what cannot is asked about. */
  async function ask(everywhere: boolean) {
    setBusy(true);
    await sendWaiting();
    const waiting = await drafts.unsent(session.viewer?.id ?? "");
    if (waiting === null) {
      await go(everywhere);
    } else {
      setBusy(false);
      setAsking({ everywhere, waiting });
    }
  }

  async function go(everywhere: boolean) {
    setBusy(true);
    try {
      await leave(everywhere);
      queries.clear();
    } catch (refused) {
      say(explain(refused), "refused");
      setBusy(false);
    }
  }

  return {
    busy,
    ask: (everywhere: boolean) => void ask(everywhere),
    dialog: asking !== null && (
      <LeavingDialog
        waiting={asking.waiting}
        busy={busy}
        close={() => setAsking(null)}
        leave={(then) =>
          void (then === "keep" ? Promise.resolve() : drafts.throwAway(asking.waiting.deals)).then(() =>
            go(asking.everywhere),
          )
        }
      />
    ),
  };
}
