/** A VIN as seventeen cells with what each group says; a wrong character is marked where it stands. */
import type { VinFault } from "./vin";
import classes from "./VinStrip.module.css";

interface Group {
  key: string;
  title: string;
  from: number;
  to: number;
}

const GROUPS: readonly Group[] = [
  { key: "maker", title: "Maker", from: 1, to: 3 },
  { key: "attributes", title: "Attributes", from: 4, to: 8 },
  { key: "check", title: "Check", from: 9, to: 9 },
  { key: "year", title: "Year", from: 10, to: 10 },
  { key: "plant", title: "Plant", from: 11, to: 11 },
  { key: "serial", title: "Serial number", from: 12, to: 17 },
];

export function VinStrip({
  vin,
  faults,
  says,
}: {
  vin: string;
  faults: readonly VinFault[];
  /** What is known of a group: the maker, the year. */
  says: { maker?: string; year?: string };
}) {
  const wrong = new Set(faults.map((fault) => fault.position));
  const spoken =
    faults.length === 0
      ? `VIN ${[...vin].join(" ")}`
      : `VIN ${[...vin].join(" ")}. ${faults.map((fault) => fault.text).join(" ")}`;
  const meaning: Record<string, string | undefined> = {
    maker: says.maker,
    attributes: vin.slice(3, 8),
    check: vin.length < 17 ? undefined : wrong.has(9) ? "Wrong" : "Valid",
    year: says.year,
    plant: vin[10],
    serial: vin.slice(11),
  };
  return (
    <div className={classes.strip} role="img" aria-label={spoken}>
      {GROUPS.map((group) => (
        <div
          key={group.key}
          className={classes.group}
          data-group={group.key}
          style={{ gridColumn: `span ${group.to - group.from + 1}` }}
        >
          <div className={classes.cells}>
            {Array.from({ length: group.to - group.from + 1 }, (_, offset) => {
              const position = group.from + offset;
              return (
                <span key={position} className={classes.cell} data-wrong={wrong.has(position) || undefined}>
                  {vin[position - 1] ?? ""}
                </span>
              );
            })}
          </div>
          <div className={classes.words}>
            <span>{group.title}</span>
            <b>{meaning[group.key] ?? ""}</b>
          </div>
        </div>
      ))}
    </div>
  );
}
