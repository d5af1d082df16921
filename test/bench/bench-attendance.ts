import { type DayJudge, openAttendance } from '../../src/attendance/actions.ts';
import { openCalendar } from '../../src/calendar/actions.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import { formsTouching } from '../../src/forms/actions.ts';
import { openFormStore } from '../../src/forms/store.ts';
import { createDesk } from '../../src/journal/desk.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { judgeDay } from '../../src/outcomes/day.rules.ts';
import { judgeMonth } from '../../src/outcomes/month.rules.ts';
import { placePunches } from '../../src/outcomes/place.rules.ts';
import type { ClockReading } from '../../src/ports/clock.ts';
import { openRoster } from '../../src/roster/actions.ts';
import type { Person } from '../../src/staff/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { benchSettings } from './bench-service.ts';

/** The judge of the outcomes, where nobody has decided anything. */
const judge: DayJudge = {
  place: placePunches,
  day: judgeDay,
  sums: (_personId, day, rules) => judgeMonth({ month: day.day.slice(0, 7), days: [day], decisions: [] }, rules),
};

/** The attendance room with roster and judge on a database of its own, as the service wires it. */
export function openBenchAttendance(folder: string, file: string, people: readonly Person[]) {
  const { rules } = benchSettings(folder);
  const database = openDatabase(file);
  const clock = createSystemClock();
  const live = { publish: () => undefined };
  const journal = openJournal(database, new Uint8Array(32));
  const timeZone = 'Asia/Shanghai';
  const desk = createDesk({ clock, database, journal, timeZone, live, requestKey: new Uint8Array(32) });
  const roster = openRoster(desk, {
    rules: rules.roster,
    attendanceRules: rules.attendance,
    calendar: openCalendar(rules.calendar),
    restHours: () => ({ value: 8, clause: 'R3' }),
    personById: (id) => people.find((one) => one.id === id),
    people: () => people,
  });
  const forms = { store: openFormStore(database) };
  const attendance = openAttendance(desk, {
    rules: rules.attendance,
    live,
    roster,
    judge,
    people: () => people,
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    report: (error) => {
      throw error;
    },
  });
  return { attendance, clock, desk, roster, close: () => database.close() };
}

/** So many employees at reception. */
export function benchPeople(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    staffNo: String(index + 1),
    name: '张伟',
    roles: ['employee'],
    department: '物业部',
    shiftId: 'reception',
    active: true,
  }));
}

/** The same reading, later, by a clock that is right: an unsure one makes nobody late and is another way through the code. */
export function later(at: ClockReading, ms: number): ClockReading {
  return { ...at, quality: 'synchronised', wallMs: at.wallMs + ms, monotonicMs: at.monotonicMs + ms };
}
