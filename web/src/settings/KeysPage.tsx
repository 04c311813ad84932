/** One's own keys: another one for a command, or none; single letters on or off; and back to how they come. */
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useViewer } from "../api/viewer";
import { type Choice, DEFAULTS, withKey } from "../keys/bindings";
import { choose, useChoice } from "../keys/choice";
import { type CommandName, COMMANDS, commandsAt, type Place, PLACES } from "../keys/commands";
import { Icon } from "../icons/Icon";
import { Card } from "../ui/Card";
import { say } from "../ui/notices";
import { KeyField } from "./KeyField";
import own from "./KeysPage.module.css";
import classes from "./settings.module.css";

export default function KeysPage() {
  const choice = useChoice();
  const permissions = useViewer()?.permissions ?? new Set<string>();
  const [typed, setTyped] = useState("");
  const changed = Object.keys(choice.keys).length > 0 || !choice.letters;
  const sought = typed.trim().toLowerCase();

  function keep(next: Choice): void {
    if (!choose(next)) say("This browser keeps nothing for Autolytiq. The keys stay as they are.", "refused");
  }

  return (
    <div className={classes.content}>
      <Card title="Keys" icon="keyboard">
        <p className={classes.text}>
          Yours alone, in this browser. A key is told by where it lies on the keyboard. Press the key of a
          command to give it another one.
        </p>
        <Checkbox
          label="Single letters are keys"
          description="J, K, S, N, / and their like. Turn them off where you speak to the machine or press letters by accident; everything with Ctrl or Alt goes on working."
          checked={choice.letters}
          onChange={(event) => keep({ ...choice, letters: event.currentTarget.checked })}
        />
        <div className={own.acts}>
          <label className={own.find}>
            <Icon name="search" small />
            <input
              type="search"
              aria-label="Find a command"
              placeholder="Find a command"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </label>
          <Button variant="default" disabled={!changed} onClick={() => keep(DEFAULTS)}>
            Set all back to defaults
          </Button>
        </div>
      </Card>
      {(Object.keys(PLACES) as Place[]).map((place) => {
        const names = commandsAt(place, permissions).filter((name) => fits(name, sought));
        return (
          names.length > 0 && (
            <Card key={place} title={PLACES[place]} flush>
              <ul className={own.list}>
                {names.map((name) => (
                  <li key={name} className={own.line}>
                    <Icon name={COMMANDS[name].icon} small />
                    <span className={own.name}>{COMMANDS[name].name}</span>
                    <KeyField
                      name={name}
                      choice={choice}
                      set={(stroke) => keep(withKey(choice, name, stroke))}
                    />
                  </li>
                ))}
              </ul>
            </Card>
          )
        );
      })}
    </div>
  );
}

function fits(name: CommandName, sought: string): boolean {
  const command = COMMANDS[name];
  return `${command.name} ${command.words ?? ""}`.toLowerCase().includes(sought);
}
