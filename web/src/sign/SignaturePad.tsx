/** Where somebody signs: drawn with a finger, a pen or the mouse, or the name typed instead. */
import { type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { BLANK, begun, type Drawing, drawnMark, lineOf, type Mark, moved, PAD, typedMark } from "./marks";
import classes from "./sign.module.css";

type Way = "drawn" | "typed";

export function SignaturePad({
  onChange,
  label = "Signature",
}: {
  /** With every change: the signature, or null while there is none. */
  onChange: (mark: Mark | null) => void;
  label?: string;
}) {
  const [way, setWay] = useState<Way>("drawn");
  const [drawing, setDrawing] = useState(BLANK);
  const [typed, setTyped] = useState("");
  const name = useRef<HTMLInputElement>(null);
  const typeInstead = useRef<HTMLButtonElement>(null);
  const [turned, setTurned] = useState(false);
  const hint = useId();

  // Whoever turned to the other way goes on there; the button that was pressed is the same one.
  useEffect(() => {
    if (turned && way === "typed") name.current?.focus();
    if (turned && way === "drawn") typeInstead.current?.focus();
  }, [turned, way]);

  function turn(next: Way) {
    setTurned(true);
    setWay(next);
    onChange(next === "drawn" ? drawnMark(drawing) : typedMark(typed));
  }

  function clear() {
    if (way === "drawn") {
      setDrawing(BLANK);
    } else {
      setTyped("");
      name.current?.focus();
    }
    onChange(null);
  }

  const blank = way === "drawn" ? drawing.strokes.length === 0 : typed === "";
  return (
    <div className={classes.whole} role="group" aria-label={label}>
      {way === "drawn" ? (
        <Paper
          drawing={drawing}
          draw={setDrawing}
          done={(finished) => onChange(drawnMark(finished))}
          label={label}
        />
      ) : (
        <div className={classes.paper} data-typed>
          <label htmlFor={hint} className={classes.hint}>
            Type your full name
          </label>
          <input
            id={hint}
            ref={name}
            className={classes.name}
            value={typed}
            maxLength={120}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              onChange(typedMark(event.currentTarget.value));
            }}
          />
        </div>
      )}
      <div className={classes.buttons}>
        <button type="button" onClick={clear} disabled={blank}>
          Clear
        </button>
        <button ref={typeInstead} type="button" onClick={() => turn(way === "drawn" ? "typed" : "drawn")}>
          {way === "drawn" ? "Type my name instead" : "Draw it instead"}
        </button>
      </div>
      <span className="al-sr" role="status">
        {way === "drawn" && drawnMark(drawing) !== null ? "Signed." : ""}
      </span>
    </div>
  );
}

function Paper({
  drawing,
  draw,
  done,
  label,
}: {
  drawing: Drawing;
  draw: (drawing: Drawing) => void;
  done: (drawing: Drawing) => void;
  label: string;
}) {
  /** The one that draws: a palm beside the pen does not. */
  const pen = useRef<number | null>(null);
  /** Events may come quicker than the page is drawn anew. */
  const now = useRef(drawing);
  useEffect(() => {
    now.current = drawing;
  }, [drawing]);

  function take(next: Drawing) {
    now.current = next;
    draw(next);
  }

  function down(event: PointerEvent<SVGSVGElement>) {
    if (pen.current !== null || event.button !== 0) return;
    // Or the browser selects text, or drags the page.
    event.preventDefault();
    pen.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    take(begun(now.current, touchOf(event.nativeEvent), event.currentTarget.getBoundingClientRect()));
  }

  function move(event: PointerEvent<SVGSVGElement>) {
    if (pen.current !== event.pointerId) return;
    const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const touches = (all.length === 0 ? [event.nativeEvent] : all).map(touchOf);
    take(moved(now.current, touches, event.currentTarget.getBoundingClientRect()));
  }

  function up(event: PointerEvent<SVGSVGElement>) {
    if (pen.current !== event.pointerId) return;
    pen.current = null;
    done(now.current);
  }

  const signed = drawnMark(drawing) !== null;
  return (
    <div className={classes.paper}>
      {drawing.strokes.length === 0 && (
        <span className={classes.hint} aria-hidden="true">
          Sign with a finger, pen or mouse
        </span>
      )}
      <span className={classes.cross} aria-hidden="true">
        ×
      </span>
      <svg
        className={classes.ink}
        viewBox={`0 0 ${PAD.wide} ${PAD.high}`}
        role="img"
        aria-label={
          signed
            ? `${label}: drawn`
            : `${label}: nothing drawn yet. Sign with a finger, pen or mouse, or type your name instead.`
        }
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onLostPointerCapture={up}
      >
        {drawing.strokes.map((stroke) => (
          // No two begin in the same place at the same moment.
          <path key={stroke[0]?.join(" ")} d={lineOf(stroke)} />
        ))}
      </svg>
    </div>
  );
}

function touchOf(event: globalThis.PointerEvent) {
  return { x: event.clientX, y: event.clientY, at: event.timeStamp };
}
