/** The key of one command: pressed, it listens for another one; Escape leaves it, Delete takes it away. */
import { type KeyboardEvent, useId, useState } from "react";
import { Icon } from "../icons/Icon";
import { assigned, type Choice, refusal, strokeFor, working } from "../keys/bindings";
import { type CommandName, COMMANDS } from "../keys/commands";
import { type Stroke, strokeOf, strokeText } from "../keys/strokes";
import own from "./KeysPage.module.css";

interface KeyFieldProps {
  name: CommandName;
  choice: Choice;
  set: (stroke: Stroke | null) => void;
}

export function KeyField({ name, choice, set }: KeyFieldProps) {
  const command = COMMANDS[name];
  const [listening, setListening] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const help = useId();
  const key = assigned(choice, name);
  const text = key === null ? "none" : strokeText(key);
  const changed = name in choice.keys;

  function stop() {
    setListening(false);
    setRefused(null);
  }

  function pressed(event: KeyboardEvent<HTMLButtonElement>) {
    if (!listening) return;
    // Tab alone goes on: nobody is held here.
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    const stroke = strokeOf(event.nativeEvent);
    if (stroke === null) return;
    if (stroke === "Escape") {
      stop();
    } else if (stroke === "Delete" || stroke === "Backspace") {
      set(null);
      stop();
    } else {
      const wanted = strokeFor(name, stroke);
      const no = refusal(choice, name, wanted);
      setRefused(no);
      if (no === null) {
        set(wanted);
        stop();
      }
    }
  }

  if (command.fixed) return <kbd>{text}</kbd>;
  const off = key !== null && working(choice, name) === null;
  return (
    <span className={own.field}>
      {refused !== null && (
        <span id={help} role="alert" className={own.refused}>
          {refused}
        </span>
      )}
      {command.also !== undefined && <kbd>{strokeText(command.also)}</kbd>}
      {changed && !listening && (
        <button
          type="button"
          className={own.back}
          aria-label={`${command.name}: back to ${command.key === null ? "no key" : strokeText(command.key)}`}
          title={`Back to ${command.key === null ? "no key" : strokeText(command.key)}`}
          onClick={() => set(command.key)}
        >
          <Icon name="undo" small />
        </button>
      )}
      <button
        type="button"
        className={own.key}
        data-listening={listening || undefined}
        data-off={off || undefined}
        aria-label={`${command.name}: ${listening ? "press the new key" : `${text}${off ? ", off" : ""}. Change`}`}
        aria-describedby={refused === null ? undefined : help}
        onClick={() => setListening(true)}
        onKeyDown={pressed}
        onBlur={stop}
      >
        {listening ? "Press the key" : text}
      </button>
    </span>
  );
}
