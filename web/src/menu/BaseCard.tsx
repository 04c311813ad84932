/** The first card of every menu: what is paid without any optional product. */
import type { Menu } from "../products/shapes";
import { mainFigure, termsOf, unit } from "./figures";
import classes from "./menu.module.css";

export function BaseCard({ menu }: { menu: Menu }) {
  const { base, labels } = menu;
  return (
    <section className={classes.card} data-base aria-label="Without optional products">
      <header className={classes.head}>
        <h2>Without optional products</h2>
      </header>
      <p className={classes.figure}>
        <strong>{mainFigure(base)}</strong>
        <span>{unit(base)}</span>
      </p>
      <p className={classes.quiet}>{termsOf(base)}</p>
      <p className={classes.fine}>{labels.excluding}</p>
      {base.left_out.length > 0 && (
        <p className={classes.fine}>
          Chosen anew here: {base.left_out.map((each) => each.name || "a product without a name").join(", ")}.
        </p>
      )}
    </section>
  );
}
