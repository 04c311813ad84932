/** A refusal, said where it happened and read out at once. */
import { Icon } from "../icons/Icon";
import classes from "./Alarm.module.css";

export function Alarm({ text }: { text: string }) {
  return (
    <div className={classes.alarm} role="alert">
      <Icon name="alert" />
      <span>{text}</span>
    </div>
  );
}
