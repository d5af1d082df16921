import type { Change } from '../journal/desk.ts';
import type { ClockReading } from '../ports/clock.ts';
import type { Person } from '../staff/actions.ts';
import { datePunches, watchForTime } from './date-punches.ts';
import { addUpMonth, judgeKnownDay, monthAround, placeByRoster, tallyOf } from './known-month.ts';
import type { Attendance, KnownMonth } from './open-attendance.ts';
import { shiftName } from './open-attendance.ts';
import { opposite, type Placed, REST_SHIFT, turnOf } from './place.rules.ts';
import { endOf, reliefFor, relieve, shownWait, waitsOf } from './relief.ts';
import type { ReliefWait } from './relief-store.ts';
import { isRepeat, type PunchView, type SoFar } from './rules.ts';
import { type DayTally, offMinutes } from './so-far.rules.ts';
import type { KnownPunch, NewPunch, StoredPunch } from './store.ts';

/** A tap of an employee card. */
export interface Tap {
  readonly person: Person;
  readonly cardId: string;
  readonly readerId: string;
  readonly at: ClockReading;
}

/** Of a punch that is being judged and has no number yet. */
const NOT_NUMBERED = 0;

/**
 * Records a punch and answers what to show; returns after the commit. A second tap within the repeat window is answered with the
 * first punch: it stores and journals nothing (nothing changed) and is only counted.
 */
export function recordPunch(attendance: Attendance, tap: Tap): PunchView {
  datePunches(attendance, tap.at);
  const { calendar, recent, rulesOn } = attendance;
  const { person } = tap;
  const last = recent.get(person.id);
  if (
    last !== undefined &&
    isRepeat(last.punch.at, tap.at, rulesOn(calendar.dayOf(tap.at.wallMs)).repeatWindowSeconds.value)
  ) {
    attendance.repeats += 1;
    last.view ??= viewAgain(attendance, person, last.punch);
    attendance.lastTap = { punchId: last.punch.punchId, personId: person.id, at: tap.at };
    const view = { ...last.view, waits: waitsOf(attendance, last.punch.punchId), repeat: true };
    attendance.parts.live.publish({ name: 'punch', payload: view });
    return view;
  }
  const month = monthAround(attendance, person, calendar.dayOf(tap.at.wallMs));
  const done = attendance.desk.change(`device:${tap.readerId}`, (change) => writePunch(attendance, change, tap, month));
  remember(attendance, month, done);
  attendance.lastTap = { punchId: done.view.punchId, personId: person.id, at: tap.at };
  return done.view;
}

interface Written {
  readonly punch: StoredPunch;
  /** Of its day, the punch included. */
  readonly punches: readonly KnownPunch[];
  readonly tally: DayTally;
  readonly wait: Omit<ReliefWait, 'punchId'> | undefined;
  readonly view: PunchView;
}

function writePunch(attendance: Attendance, change: Change, tap: Tap, month: KnownMonth): Written {
  const { person, at } = tap;
  const placed = place(attendance, tap, month);
  const wait = reliefFor(attendance, person, placed, at);
  const fact: KnownPunch = {
    punchId: NOT_NUMBERED,
    atMs: at.wallMs,
    direction: placed.direction,
    shiftId: placed.shiftId,
    shiftDay: placed.day,
    sure: at.quality !== 'unsure',
    waits: wait !== undefined,
  };
  const before = month.punches.get(placed.day) ?? [];
  const outcome = judgeKnownDay(attendance, person, month, placed.day, [...before, fact], at.wallMs);
  const off = offMinutes(outcome, NOT_NUMBERED);
  const rules = attendance.rulesOn(placed.day);
  const fresh: NewPunch = {
    personId: person.id,
    at,
    direction: placed.direction,
    shiftId: placed.shiftId,
    shiftDay: placed.day,
    minutesLate: off.late,
    minutesEarly: off.early,
    clause: placed.shift?.clause ?? rules.overtime.clause,
    cardId: tap.cardId,
    readerId: tap.readerId,
    inWindow: placed.inWindow,
    rulesFrom: rules.from,
  };
  const punchId = attendance.store.insert(fresh);
  const punch: StoredPunch = { ...fresh, punchId, atMs: at.wallMs, dated: false };
  if (wait !== undefined) attendance.reliefs.insertWait({ ...wait, punchId });
  journal(change, fresh, punchId, wait);
  const relieves = relieve(attendance, change, person, punch);
  const tally = tallyOf(attendance, person, outcome);
  const sums = addUpMonth(attendance, person, month, placed.day, at.wallMs, tally);
  const shown = wait === undefined ? null : shownWait(attendance.parts.roster, wait);
  const view = viewOf(attendance, person, punch, { ...sums, turn: placed.turn, waits: shown, relieves });
  change.publish({ name: 'punch', payload: view });
  return { punch, punches: [...before, { ...fact, punchId }], tally, wait, view };
}

