import type { PathCommand } from 'fontkit';

/** Where an outline lands: dots = units × scale + offset, y turned downwards. */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  /** Dots from the left edge to the outline's x = 0, and from the top to its baseline. */
  readonly left: number;
  readonly baseline: number;
}

/** One dot per byte, row by row: 1 is ink. */
export interface DotCell {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}

interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Horizontal cuts through a dot; between them the outline is taken as straight. */
const CUTS_PER_DOT = 5;
/** A dot is inked from this share on: below one half, so that a stroke one dot thin never falls between two dots. */
const INK_SHARE = 0.42;
/** Pieces a curve is cut into; at 48 dots a character one is under 2 dots long. */
const CURVE_PIECES = 6;

/** Fills an outline (non-zero winding) into 1-bit dots: the share of each dot covered decides, no grey. */
export function rasteriseOutline(
  commands: readonly PathCommand[],
  at: Placement,
  width: number,
  height: number,
): DotCell {
  const edges = edgesOf(commands, at);
  const dots = new Uint8Array(width * height);
  const covered = new Float64Array(width);
  for (let row = 0; row < height; row++) {
    covered.fill(0);
    for (let cut = 0; cut < CUTS_PER_DOT; cut++) cover(covered, edges, row + (cut + 0.5) / CUTS_PER_DOT);
    for (let x = 0; x < width; x++) if ((covered[x] ?? 0) >= INK_SHARE * CUTS_PER_DOT) dots[row * width + x] = 1;
  }
  return { width, height, dots };
}

/** Adds, per dot, the share of the line at `y` that lies inside the outline. */
function cover(covered: Float64Array, edges: readonly Edge[], y: number): void {
  const crossings: { x: number; turn: number }[] = [];
  for (const { x0, y0, x1, y1 } of edges) {
    if (y0 <= y === y1 <= y) continue;
    crossings.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y1 > y0 ? 1 : -1 });
  }
  crossings.sort((one, other) => one.x - other.x);
  let winding = 0;
  let from = 0;
  for (const { x, turn } of crossings) {
    if (winding !== 0) coverSpan(covered, from, x);
    winding += turn;
    from = x;
  }
}

function coverSpan(covered: Float64Array, from: number, to: number): void {
  const left = Math.max(0, from);
  const right = Math.min(covered.length, to);
  for (let x = Math.floor(left); x < right; x++)
    covered[x] = (covered[x] ?? 0) + Math.min(right, x + 1) - Math.max(left, x);
}

function edgesOf(commands: readonly PathCommand[], at: Placement): Edge[] {
  const edges: Edge[] = [];
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  const lineTo = (toX: number, toY: number): void => {
    edges.push({ x0: x, y0: y, x1: toX, y1: toY });
    x = toX;
    y = toY;
  };
  for (const { command, args } of commands) {
    const point = (pair: number): [number, number] => [
      at.left + (args[2 * pair] ?? 0) * at.scaleX,
      at.baseline - (args[2 * pair + 1] ?? 0) * at.scaleY,
    ];
    if (command === 'moveTo' || command === 'closePath') {
      lineTo(startX, startY);
      if (command === 'closePath') continue;
      [x, y] = point(0);
      startX = x;
      startY = y;
      continue;
    }
    const through: [number, number][] = [[x, y]];
    for (let pair = 0; pair < args.length / 2; pair++) through.push(point(pair));
    const pieces = command === 'lineTo' ? 1 : CURVE_PIECES;
    for (let piece = 1; piece <= pieces; piece++) lineTo(...pointOnCurve(through, piece / pieces));
  }
  lineTo(startX, startY);
  return edges;
}

/** De Casteljau: a point of a line, a quadratic or a cubic curve. */
function pointOnCurve(through: readonly [number, number][], share: number): [number, number] {
  let points = through;
  while (points.length > 1)
    points = points.slice(1).map(([x, y], index) => {
      const [beforeX, beforeY] = points[index] ?? [x, y];
      return [beforeX + (x - beforeX) * share, beforeY + (y - beforeY) * share];
    });
  return points[0] ?? [0, 0];
}
