/**
 * A signature as it is drawn: strokes of whole numbers on a pad of a fixed size of its own, so that the same
 * signature lies the same way on every screen, and no turning of the phone moves or loses a point.
 */

/** Across, down, and milliseconds since the first touch. */
export type Point = readonly [x: number, y: number, t: number];
export type Stroke = readonly Point[];

export type Mark = { kind: "drawn"; strokes: Stroke[] } | { kind: "typed"; typed_name: string };

/** The pad's own units, whatever its size on the screen. */
export const PAD = { wide: 1000, high: 360 } as const;

/** What the server takes. */
const MOST_STROKES = 200;
const MOST_POINTS = 20_000;
const LONGEST = 3_600_000;
/** How far one stroke must reach for the whole to be more than dots. */
const LEAST_REACH = 8;
/** A hand does not move by less: such points would only fill the record. */
const STEP = 2;

export interface Drawing {
  readonly strokes: readonly Stroke[];
  /** The clock at the first touch. */
  readonly since: number | null;
  readonly points: number;
}

export const BLANK: Drawing = { strokes: [], since: null, points: 0 };

/** A place on the screen and the clock then. */
export interface Touch {
  x: number;
  y: number;
  at: number;
}

export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

function pointOf(since: number, last: number, touch: Touch, frame: Frame): Point {
  const along = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return [
    along(((touch.x - frame.left) / frame.width) * PAD.wide, PAD.wide),
    along(((touch.y - frame.top) / frame.height) * PAD.high, PAD.high),
    // Time never runs back, though a late event may say so.
    Math.min(LONGEST, Math.max(last, Math.round(touch.at - since))),
  ];
}

/** The pen is set down; on a full pad nothing more is taken. */
export function begun(drawing: Drawing, touch: Touch, frame: Frame): Drawing {
  if (drawing.strokes.length >= MOST_STROKES || drawing.points >= MOST_POINTS) return drawing;
  const since = drawing.since ?? touch.at;
  const last = drawing.strokes.at(-1)?.at(-1)?.[2] ?? 0;
  return {
    strokes: [...drawing.strokes, [pointOf(since, last, touch, frame)]],
    since,
    points: drawing.points + 1,
  };
}

/** The pen moves: its points join the last stroke, those that lie on the one before are left out. */
export function moved(drawing: Drawing, touches: readonly Touch[], frame: Frame): Drawing {
  const before = drawing.strokes.at(-1);
  if (before === undefined) return drawing;
  const stroke = [...before];
  for (const touch of touches) {
    const last = stroke.at(-1);
    if (last === undefined || drawing.points + stroke.length - before.length >= MOST_POINTS) break;
    const point = pointOf(drawing.since ?? touch.at, last[2], touch, frame);
    if (Math.max(Math.abs(point[0] - last[0]), Math.abs(point[1] - last[1])) >= STEP) stroke.push(point);
  }
  return {
    ...drawing,
    strokes: [...drawing.strokes.slice(0, -1), stroke],
    points: drawing.points + stroke.length - before.length,
  };
}

/** What was drawn, once it is more than dots. */
export function drawnMark(drawing: Drawing): Mark | null {
  const reaches = (stroke: Stroke) =>
    [0, 1].some((axis) => {
      const [least, most] = spread(stroke, axis);
      return most - least >= LEAST_REACH;
    });
  return drawing.strokes.some(reaches) ? { kind: "drawn", strokes: [...drawing.strokes] } : null;
}

/** What was typed, as a name is written: without blanks around it and with one between its words. */
export function typedMark(text: string): Mark | null {
  const typed_name = text.trim().replaceAll(/\s+/g, " ");
  return typed_name === "" ? null : { kind: "typed", typed_name };
}

/** A stroke as a line without corners: through the middle between each two points, bent by the points themselves. */
export function lineOf(stroke: Stroke): string {
  const [first, ...rest] = stroke;
  if (first === undefined) return "";
  const last = rest.at(-1);
  // A round cap makes a dot of it.
  if (last === undefined) return `M${first[0]} ${first[1]}h.1`;
  const bends = rest.slice(0, -1).map(([x, y], index) => {
    const next = rest[index + 1] as Point;
    return `Q${x} ${y} ${(x + next[0]) / 2} ${(y + next[1]) / 2}`;
  });
  return `M${first[0]} ${first[1]}${bends.join("")}L${last[0]} ${last[1]}`;
}

/** The part of the pad that was drawn on, with a margin: what a kept signature shows. */
export function boundsOf(strokes: readonly (readonly (readonly number[])[])[]): string {
  const all = strokes.flat();
  if (all.length === 0) return `0 0 ${PAD.wide} ${PAD.high}`;
  const range = (axis: number) => {
    const [least, most] = spread(all, axis);
    return [least - MARGIN, most - least + 2 * MARGIN] as const;
  };
  const [x, width] = range(0);
  const [y, height] = range(1);
  return `${x} ${y} ${width} ${height}`;
}

const MARGIN = 12;

/** From where to where points lie along an axis. */
function spread(points: readonly (readonly number[])[], axis: number): [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    least = Math.min(least, point[axis] ?? 0);
    most = Math.max(most, point[axis] ?? 0);
  }
  return [least, most];
}
