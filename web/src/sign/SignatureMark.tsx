/** A signature that was taken, as it was drawn or typed. */
import { boundsOf, lineOf, type Point } from "./marks";
import classes from "./sign.module.css";

type Kept =
  | { kind: "drawn"; strokes: readonly (readonly (readonly number[])[])[] }
  | { kind: "typed"; typed_name: string };

export function SignatureMark({ mark, of }: { mark: Kept; of: string }) {
  if (mark.kind === "typed") {
    return <span className={classes.typed}>{mark.typed_name}</span>;
  }
  return (
    <svg className={classes.kept} viewBox={boundsOf(mark.strokes)} role="img" aria-label={`Signed by ${of}`}>
      {mark.strokes.map((stroke) => (
        <path key={stroke[0]?.join(" ")} d={lineOf(stroke as readonly Point[])} />
      ))}
    </svg>
  );
}
