/** A refusal, said where it happened and read out at once. */
import { useEffect, useRef } from "react";
import { Icon } from "../icons/Icon";
import classes from "./Alarm.module.css";

export function Alarm({ text }: { text: string }) {
  const alarm = useRef<HTMLDivElement>(null);
  // In a long form it may stand above what is seen.
  useEffect(() => {
    alarm.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={alarm} className={classes.alarm} role="alert">
      <Icon name="alert" />
      <span>{text}</span>
    </div>
  );
}
