/**
 * What was typed and not saved, kept while another page is looked at: coming back shows it again. It is held in this
 * tab only and goes with the person; closing the tab asks first.
 */
import { useEffect, useState } from "react";
import { session } from "../api/http";
import { sameDraft } from "./fields";

interface Kept {
  draft: unknown;
  /** The version that it was made on. */
  etag: string | null;
}

const drafts = new Map<string, Kept>();

let typedBy: string | null = null;
session.watch(() => {
  const viewer = session.viewer?.id ?? null;
  if (viewer !== typedBy) {
    typedBy = viewer;
    drafts.clear();
  }
});

/** A form's draft over what the server holds. `place` names the form and the record. */
export function useKeptDraft<D>(place: string, fresh: () => D, etag: string | null) {
  const [start, setStart] = useState(() => ({ draft: fresh(), etag }));
  const [state, setState] = useState(
    () => (drafts.get(place) as { draft: D; etag: string | null } | undefined) ?? start,
  );
  const [back] = useState(() => drafts.has(place));
  const dirty = !sameDraft(state.draft, start.draft);

  useEffect(() => {
    if (dirty) drafts.set(place, state);
    else drafts.delete(place);
  }, [dirty, place, state]);

  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  return {
    draft: state.draft,
    etag: state.etag,
    dirty,
    /** Typed before the person went elsewhere and came back. */
    returned: back && dirty,
    change: (draft: D) => setState({ ...state, draft }),
    /** From here on this is what the server holds. */
    reset: (draft: D, version: string | null) => {
      drafts.delete(place);
      setStart({ draft, etag: version });
      setState({ draft, etag: version });
    },
    discard: () => {
      drafts.delete(place);
      setState(start);
    },
  };
}
