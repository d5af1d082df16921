import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { SwapRules } from '../../config/rules/swaps.ts';
import type { FormFact } from '../forms/actions.ts';
import type { Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Roster } from '../roster/actions.ts';

/** Somebody at work here. */
export interface Colleague {
  readonly personId: number;
  readonly staffNo: string;
  readonly name: string;
}

/** What this room needs of others. */
export interface SwapNeeds {
  /** The versions of config/rules/swaps.yaml. */
  readonly rules: readonly SwapRules[];
  readonly roster: Roster;
  /** Every form that concerns a person and touches these days, both included. */
  formsTouching(personId: number, fromDay: string, untilDay: string): readonly FormFact[];
  /** `undefined`: there is nobody of this number. */
  nameOf(personId: number): string | undefined;
  /** Everybody at work, for the search of somebody to change with. */
  colleagues(): readonly Colleague[];
}

/** The room of swapped shifts. */
export interface Swaps {
  readonly desk: Desk;
  readonly needs: SwapNeeds;
}

export function openSwaps(desk: Desk, needs: SwapNeeds): Swaps {
  return { desk, needs };
}

/** The rules in force today. */
export function rulesNow(swaps: Swaps): SwapRules {
  return inForce(swaps.needs.rules, todayOf(swaps));
}

/** `YYYY-MM-DD` at the desk. */
export function todayOf({ desk: { clock, timeZone } }: Swaps): string {
  return Temporal.Instant.fromEpochMilliseconds(clock.read().wallMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** @throws DeskError `swaps/no-such-person` */
export function refuseUnknown({ needs }: Swaps, personId: number): void {
  if (needs.nameOf(personId) !== undefined) return;
  throw new DeskError('not-found', 'swaps/no-such-person', {
    zh: '没有这位员工，请从列表里选。',
    en: 'There is no such person. Please choose from the list.',
  });
}
