import { momentsOf, type Stretch } from './local-spans.rules.ts';

/** What is to be spread over a window. */
export interface PlanAsk extends Stretch {
  readonly promotionId: number;
  readonly times: number;
  /** Times of day the shop would like, `HH:MM`, of every day of the window. */
  readonly wished: readonly string[];
}

/** An airing that stands: heard, on its way, or told to a shop. It is never moved. */
export interface TakenTime {
  readonly promotionId: number;
  readonly atMs: number;
}

export interface PlanLimits {
  /** No promotion in these. */
  readonly quiet: readonly Stretch[];
  /** From the planned moment: the longest wait for the air and the words themselves; all of it lies inside the window and outside the quiet. */
  readonly roomMs: number;
  /** Between beginnings, as planned; already with what one of them may have to wait. */
  readonly sameMs: number;
  readonly anyMs: number;
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;

/**
 * Whole minutes at which a promotion is aired: at the wished times where there is room, else spread evenly over what is left of the window.
 * Fewer than asked where no more fit. The same question always gets the same answer; what is taken stays where it is.
 */
export function planAirings(ask: PlanAsk, taken: readonly TakenTime[], limits: PlanLimits): number[] {
  const open = openMinutes(ask, taken, limits);
  const wished = evenly(momentsOf(ask.wished, ask, limits.timeZone), ask.times);
  const chosen = place([], wished, open, limits.sameMs);
  const rest = evenly(open, ask.times);
  for (const atMs of chosen) rest.splice(nearestIndex(rest, atMs), 1);
  const spread = place(chosen, rest, open, limits.sameMs);
  if (spread.length >= ask.times) return spread;
  const packed = pack(open, ask.times, limits.sameMs);
  return packed.length > spread.length ? packed : spread;
}

/** Every minute at which this promotion could begin, beside what is taken. */
function openMinutes(ask: PlanAsk, taken: readonly TakenTime[], limits: PlanLimits): number[] {
  const shut = [
    ...limits.quiet.map(({ fromMs, untilMs }) => ({ fromMs: fromMs - limits.roomMs + 1, untilMs })),
    ...taken.map(({ promotionId, atMs }) => {
      const apartMs = promotionId === ask.promotionId ? limits.sameMs : limits.anyMs;
      return { fromMs: atMs - apartMs + 1, untilMs: atMs + apartMs };
    }),
  ].sort((a, b) => a.fromMs - b.fromMs);
  const open: number[] = [];
  let at = Math.ceil(ask.fromMs / MINUTE_MS) * MINUTE_MS;
  let next = 0;
  while (at + limits.roomMs <= ask.untilMs) {
    for (let one = shut[next]; one !== undefined && one.fromMs <= at; one = shut[next]) {
      at = Math.max(at, Math.ceil(one.untilMs / MINUTE_MS) * MINUTE_MS);
      next += 1;
    }
    if (at + limits.roomMs > ask.untilMs) break;
    open.push(at);
    at += MINUTE_MS;
  }
  return open;
}

/** At most `count` of them, the middle of each of as many equal parts. */
function evenly(moments: readonly number[], count: number): number[] {
  if (moments.length <= count) return [...moments];
  const parts = Array.from({ length: count }, (_, part) => Math.floor(((part + 0.5) * moments.length) / count));
  return parts.flatMap((index) => moments[index] ?? []);
}

/** Adds one open minute per target, the nearest that is far enough from all others; a target without one is left out. */
function place(
  chosen: readonly number[],
  targets: readonly number[],
  open: readonly number[],
  apartMs: number,
): number[] {
  const placed = [...chosen];
  for (const target of targets) {
    const nearest = nearestFree(open, target, (atMs) => placed.every((other) => Math.abs(other - atMs) >= apartMs));
    if (nearest !== undefined) placed.push(nearest);
  }
  return placed.sort((a, b) => a - b);
}

/** From the target outwards; the earlier one of two that are as near. */
function nearestFree(open: readonly number[], target: number, isFree: (atMs: number) => boolean): number | undefined {
  const start = open.findIndex((atMs) => atMs >= target);
  let after = start === -1 ? open.length : start;
  let before = after - 1;
  for (;;) {
    const later = open[after];
    const earlier = open[before];
    if (later === undefined && earlier === undefined) return undefined;
    const takeEarlier = later === undefined || (earlier !== undefined && target - earlier <= later - target);
    const atMs = takeEarlier ? earlier : later;
    if (atMs !== undefined && isFree(atMs)) return atMs;
    if (takeEarlier) before -= 1;
    else after += 1;
  }
}

/** As many as fit, each as early as it can be. */
function pack(open: readonly number[], count: number, apartMs: number): number[] {
  const packed: number[] = [];
  for (const atMs of open) {
    const last = packed.at(-1);
    if (packed.length < count && (last === undefined || atMs - last >= apartMs)) packed.push(atMs);
  }
  return packed;
}

function nearestIndex(moments: readonly number[], target: number): number {
  let best = 0;
  for (const [index, atMs] of moments.entries())
    if (Math.abs(atMs - target) < Math.abs((moments[best] ?? Number.POSITIVE_INFINITY) - target)) best = index;
  return best;
}

const CHIME_MS = 3_000;
const HAN_MS = 260;
const LETTER_MS = 75;

/** About how long the words last once they begin, chime included; on the long side. */
export function lengthMs(...texts: readonly (string | null)[]): number {
  const spoken = texts.map((text) => text ?? '').join('');
  const han = [...spoken].filter((one) => /\p{Script=Han}|\d/u.test(one)).length;
  return CHIME_MS + han * HAN_MS + ([...spoken].length - han) * LETTER_MS;
}
