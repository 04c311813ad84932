/** Where the short messages appear. */
import { useSyncExternalStore } from "react";
import { Icon } from "../icons/Icon";
import { currentNotices, dismiss, watchNotices } from "./notices";
import classes from "./Notices.module.css";

export function Notices() {
  const notices = useSyncExternalStore(watchNotices, currentNotices);
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {notices.map((notice) => (
        <div
          key={notice.id}
          className={classes.notice}
          data-tone={notice.tone}
          role={notice.tone === "refused" ? "alert" : undefined}
        >
          <Icon name={notice.tone === "done" ? "check" : "alert"} />
          <span>{notice.text}</span>
          <button type="button" onClick={() => dismiss(notice.id)} aria-label="Dismiss">
            <Icon name="close" small />
          </button>
        </div>
      ))}
    </div>
  );
}
