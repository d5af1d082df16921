import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { LiveRules } from '../../config/rules/live.ts';
import type { Broadcast } from '../broadcast/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { PublicAddress } from '../ports/public-address.ts';
import type { RecordingsView, TakeView } from './rules.ts';
import type { RecordingsStore } from './store.ts';

/** What this room needs of others. */
export interface RecordingsParts {
  readonly rules: readonly LiveRules[];
  readonly broadcast: Broadcast;
  readonly publicAddress: PublicAddress;
  report(error: unknown): void;
}

/** Recordings made at the desk: one is being made or waits for a decision, the others are kept. */
export interface Recordings extends RecordingsParts {
  readonly desk: Desk;
  readonly store: RecordingsStore;
  readonly now: { take: (TakeView & { readonly wav?: Uint8Array }) | undefined };
  stop(): void;
}

/** The rules in force today. */
export function recordingRules({ desk, rules }: Pick<Recordings, 'desk' | 'rules'>): LiveRules {
  const today = Temporal.Instant.fromEpochMilliseconds(desk.clock.read().wallMs)
    .toZonedDateTimeISO(desk.timeZone)
    .toPlainDate()
    .toString();
  return inForce(rules, today);
}

/** What the page shows. */
export function recordingsView(recordings: Recordings): RecordingsView {
  const { take } = recordings.now;
  return {
    take: take === undefined ? null : { state: take.state, by: take.by, lengthMs: take.lengthMs, peak: take.peak },
    limitMs: recordingRules(recordings).takeLimitSeconds.value * 1000,
    kept: recordings.store.all(),
  };
}

/** Tells the screens of the take, without the list. */
export function tellTake({ desk, now: { take } }: Recordings): void {
  const told = take && { state: take.state, by: take.by, lengthMs: take.lengthMs, peak: take.peak };
  desk.announce({ name: 'take', payload: { take: told ?? null } });
}
