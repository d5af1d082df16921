import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { Desk } from '../journal/desk.ts';
import { createPinHasher, type PinHasher } from './pin-hash.ts';
import type { StaffRules } from './rules.ts';
import { openStaffStore, type StaffStore } from './store.ts';

export type DatedStaffRules = StaffRules & { readonly from: string };

export interface StaffParts {
  /** `config/rules/staff.yaml`. */
  readonly rules: readonly DatedStaffRules[];
  /** Secret that every PIN is mixed with; kept outside the database and its backups. At least 16 bytes. */
  readonly pepper: Uint8Array;
  /** scrypt N of new PINs; absent: the product's own. */
  readonly pinCost?: number;
  /** Shift ids a person may have; absent: any. */
  readonly shifts?: readonly string[];
}

/** A session in memory; the database follows coarsely. */
export interface LiveSession {
  readonly personId: number;
  touchedMonotonicMs: number;
  savedMonotonicMs: number;
}

/** A card shown while the sign-in page waited: with the PIN it signs in, once. */
export interface SignInTicket {
  readonly personId: number;
  readonly untilMonotonicMs: number;
  /** The command that used it: the same command may use it again when its answer got lost. */
  usedBy: string | undefined;
}

/** The staff room. */
export interface Staff {
  readonly desk: Desk;
  readonly store: StaffStore;
  readonly hasher: PinHasher;
  readonly shifts: readonly string[] | undefined;
  /** By token hash. */
  readonly sessions: Map<string, LiveSession>;
  /** By token hash of the ticket. */
  readonly tickets: Map<string, SignInTicket>;
  /** Commands that have set a PIN. */
  readonly pinCommands: Set<string>;
  /** Until when (monotonic ms) the next employee card signs in; 0: nobody waits. */
  awaitingCardUntilMs: number;
  /** The rules in force now. */
  rules(): StaffRules;
}

/** Versions change at midnight; every offset of every time zone is a multiple of this. */
const RULES_SLOT_MS = 900_000;

/** Opens the staff room: sessions of this boot go on, those of an earlier boot have ended. */
export function openStaff(desk: Desk, { rules, pepper, pinCost, shifts }: StaffParts): Staff {
  const store = openStaffStore(desk.database);
  const { bootId } = desk.clock.read();
  desk.database.transaction(() => store.dropSessionsOfOtherBoots(bootId));
  const sessions = new Map(
    store.sessions(bootId).map((row) => [
      row.token_hash,
      {
        personId: row.person_id,
        touchedMonotonicMs: row.touched_monotonic_ms,
        savedMonotonicMs: row.touched_monotonic_ms,
      },
    ]),
  );
  let current: { slot: number; rules: StaffRules } | undefined;
  return {
    desk,
    store,
    hasher: createPinHasher(pepper, pinCost),
    shifts,
    sessions,
    tickets: new Map(),
    pinCommands: new Set(),
    awaitingCardUntilMs: 0,
    rules() {
      const { wallMs } = desk.clock.read();
      const slot = Math.floor(wallMs / RULES_SLOT_MS);
      if (current?.slot !== slot) {
        const day = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO(desk.timeZone).toPlainDate();
        current = { slot, rules: inForce(rules, day.toString()) };
      }
      return current.rules;
    },
  };
}
