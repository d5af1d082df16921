import { type AirClass, type AnnouncementState, CLASSES, mayCut, type WhenInterrupted } from './rules.ts';

/** How urgent announcements of a class are treated. */
export interface ClassPolicy {
  /** Whether a person has a few seconds to take it back before it is heard. */
  readonly cancelWindow: boolean;
  /** Dropped, and reported, after waiting so long; null: it waits as long as it must. */
  readonly waitsAtMostSeconds: number | null;
  /** How it interrupts a lower class. */
  readonly interrupts: 'at-once' | 'at-sentence';
  /** What becomes of it when a higher class interrupts it. */
  readonly whenInterrupted: WhenInterrupted;
}

/** What the order of turns depends on. */
export interface Waiting {
  readonly id: string;
  readonly class: AirClass;
  readonly state: AnnouncementState;
  readonly place: number;
  readonly requestedAtMs: number;
}

/** What is on the air, and why it is about to end, if it is. */
export interface Airing {
  readonly id: string;
  readonly class: AirClass;
  readonly code: string | null;
}

export type Turn =
  /** It goes on the air now; what is on it is cut. */
  | { readonly kind: 'begin'; readonly id: string }
  /** What is on the air ends after its sentence, for this one. */
  | { readonly kind: 'end-sentence'; readonly onAir: string; readonly id: string }
  | { readonly kind: 'wait' };

/** Most urgent class first, then the place in the queue, then first come. */
export function inOrder<W extends Waiting>(waiting: readonly W[]): W[] {
  return [...waiting].sort(
    (a, b) =>
      CLASSES.indexOf(a.class) - CLASSES.indexOf(b.class) ||
      a.place - b.place ||
      a.requestedAtMs - b.requestedAtMs ||
      (a.id < b.id ? -1 : 1),
  );
}

/**
 * Whose turn it is: never two voices at once, never a lower class over a higher or an equal one.
 *
 * @param queued everything whose cancel window is over
 * @param armed what is still in its window: nothing less urgent begins just before it
 */
export function nextTurn(
  queued: readonly Waiting[],
  armed: readonly Waiting[],
  onAir: Airing | undefined,
  policyOf: (of: AirClass) => ClassPolicy,
): Turn {
  const first = inOrder(queued)[0];
  if (first === undefined) return { kind: 'wait' };
  if (onAir === undefined) {
    return armed.some((one) => mayCut(first.class, one.class)) ? { kind: 'wait' } : { kind: 'begin', id: first.id };
  }
  if (!mayCut(onAir.class, first.class)) return { kind: 'wait' };
  if (policyOf(first.class).interrupts === 'at-once') return { kind: 'begin', id: first.id };
  return onAir.code === null ? { kind: 'end-sentence', onAir: onAir.id, id: first.id } : { kind: 'wait' };
}

/** A place in front of `before`, or at the end, among those of its class that stand in order. */
export function placeBefore(others: readonly Waiting[], before: string | null): number | undefined {
  if (before === null) return (others.at(-1)?.place ?? 0) + 1;
  const at = others.findIndex(({ id }) => id === before);
  const next = others[at];
  if (next === undefined) return undefined;
  const previous = others[at - 1];
  return previous === undefined ? next.place - 1 : (previous.place + next.place) / 2;
}

/** What a forecast adds up. */
export interface Length {
  readonly id: string;
  readonly class: AirClass;
  /** How long it takes, rounds and gaps included; undefined: not known yet. */
  readonly lengthMs: number | undefined;
  /** Not before this, from now. */
  readonly notBeforeMs: number;
}

/**
 * When each is expected on the air, milliseconds from now, in the order given; null from the first whose length is not known on.
 *
 * @param onAir what is on the air, and how long it still is; undefined where that is not known
 */
export function forecast(
  waiting: readonly Length[],
  onAir: { readonly class: AirClass; readonly leftMs: number | undefined } | undefined,
  betweenMs: number,
): (number | null)[] {
  let freeAtMs = onAir === undefined ? 0 : plus(onAir.leftMs, betweenMs);
  let urgent = onAir?.class;
  return waiting.map((one) => {
    const cuts = urgent !== undefined && mayCut(urgent, one.class);
    const at = cuts ? one.notBeforeMs : freeAtMs === undefined ? undefined : Math.max(freeAtMs, one.notBeforeMs);
    urgent = undefined;
    freeAtMs = plus(plus(at, one.lengthMs), betweenMs);
    return at ?? null;
  });
}

function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
