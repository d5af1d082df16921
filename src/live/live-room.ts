import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { LiveRules } from '../../config/rules/live.ts';
import type { AirView, AnnouncementView, Broadcast } from '../broadcast/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { PublicAddress } from '../ports/public-address.ts';
import type { TalkState } from './rules.ts';

/** What this room needs of others. */
export interface LiveParts {
  readonly rules: readonly LiveRules[];
  readonly broadcast: Broadcast;
  readonly publicAddress: PublicAddress;
  report(error: unknown): void;
}

/** Somebody holds the key. */
export interface Talk {
  readonly id: string;
  readonly holder: string;
  state: TalkState;
  /** Monotonic, when the first live sample was heard. */
  readyAtMs: number | undefined;
  /** Nobody holds the key any more; its end is on its way. */
  letGo: boolean;
  /** Cancels the watch on the hand. */
  cancelWatch(): void;
}

/** The key of the microphone: one hand at a time. */
export interface Live extends LiveParts {
  readonly desk: Desk;
  /** What is held now, and how the last one ended. */
  readonly now: {
    talk: Talk | undefined;
    last: { readonly id: string; readonly says: NonNullable<AnnouncementView['says']> } | undefined;
  };
  air(): AirView;
  stop(): void;
}

/** The rules in force today. */
export function liveRulesOf({ desk, rules }: Pick<Live, 'desk' | 'rules'>): LiveRules {
  const today = Temporal.Instant.fromEpochMilliseconds(desk.clock.read().wallMs)
    .toZonedDateTimeISO(desk.timeZone)
    .toPlainDate()
    .toString();
  return inForce(rules, today);
}
