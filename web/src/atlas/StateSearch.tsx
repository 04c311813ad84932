/** Goes to a state by its name, code or ZIP; the key that finds in lists comes here. */
import { type FormEvent, useId, useRef, useState } from "react";
import { get } from "../api/http";
import { explain } from "../api/problem";
import type { TaxPlaces } from "../api/types";
import { Icon } from "../icons/Icon";
import { Key } from "../keys/Key";
import { useCommands } from "../keys/offered";
import type { Place } from "../engine";
import { BY_NAME, findStates, tileOf } from "./tiles";
import classes from "./StateSearch.module.css";

export function StateSearch({
  choose,
  setPlace,
}: {
  choose: (code: string) => void;
  setPlace: (state: string, place: Place) => void;
}) {
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  useCommands({ "list.find": { run: () => input.current?.focus() } });

  async function go(event: FormEvent) {
    event.preventDefault();
    const text = typed.trim();
    if (text === "") return;
    setWrong(null);
    if (/^\d{5}$/.test(text)) {
      await goToZip(text);
      return;
    }
    const [found] = findStates(text);
    if (!found) {
      setWrong(`No state is called “${text}”.`);
      return;
    }
    choose(found.code);
    setTyped("");
  }

  /** Which state a ZIP lies in is the one thing here that the server knows and the engine does not tell. */
  async function goToZip(zip: string) {
    try {
      const { candidates } = await get<TaxPlaces>("/tax/places", { query: { zip } });
      const states = [...new Set(candidates.map((each) => each.state))];
      const [first] = states;
      if (first === undefined || !tileOf(first)) {
        setWrong(`No county is known for ZIP ${zip}.`);
        return;
      }
      // Several counties stay open: the state's panel asks which one.
      setPlace(first, { state: first, zip });
      setTyped("");
    } catch (refused) {
      setWrong(explain(refused));
    }
  }

  return (
    <form className={classes.search} role="search" onSubmit={(event) => void go(event)}>
      <Icon name="search" small />
      <input
        ref={input}
        className={classes.input}
        aria-label="Go to a state"
        placeholder="State or ZIP"
        list={id}
        value={typed}
        autoComplete="off"
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setWrong(null);
          // A name picked from the list is already a decision.
          const picked = BY_NAME.find((tile) => tile.name === text);
          if (picked) choose(picked.code);
          setTyped(picked ? "" : text);
        }}
      />
      <span aria-hidden="true">
        <Key of="list.find" />
      </span>
      <datalist id={id}>
        {BY_NAME.map((tile) => (
          <option key={tile.code} value={tile.name}>
            {tile.name}
          </option>
        ))}
      </datalist>
      {wrong !== null && (
        <span id={`${id}-wrong`} role="alert" className={classes.wrong}>
          {wrong}
        </span>
      )}
    </form>
  );
}
