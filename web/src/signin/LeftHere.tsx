/** At the sign-in page: whose changes this browser still keeps, so that nobody thinks them lost. */
import { useEffect, useState } from "react";
import { Icon } from "../icons/Icon";
import { waitingHere } from "../offline/offline";
import type { Waiting } from "../offline/vault";
import { leftHere } from "../offline/words";
import classes from "./SignIn.module.css";

export function LeftHere() {
  const [left, setLeft] = useState<readonly Waiting[]>([]);
  useEffect(() => {
    let gone = false;
    void waitingHere().then((found) => {
      if (!gone) setLeft(found);
    });
    return () => {
      gone = true;
    };
  }, []);
  return left.map((each) => (
    <p key={each.viewer.id} className={classes.leftHere} role="status">
      <Icon name="lock" small />
      <span>{leftHere(each)}</span>
    </p>
  ));
}
