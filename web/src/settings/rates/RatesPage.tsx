/** Local rates: what is in force in a state and on whose word, files that were imported, rates that were set here. */
import { Link } from "wouter";
import { useFilters } from "../../lists/useFilters";
import lists from "../../lists/lists.module.css";
import { ImportsPart } from "./ImportsPart";
import { OverridesPart } from "./OverridesPart";
import { RatesInForce } from "./RatesInForce";

const TABS = [
  ["", "In force"],
  ["imports", "Imports"],
  ["own", "Set here"],
] as const;

export default function RatesPage() {
  const [filters] = useFilters(["tab"] as const);
  const tab = TABS.find(([name]) => name === filters.tab)?.[0] ?? "";
  return (
    <>
      <nav className={lists.views} aria-label="Local rates" style={{ alignSelf: "start" }}>
        {TABS.map(([name, label]) => (
          <Link
            key={name}
            href={`/settings/rates${name === "" ? "" : `?tab=${name}`}`}
            aria-current={name === tab ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === "" && <RatesInForce />}
      {tab === "imports" && <ImportsPart />}
      {tab === "own" && <OverridesPart />}
    </>
  );
}
