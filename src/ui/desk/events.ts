import { signal } from '@preact/signals';
import { desk, patchDesk, refreshDesk } from './desk.ts';
import type { CardShown, DeskView, PunchView, SlipShown } from './types.ts';

/** What the service sends, by name. Pages give the body's type of their own events to {@link onEvent}. */
export interface DeskEvents {
  readonly desk: Partial<DeskView>;
  readonly punch: PunchView;
  /** A punch was put right, or a leaving waits for nobody any more. */
  readonly attendance: unknown;
  /** Somebody decided about what was found of a person's day. */
  readonly outcome: unknown;
  readonly card: CardShown;
  readonly slip: SlipShown;
  readonly device: unknown;
  readonly air: unknown;
  /** Somebody is to stand ready, or the plan has changed. */
  readonly schedule: unknown;
  readonly music: unknown;
  readonly loan: unknown;
  readonly print: unknown;
  readonly door: unknown;
  readonly cash: unknown;
  readonly staff: unknown;
  readonly promotion: unknown;
  /** Somebody's days or what holds for them has changed. */
  readonly roster: unknown;
  /** Days of the calendar were written. */
  readonly calendar: unknown;
  /** A destruction list, or what is kept longer, has changed. */
  readonly retention: unknown;
  /** A weekly list or a flag of the punch audit has changed. */
  readonly audit: unknown;
  /** A department’s delivery was ticked, taken back or asked for. */
  readonly 'post-room': unknown;
  /** A form was filled in, signed or carried, or somebody's leave changed. */
  readonly form: unknown;
  /** Something moved at the far end of a simulated wire. */
  readonly bench: unknown;
  /** A reader that is being taught wrote a number. */
  readonly written: unknown;
  /** Who holds the key of the microphone, and why it would be refused. */
  readonly live: unknown;
  readonly 'live-level': unknown;
  /** How loud and how long the recording at the desk is. */
  readonly take: unknown;
}

const names = [
  'desk',
  'punch',
  'attendance',
  'outcome',
  'card',
  'slip',
  'device',
  'air',
  'schedule',
  'music',
  'loan',
  'print',
  'door',
  'cash',
  'staff',
  'promotion',
  'roster',
  'calendar',
  'retention',
  'audit',
  'post-room',
  'form',
  'bench',
  'written',
  'live',
  'live-level',
  'take',
] as const satisfies (keyof DeskEvents)[];
const reopenAfterMs = 3000;

/** `starting` until the first answer, then whether the service is there. */
export const link = signal<'starting' | 'up' | 'lost'>('starting');

/** How many pages take any card for their own purpose; while one does, no banner speaks of cards. */
export const cardTakers = signal(0);

/** Takes every card that is no punch for a page's own purpose; returns the function that stops it. Use inside `useEffect`. */
export function takeCards(listener: (card: CardShown) => void): () => void {
  cardTakers.value += 1;
  const off = onEvent('card', listener);
  return () => {
    cardTakers.value -= 1;
    off();
  };
}

const listeners = new Map<keyof DeskEvents, Set<(body: never) => void>>();

/** Hears one kind of event; returns the function that stops it. Use inside `useEffect`. */
export function onEvent<N extends keyof DeskEvents, B extends DeskEvents[N] = DeskEvents[N]>(
  name: N,
  listener: (body: B) => void,
): () => void {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set);
  set.add(listener);
  return () => void set.delete(listener);
}

function tell(name: keyof DeskEvents, text: string): void {
  const body: unknown = JSON.parse(text);
  // The service and this page are built together: an event's name fixes its body (DeskEvents).
  for (const listener of listeners.get(name) ?? []) listener(body as never);
}

function refresh(): void {
  refreshDesk().then(
    () => {
      link.value = 'up';
    },
    () => {
      link.value = 'lost';
      // The stream may be healthy while the question failed: ask again.
      setTimeout(() => link.value === 'lost' && refresh(), reopenAfterMs);
    },
  );
}

function open(): void {
  const source = new EventSource('/api/events');
  source.onopen = refresh;
  source.onerror = () => {
    if (desk.value !== undefined) link.value = 'lost';
    // The browser reconnects by itself unless the answer was no stream at all.
    if (source.readyState === EventSource.CLOSED) setTimeout(open, reopenAfterMs);
  };
  for (const name of names) source.addEventListener(name, (event) => tell(name, event.data));
}

/** Opens the stream and keeps it open. */
export function startEvents(): void {
  onEvent('desk', patchDesk);
  refresh();
  open();
}
