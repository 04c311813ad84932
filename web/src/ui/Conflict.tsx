/** Someone else saved first: their version or mine, and nothing is lost without being asked. */
import { Button } from "@mantine/core";
import { isProblem } from "../api/http";
import { Alarm } from "./Alarm";
import classes from "./Alarm.module.css";

export function Conflict({
  error,
  takeTheirs,
  keepMine,
}: {
  error: unknown;
  takeTheirs: () => void;
  keepMine: () => void;
}) {
  if (!isProblem(error, 412)) return null;
  return (
    <>
      <Alarm text="Someone changed this since you opened it. Nothing of yours is saved yet." />
      <div className={classes.choices}>
        <Button size="xs" variant="default" onClick={takeTheirs}>
          Take their version
        </Button>
        <Button size="xs" variant="default" onClick={keepMine}>
          Save mine over it
        </Button>
      </div>
    </>
  );
}
