import { inForce } from '../../config/ruled.ts';
import type { LeaveRules } from '../../config/rules/leave.ts';
import type { LeaveTaken } from '../forms/rules.ts';
import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import { employmentsOf, type Roster, rosterLineOf } from '../roster/actions.ts';
import { accountYear, entitledHalfDays, isExpiring, type LeaveAccount, sumsOf } from './rules.ts';
import { type LeaveStore, openLeaveStore } from './store.ts';

export type { LeaveAccount, LeaveAdjustment, LeaveKindSum } from './rules.ts';

/** What the accounts need of others. */
export interface LeaveNeeds {
  /** The versions of config/rules/leave.yaml. */
  readonly rules: readonly LeaveRules[];
  readonly roster: Roster;
  /** Leave that begins between two days and counts. */
  taken(personId: number, from: string, until: string): readonly LeaveTaken[];
}

/** Leave accounts. */
export interface Leave {
  readonly desk: Desk;
  readonly needs: LeaveNeeds;
  readonly store: LeaveStore;
}

/** What the roster says of people whose first day nobody has told. */
const ALWAYS = '1970-01-01';

export function openLeave(desk: Desk, needs: LeaveNeeds): Leave {
  return { desk, needs, store: openLeaveStore(desk.database) };
}

/** A person's account of the year a day is in. @throws DeskError `leave/no-such-person` */
export function leaveAccount(leave: Leave, personId: number, day: string): LeaveAccount {
  const { needs, store } = leave;
  const person = needs.roster.needs.personById(personId);
  if (person === undefined) throw noSuchPerson();
  const rules = inForce(needs.rules, day);
  const line = rosterLineOf(needs.roster, personId, day);
  const [first] = employmentsOf(needs.roster, person);
  const joined = first === undefined || first.from === ALWAYS ? null : first.from;
  const year = accountYear(joined, day, rules.accountYear.value);
  // Also those made before HR told the first day, when the account began on another day.
  const adjustments = store.adjustments(personId, year);
  const kinds = sumsOf(rules, needs.taken(personId, year.from, year.until));
  const { used = 0, pending = 0 } = kinds.find(({ leaveKind }) => leaveKind === 'annual') ?? {};
  const entitled = entitledHalfDays(rules, line.grade, year);
  const adjusted = adjustments.reduce((sum, { halfDays }) => sum + halfDays, 0);
  const left = entitled + adjusted - used - pending;
  return {
    personId,
    year,
    joined,
    grade: line.grade,
    entitled,
    halfDayHours: rules.halfDayHours.value,
    adjusted,
    used,
    pending,
    left,
    expiring: isExpiring(year, day, rules.expiryWarnDays.value) ? Math.max(0, left) : 0,
    availableFrom: line.probation && joined !== null ? probationEnd(leave, personId, day) : null,
    clause: rules.annual.clause,
    adjustments,
    kinds,
  };
}

/** Today at the desk. */
export function todayOf({ desk, needs }: Leave): string {
  return needs.roster.shiftCalendar.dayOf(desk.clock.read().wallMs);
}

/** Half days of annual leave left in the account a day is in; asked for ones are taken off. */
export function annualLeft(leave: Leave, personId: number, day: string): number {
  return leaveAccount(leave, personId, day).left;
}

/**
 * HR adds half days to an account, or takes some off; nothing is overwritten.
 * @throws DeskError `leave/no-such-person`, `leave/nothing`
 */
export function adjustLeave(
  leave: Leave,
  command: Command,
  personId: number,
  { day, halfDays, reason }: { readonly day: string; readonly halfDays: number; readonly reason: string },
): Acted<{ left: number }> {
  return leave.desk.act(command, 'leave/adjust', (change) => {
    if (halfDays === 0)
      throw new DeskError(
        'invalid',
        'leave/nothing',
        { zh: '请选加减多少天。', en: 'Choose how many days to add or take off.' },
        { field: 'halfDays' },
      );
    const { year } = leaveAccount(leave, personId, day);
    leave.store.insert({
      personId,
      yearFrom: year.from,
      halfDays,
      reason: plainWords(reason),
      saidBy: change.actor,
      atMs: change.at.wallMs,
    });
    change.record({
      kind: 'leave/adjusted',
      subject: `staff:${personId}`,
      body: { yearFrom: year.from, halfDays },
      personal: { reason },
    });
    change.publish({ name: 'form', payload: { personId } });
    return { left: annualLeft(leave, personId, day) };
  });
}

/** The first day after the probation that a day is in. */
function probationEnd({ needs }: Leave, personId: number, day: string): string {
  const { roster } = needs;
  let one = day;
  while (rosterLineOf(roster, personId, one).probation) one = roster.shiftCalendar.dayAfter(one);
  return one;
}

function noSuchPerson(): DeskError {
  return new DeskError('not-found', 'leave/no-such-person', {
    zh: '没有这位员工，请从列表里选。',
    en: 'There is no such person. Please choose from the list.',
  });
}
