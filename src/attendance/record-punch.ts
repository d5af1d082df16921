import type { ClockReading } from '../ports/clock.ts';
import type { Person } from '../staff/actions.ts';
import { type Attendance, shiftOf } from './open-attendance.ts';
import {
  isRepeat,
  minutesEarly,
  minutesLate,
  type PunchRules,
  type PunchView,
  placeTap,
  proposeDirection,
  type SoFar,
} from './rules.ts';
import { type ShiftDay, type ShiftPunches, soFar, withPunches } from './so-far.rules.ts';
import type { NewPunch, StoredPunch } from './store.ts';

/** Months kept in memory, some 5 kB each. */
const REMEMBERED_MONTHS = 1_000;

/** A tap of an employee card. */
export interface Tap {
  readonly person: Person;
  readonly cardId: string;
  readonly readerId: string;
  readonly at: ClockReading;
}

/**
 * Records a punch and answers what to show; returns after the commit. A second tap within the repeat window is answered with the
 * first punch: it stores and journals nothing (nothing changed) and is only counted.
 */
export function recordPunch(attendance: Attendance, tap: Tap): PunchView {
  const rules = attendance.rulesOn(attendance.calendar.dayOf(tap.at.wallMs));
  const last = attendance.recent.get(tap.person.id);
  if (last !== undefined && isRepeat(last.punch.at, tap.at, rules.repeatWindowSeconds.value)) {
    attendance.repeats += 1;
    last.soFar ??= addUp(attendance, rules, last.punch, daysSoFar(attendance, last.punch));
    const view = viewOf(tap.person, last.punch, rules, last.soFar, true);
    attendance.live.publish({ name: 'punch', payload: view });
    return view;
  }
  const { punch, sums, days, view } = attendance.desk.change(`device:${tap.readerId}`, (change) => {
    const { stored, sums, days } = storePunch(attendance, rules, tap);
    change.record({
      kind: 'attendance/punch-recorded',
      subject: `staff:${tap.person.id}`,
      body: {
        punchId: stored.punchId,
        direction: stored.direction,
        atMs: stored.at.wallMs,
        cardId: tap.cardId,
        shiftId: stored.shiftId,
        shiftDay: stored.shiftDay,
        minutesLate: stored.minutesLate,
        minutesEarly: stored.minutesEarly,
        rulesFrom: rules.from,
      },
    });
    const view = viewOf(tap.person, stored, rules, sums, false);
    change.publish({ name: 'punch', payload: view });
    return { punch: stored, sums, days, view };
  });
  attendance.recent.set(tap.person.id, { punch, soFar: sums });
  const month = attendance.months.get(tap.person.id);
  if (month !== undefined) month.days = days;
  return view;
}

interface Stored {
  readonly stored: StoredPunch;
  readonly days: readonly ShiftDay[];
  readonly sums: SoFar;
}

function storePunch(attendance: Attendance, rules: PunchRules, tap: Tap): Stored {
  const { calendar, store } = attendance;
  const shift = shiftOf(rules, tap.person.shiftId);
  const { span, inWindow } = placeTap(tap.at.wallMs, calendar.spansAround(shift, tap.at.wallMs), rules);
  const place = { personId: tap.person.id, shiftDay: span.day };
  const earlier = daysSoFar(attendance, place);
  const arrived = earlier.some((one) => one.day === span.day && one.shiftId === shift.id && one.in !== undefined);
  const direction = proposeDirection(tap.at.wallMs, span, arrived);
  // A clock nobody vouches for makes nobody late; the punch keeps its time and the quality of it for a person to judge.
  const sure = tap.at.quality !== 'unsure';
  const punch: NewPunch = {
    ...place,
    at: tap.at,
    direction,
    shiftId: shift.id,
    minutesLate: sure ? minutesLate(direction, tap.at.wallMs, span) : 0,
    minutesEarly: sure ? minutesEarly(direction, tap.at.wallMs, span) : 0,
    clause: shift.clause,
    cardId: tap.cardId,
    readerId: tap.readerId,
    inWindow,
    rulesFrom: rules.from,
  };
  const stored: StoredPunch = { ...punch, punchId: store.insert(punch) };
  const days = withPunches(earlier, [shiftPunch(stored)]);
  return { stored, days, sums: addUp(attendance, rules, stored, days) };
}

function daysSoFar(
  { calendar, months, store }: Attendance,
  { personId, shiftDay }: Pick<StoredPunch, 'personId' | 'shiftDay'>,
): readonly ShiftDay[] {
  const from = calendar.periodsOf(shiftDay).earlier;
  const known = months.get(personId);
  if (known?.from === from) return known.days;
  const days = withPunches([], store.ofPerson(personId, from));
  if (months.size >= REMEMBERED_MONTHS) months.clear();
  months.set(personId, { from, days });
  return days;
}

function addUp({ calendar }: Attendance, rules: PunchRules, punch: StoredPunch, days: readonly ShiftDay[]): SoFar {
  const today = { day: punch.shiftDay, shiftId: punch.shiftId };
  return soFar(days, today, calendar.periodsOf(punch.shiftDay), rules, (shiftId, day) => {
    const shift = rules.shifts.find((known) => known.id === shiftId);
    return shift === undefined ? undefined : calendar.span(shift, day);
  });
}

function shiftPunch(punch: StoredPunch): ShiftPunches {
  return {
    day: punch.shiftDay,
    shiftId: punch.shiftId,
    direction: punch.direction,
    firstMs: punch.at.wallMs,
    lastMs: punch.at.wallMs,
    minutesLate: punch.minutesLate,
    minutesEarly: punch.minutesEarly,
  };
}

function viewOf(person: Person, punch: StoredPunch, rules: PunchRules, sums: SoFar, repeat: boolean): PunchView {
  return {
    punchId: punch.punchId,
    personId: person.id,
    staffNo: person.staffNo,
    name: person.name,
    direction: punch.direction,
    atMs: punch.at.wallMs,
    clockQuality: punch.at.quality,
    shiftName: shiftOf(rules, punch.shiftId).name,
    shiftDay: punch.shiftDay,
    minutesLate: punch.minutesLate,
    minutesEarly: punch.minutesEarly,
    clause: punch.clause,
    ...sums,
    repeat,
  };
}
