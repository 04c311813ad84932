/** The PIN with which one leaves the customer view. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setPin } from "../present/api";
import { PinFields } from "../present/PinFields";
import { Card } from "../ui/Card";
import { say } from "../ui/notices";
import { Refusal } from "../ui/Refusal";
import { useSubmit } from "../ui/useSubmit";
import classes from "./settings.module.css";

const NONE = { pin: "", password: "" };

export function PinPart({ set }: { set: boolean }) {
  const [value, change] = useState(NONE);
  const queries = useQueryClient();
  const { busy, error, faults, submit } = useSubmit(async () => {
    await setPin(value.pin, value.password);
    change(NONE);
    await queries.invalidateQueries({ queryKey: ["me"] });
    say("Your PIN is set.");
  });
  return (
    <Card title="PIN for the customer view" icon="lock">
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.text}>
          Showing a customer their options locks your session; the PIN opens it again. After five wrong ones
          you sign in anew.
        </p>
        <Refusal error={error} shown={["/pin", "/password"]} />
        <PinFields value={value} change={change} faults={faults} />
        <Button
          type="submit"
          variant="default"
          loading={busy}
          disabled={value.pin === "" || value.password === ""}
        >
          {set ? "Change the PIN" : "Set the PIN"}
        </Button>
      </form>
    </Card>
  );
}