function journal(
  change: Change,
  punch: NewPunch,
  punchId: number,
  wait: { readonly postId: string } | undefined,
): void {
  change.record({
    kind: 'attendance/punch-recorded',
    subject: `staff:${punch.personId}`,
    body: {
      punchId,
      direction: punch.direction,
      atMs: punch.at.wallMs,
      cardId: punch.cardId,
      shiftId: punch.shiftId,
      shiftDay: punch.shiftDay,
      minutesLate: punch.minutesLate,
      minutesEarly: punch.minutesEarly,
      rulesFrom: punch.rulesFrom,
      ...(wait === undefined ? {} : { waitsAt: wait.postId }),
    },
  });
}

/** By a clock that says less than the person's last punch, only the order of the taps is known. */
function place(attendance: Attendance, { person, at }: Tap, month: KnownMonth): Placed {
  const placed = placeByRoster(attendance, person, at.wallMs, month.punches);
  const last = attendance.recent.get(person.id)?.punch;
  const onlyOrder = at.quality === 'unsure' && last !== undefined && at.wallMs < last.at.wallMs;
  if (!onlyOrder) return placed;
  const direction = opposite(last.direction);
  return { ...placed, direction, turn: turnOf(direction) };
}

/** What is committed is remembered. */
function remember(attendance: Attendance, month: KnownMonth, { punch, punches, tally, view, wait }: Written): void {
  const { punchId, shiftDay } = punch;
  attendance.recent.set(punch.personId, { punch, view });
  month.punches.set(shiftDay, punches);
  month.tallies.set(shiftDay, tally);
  if (tally.open) month.unjudged.add(shiftDay);
  else month.unjudged.delete(shiftDay);
  if (wait !== undefined) attendance.waits.set(punchId, { ...wait, punchId });
  if (punch.at.quality !== 'unsure') return;
  attendance.undated = [...attendance.undated, punch];
  watchForTime(attendance);
}

/** After a restart: nothing is remembered of what was answered. */
function viewAgain(attendance: Attendance, person: Person, punch: StoredPunch): PunchView {
  const month = monthAround(attendance, person, punch.shiftDay);
  const sums = addUpMonth(attendance, person, month, punch.shiftDay, punch.at.wallMs);
  return viewOf(attendance, person, punch, { ...sums, turn: turnOf(punch.direction), waits: null, relieves: 0 });
}

function viewOf(
  attendance: Attendance,
  person: Person,
  punch: StoredPunch,
  more: SoFar & Pick<PunchView, 'turn' | 'waits' | 'relieves'>,
): PunchView {
  return {
    punchId: punch.punchId,
    personId: person.id,
    staffNo: person.staffNo,
    name: person.name,
    direction: punch.direction,
    atMs: punch.atMs,
    clockQuality: punch.at.quality,
    shiftName: shiftName(attendance, punch),
    shiftDay: punch.shiftDay,
    rest: punch.shiftId === REST_SHIFT,
    endsMs: endOf(attendance, person, punch),
    minutesLate: punch.minutesLate,
    minutesEarly: punch.minutesEarly,
    clause: punch.clause,
    ...more,
    repeat: false,
  };
}
