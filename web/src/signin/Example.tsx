/** The panel beside the sign-in form: one worked example, said to be one. */
import { Pill } from "../ui/Pill";
import classes from "./Example.module.css";

/** A sale in Pinellas County, Florida, on Nov 21, 2026, as the engine works it out. */
const LINES = [
  ["State sales tax", "28,113.00 × 6%", "1,686.78"],
  ["County surtax", "first 5,000.00 × 1%", "50.00"],
  ["Amount financed", "every line explained", "41,017.77"],
] as const;

export function Example() {
  return (
    <aside className={classes.side}>
      <div className={classes.card}>
        <div className={classes.head}>
          <span>Example: Pinellas County, Florida</span>
          <Pill>72 mo · 6.49%</Pill>
        </div>
        <div className={classes.figure}>$689.31</div>
        <dl>
          {LINES.map(([name, basis, amount]) => (
            <div key={name} className={classes.line}>
              <dt>{name}</dt>
              <dd className={classes.basis}>{basis}</dd>
              <dd className={classes.amount}>{amount}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={classes.words}>
        <h2>One engine, the same cents everywhere</h2>
        <p>
          The desk, the buyer's worksheet and the contract use the same sums, and every tax line names the law
          behind it.
        </p>
      </div>
    </aside>
  );
}
