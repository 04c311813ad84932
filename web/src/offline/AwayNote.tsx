/** Over every page that shows what was kept, because the server cannot be reached. */
import { moment } from "../desk/numbers/format";
import { Icon } from "../icons/Icon";
import { useAwaySince } from "./away";
import classes from "./AwayNote.module.css";

export function AwayNote() {
  const since = useAwaySince();
  if (since === null) return null;
  return (
    <p className={classes.note} role="status">
      <Icon name="alert" small />
      Offline. You see what this browser kept on {moment(new Date(since).toISOString())}. What you change on a
      deal is kept here and sent when the network is back.
    </p>
  );
}
