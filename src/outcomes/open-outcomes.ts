import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormFact } from '../forms/rules.ts';
import type { Desk } from '../journal/desk.ts';
import type { Roster } from '../roster/actions.ts';
import type { Person } from '../staff/actions.ts';
import { type KnownMonths, openKnownMonths } from './known-months.ts';
import { monthOf } from './months.rules.ts';
import type { ProxyFact, PunchFact } from './rules.ts';
import { type OutcomesStore, openOutcomesStore } from './store.ts';

/** What the outcomes are found from, each asked of the room that keeps it. Days are `YYYY-MM-DD`, both included. */
export interface OutcomesNeeds {
  /** The versions of config/rules/attendance.yaml. */
  readonly rules: readonly AttendanceRules[];
  readonly roster: Roster;
  /** Put to shifts of these days. */
  punchesOf(personId: number, from: string, until: string): readonly PunchFact[];
  formsTouching(personId: number, from: string, until: string): readonly FormFact[];
  /** Punching for another, as it was decided. */
  proxiesOf(personId: number, from: string, until: string): readonly ProxyFact[];
  /** Everybody, also who left. */
  people(): readonly Person[];
  personById(id: number): Person | undefined;
  /** Of anybody: before it nobody was absent, because nobody could tap. */
  firstPunchDay(): string | undefined;
}

/** The room of what days and months come to. */
export interface Outcomes {
  readonly desk: Desk;
  readonly needs: OutcomesNeeds;
  readonly store: OutcomesStore;
  readonly known: KnownMonths;
}

export function openOutcomes(desk: Desk, needs: OutcomesNeeds): Outcomes {
  const known = openKnownMonths(desk, needs.roster.shiftCalendar);
  return { desk, needs, store: openOutcomesStore(desk.database), known };
}

/** The first day the desk kept time (none yet: tomorrow), and today. */
export function keptDays({ desk, needs }: Outcomes): { readonly since: string; readonly today: string } {
  const { shiftCalendar } = needs.roster;
  const today = shiftCalendar.dayOf(desk.clock.read().wallMs);
  return { since: needs.firstPunchDay() ?? shiftCalendar.dayAfter(today), today };
}

/** `YYYY-MM` of today. */
export function thisMonth(outcomes: Outcomes): string {
  return monthOf(keptDays(outcomes).today);
}
