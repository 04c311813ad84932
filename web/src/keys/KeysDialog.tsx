/** The list of keys, the ones of the open page first; what has no key is in the palette. */
import { useLocation } from "wouter";
import { useViewer } from "../api/viewer";
import { partClasses } from "../desk/parts/parts";
import { Dialog, DialogBody, DialogFoot } from "../ui/Dialog";
import { working } from "./bindings";
import { useChoice } from "./choice";
import { type CommandName, COMMANDS, commandsAt, type Place, PLACES } from "./commands";
import { Key } from "./Key";
import { strokeText } from "./strokes";
import classes from "./keys.module.css";

export default function KeysDialog({ here, close }: { here: Place | null; close: () => void }) {
  const choice = useChoice();
  const permissions = useViewer()?.permissions ?? new Set<string>();
  const [, go] = useLocation();
  const places = (Object.keys(PLACES) as Place[]).toSorted((a, b) => rank(a, here) - rank(b, here));
  const keyed = (place: Place) =>
    commandsAt(place, permissions).filter((name) => working(choice, name) !== null);
  return (
    <Dialog title="Keys" wide close={close}>
      <DialogBody reading>
        {!choice.letters && <p className={classes.note}>Single letters are turned off in the settings.</p>}
        <div className={classes.groups}>
          {places
            .filter((place) => keyed(place).length > 0)
            .map((place) => (
              <section key={place} aria-label={PLACES[place]}>
                <h3>{PLACES[place]}</h3>
                <dl>
                  {keyed(place).map((name) => (
                    <Line key={name} name={name} />
                  ))}
                </dl>
              </section>
            ))}
        </div>
      </DialogBody>
      <DialogFoot>
        <button
          type="button"
          className={partClasses.button}
          onClick={() => {
            close();
            go("/settings/keys");
          }}
        >
          Change the keys
        </button>
        <button type="button" className={partClasses.button} data-tone="primary" onClick={close}>
          Close
        </button>
      </DialogFoot>
    </Dialog>
  );
}

function Line({ name }: { name: CommandName }) {
  const { also } = COMMANDS[name];
  return (
    <div className={classes.line}>
      <dt>{COMMANDS[name].name}</dt>
      <dd>
        <Key of={name} />
        {also !== undefined && <kbd>{strokeText(also)}</kbd>}
      </dd>
    </div>
  );
}

function rank(place: Place, here: Place | null): number {
  return place === here ? 0 : place === "everywhere" ? 1 : 2;
}
