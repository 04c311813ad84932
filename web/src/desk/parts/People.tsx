/** Who else is at this deal: their letters in the bar, and on the cell that they are in. */
import { useViewer } from "../../api/viewer";
import type { Person } from "../../live/shapes";
import { Avatar, initials } from "../../ui/Avatar";
import { useDesk } from "../DeskContext";
import classes from "./People.module.css";

const MOST = 4;

/** Nothing while nobody else is there. */
export function PeopleHere() {
  const others = useDesk((state) => state.present);
  const letters = useDesk((state) => state.scenarios);
  const viewer = useViewer();
  if (others.length === 0 || viewer === null) return null;
  const where = (person: Person) => {
    const scenario = letters.find((each) => each.id === person.structure);
    return scenario ? `${person.name}, in ${scenario.letter}` : person.name;
  };
  const shown = others.slice(0, MOST);
  const label = `Here now: you, ${others.map(where).join(", ")}`;
  return (
    <span className={classes.people} role="img" aria-label={label} title={label}>
      <Avatar id={viewer.id} name={viewer.name} />
      {shown.map((person) => (
        <Avatar key={person.id} id={person.id} name={person.name} />
      ))}
      {others.length > MOST && <span className={classes.more}>+{others.length - MOST}</span>}
    </span>
  );
}

/** On a colleague's cell. */
export function Colleague({ id, person }: { id: string; person: Person }) {
  return (
    <>
      <span className={classes.tag} aria-hidden="true">
        {initials(person.name)}
      </span>
      <span id={id} className="al-sr">
        {person.name} is in this cell
      </span>
    </>
  );
}
