import type { Acted, Change, Command } from '../journal/desk.ts';
import type { Person } from '../staff/actions.ts';
import { employmentFromRecord, type Roster, rosterRulesOn } from './open-roster.ts';
import { noSuchPattern, noSuchPerson, noSuchPost, nursingTooLong, wrongDay } from './refusals.ts';
import { monthsAfter } from './roster-line.rules.ts';
import type { DayChange, Employment, NursingHour } from './rules.ts';
import { refuseUnknownShifts } from './views.ts';

export {
  employmentsOf,
  openRoster,
  type Roster,
  type RosteredPerson,
  type RosterNeeds,
  rosterLineFor,
  rosterLineOf,
  rosterLinesOf,
  rosterMark,
  rosterRulesOn,
} from './open-roster.ts';
export type {
  DayChange,
  Employment,
  NursingHour,
  RosterLine,
  RosterShift,
  ShiftRules,
  ShiftSpan,
} from './rules.ts';
export { createShiftCalendar, type ShiftCalendar } from './shift-calendar.rules.ts';
export type {
  ChangePreview,
  PersonRoster,
  RosterChoices,
  RosterDay,
  RosterRow,
  RosterTable,
} from './view.rules.ts';
export { personRoster, previewDays, rosterChoices, rosterTable } from './views.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Writes down what holds for a person from a day on: department, post, grade, pattern. Said again for the same day it replaces that.
 * @param isFirstDay true: the person begins to work then. False: they were here before, by what their record says where nothing else was said.
 * @throws DeskError `roster/no-such-person`, `roster/no-such-pattern`, `roster/no-such-post`, `roster/wrong-day`
 */
export function setEmployment(
  roster: Roster,
  command: Command,
  personId: number,
  employment: Employment,
  isFirstDay = false,
): Acted<{ personId: number }> {
  return roster.desk.act(command, 'roster/set-employment', (change) => {
    const person = refuseUnknownPerson(roster, personId);
    refuseWrongDay(employment.from, 'from');
    const rules = rosterRulesOn(roster, employment.from);
    if (!rules.patterns.some(({ id }) => id === employment.patternId)) throw noSuchPattern();
    if (employment.postId !== '' && !rules.posts.some(({ id }) => id === employment.postId)) throw noSuchPost();
    const write = (one: Employment, cancelled: boolean): void =>
      void roster.store.insertEmployment({ ...one, personId, cancelled, ...setBy(change) });
    const held = roster.store.employments(personId);
    if (isFirstDay) for (const one of held) if (one.from < employment.from) write(one, true);
    if (!isFirstDay && held.length === 0) write(employmentFromRecord(person), false);
    write(employment, false);
    tell(roster, change, personId, 'roster/employment-set', { ...employment });
    return { personId };
  });
}

/** Takes back what was said of a day on. @throws DeskError `roster/no-such-person`, `roster/wrong-day` */
export function cancelEmployment(
  roster: Roster,
  command: Command,
  personId: number,
  from: string,
): Acted<{ personId: number }> {
  return roster.desk.act(command, 'roster/cancel-employment', (change) => {
    refuseUnknownPerson(roster, personId);
    const held = roster.store.employments(personId).find((one) => one.from === from);
    if (held === undefined) throw wrongDay('from');
    roster.store.insertEmployment({ ...held, personId, cancelled: true, ...setBy(change) });
    tell(roster, change, personId, 'roster/employment-cancelled', { from });
    return { personId };
  });
}

/** Writes down a nursing hour. @throws DeskError `roster/no-such-person`, `roster/wrong-day` */
export function setNursingHour(
  roster: Roster,
  command: Command,
  personId: number,
  nursing: NursingHour,
): Acted<{ personId: number }> {
  return roster.desk.act(command, 'roster/set-nursing-hour', (change) => {
    refuseUnknownPerson(roster, personId);
    refuseWrongDay(nursing.from, 'from');
    refuseWrongDay(nursing.until, 'until');
    if (nursing.until < nursing.from) throw wrongDay('until');
    const { value, clause } = rosterRulesOn(roster, nursing.from).nursingHour;
    if (nursing.until > monthsAfter(nursing.from, value.untilMonths)) throw nursingTooLong(value.untilMonths, clause);
    roster.store.insertNursing({ ...nursing, personId, cancelled: false, ...setBy(change) });
    tell(roster, change, personId, 'roster/nursing-hour-set', { ...nursing });
    return { personId };
  });
}

/** Takes a nursing hour back. @throws DeskError `roster/no-such-person`, `roster/wrong-day` */
export function cancelNursingHour(
  roster: Roster,
  command: Command,
  personId: number,
  from: string,
): Acted<{ personId: number }> {
  return roster.desk.act(command, 'roster/cancel-nursing-hour', (change) => {
    refuseUnknownPerson(roster, personId);
    const held = roster.store.nursing(personId).find((one) => one.from === from);
    if (held === undefined) throw wrongDay('from');
    roster.store.insertNursing({ ...held, personId, cancelled: true, ...setBy(change) });
    tell(roster, change, personId, 'roster/nursing-hour-cancelled', { from });
    return { personId };
  });
}

/** What one day is changed to; `null`: the pattern again. */
export interface WantedDay extends Omit<DayChange, 'id' | 'shiftIds'> {
  readonly personId: number;
  readonly shiftIds: readonly string[] | null;
}

/** Changes single days of the roster, all of them or none. @throws DeskError `roster/no-such-person`, `roster/no-such-shift`, `roster/wrong-day` */
export function changeDays(roster: Roster, command: Command, days: readonly WantedDay[]): Acted<{ changed: number }> {
  return roster.desk.act(command, 'roster/change-days', (change) => {
    for (const day of days) writeDay(roster, change, day);
    return { changed: days.length };
  });
}

/** Changes one day inside the caller's transaction. @throws DeskError as {@link changeDays} */
export function writeDay(roster: Roster, change: Change, wanted: WantedDay): number {
  const { personId, day, shiftIds, kind, reason } = wanted;
  refuseUnknownPerson(roster, personId);
  refuseWrongDay(day, 'day');
  refuseUnknownShifts(roster, day, shiftIds);
  const id = roster.store.insertChange({ personId, day, shiftIds, kind, reason, ...setBy(change) });
  tell(roster, change, personId, 'roster/day-changed', { day, shiftIds: shiftIds && [...shiftIds], kind }, { reason });
  return id;
}

function setBy(change: Change): { setBy: string; setAtMs: number } {
  return { setBy: change.actor, setAtMs: change.at.wallMs };
}

function tell(
  { known }: Roster,
  change: Change,
  personId: number,
  kind: string,
  body: Parameters<Change['record']>[0]['body'],
  personal?: { readonly reason: string },
): void {
  change.record({ kind, subject: `staff:${personId}`, body, ...(personal === undefined ? {} : { personal }) });
  change.publish({ name: 'roster', payload: { personId } });
  // Before the commit as well: what is read further on in this transaction sees the change, and a rolled-back one is read again.
  known.delete(personId);
  change.afterCommit(() => known.delete(personId));
}

function refuseUnknownPerson({ needs }: Roster, personId: number): Person {
  const person = needs.personById(personId);
  if (person === undefined) throw noSuchPerson();
  return person;
}

function refuseWrongDay(day: string, field: string): void {
  if (!DAY.test(day)) throw wrongDay(field);
}
