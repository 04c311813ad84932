/** A car in a few lines: decoration of the customer's page. */
import classes from "./present.module.css";

export function Car() {
  return (
    <svg viewBox="0 0 360 132" className={classes.car} aria-hidden="true">
      <path d="M49 102H18c-3 0-5-2-5-5V78c0-6 4-11 10-13l50-12 33-30c6-5 12-8 20-8h148c9 0 15 3 19 11l20 36c9 3 16 7 19 15l4 15c0 5-2 9-7 9h-18M108 102h146" />
      <circle cx="79" cy="102" r="25" />
      <circle cx="79" cy="102" r="13" />
      <circle cx="283" cy="102" r="25" />
      <circle cx="283" cy="102" r="13" />
      <path d="M92 54l32-26c3-2 5-3 8-3h44v29zM186 25h52v29h-52zM248 25h24c4 0 7 2 9 5l14 24h-47zM181 60v36M243 60v24M192 64h11M118 64h11M14 76h18M330 78h-14M112 15h160" />
    </svg>
  );
}
