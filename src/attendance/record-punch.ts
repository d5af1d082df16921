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
import { type ShiftPunches, soFar } from './so-far.rules.ts';
import type { NewPunch, StoredPunch } from './store.ts';

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
    last.soFar ??= addUp(attendance, rules, last.punch, earlierPunches(attendance, last.punch));
    const view = viewOf(tap.person, last.punch, rules, last.soFar, true);
    attendance.live.publish({ name: 'punch', payload: view });
    return view;
  }
  const { punch, sums, view } = attendance.desk.change(`device:${tap.readerId}`, (change) => {
    const { stored, sums } = storePunch(attendance, rules, tap);
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
    return { punch: stored, sums, view };
  });
  attendance.recent.set(tap.person.id, { punch, soFar: sums });
  return view;
}

function storePunch(attendance: Attendance, rules: PunchRules, tap: Tap): { stored: StoredPunch; sums: SoFar } {
  const { calendar, store } = attendance;
  const shift = shiftOf(rules, tap.person.shiftId);
  const { span, inWindow } = placeTap(tap.at.wallMs, calendar.spansAround(shift, tap.at.wallMs), rules);
  const place = { personId: tap.person.id, shiftDay: span.day };
  const earlier = earlierPunches(attendance, place);
  const arrived = earlier.some((one) => one.day === span.day && one.shiftId === shift.id && one.direction === 'in');
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
  return { stored, sums: addUp(attendance, rules, stored, [...earlier, shiftPunch(stored)]) };
}

function earlierPunches(
  { calendar, store }: Attendance,
  { personId, shiftDay }: Pick<StoredPunch, 'personId' | 'shiftDay'>,
): ShiftPunches[] {
  return store.ofPerson(personId, calendar.periodsOf(shiftDay).earlier, shiftDay);
}

function addUp(
  { calendar }: Attendance,
  rules: PunchRules,
  punch: StoredPunch,
  punches: readonly ShiftPunches[],
): SoFar {
  const today = { day: punch.shiftDay, shiftId: punch.shiftId };
  return soFar(punches, today, calendar.periodsOf(punch.shiftDay), rules, (shiftId, day) => {
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
