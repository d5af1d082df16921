import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import {
  type Attendance,
  type AttendanceParts,
  type DayJudge,
  openAttendance,
  type PunchView,
  recordPunch,
} from '../../../src/attendance/actions.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { judgeDay } from '../../../src/outcomes/day.rules.ts';
import { judgeMonth } from '../../../src/outcomes/month.rules.ts';
import { placePunches } from '../../../src/outcomes/place.rules.ts';
import { openRoster } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import type { TestDesk } from '../../desk-fixture.ts';

export const testRules = readYaml('config/rules/attendance.yaml', attendanceRules);
export const testRosterRules = readYaml('config/rules/roster.yaml', rosterRules);
const calendar = openCalendar(readYaml('config/rules/calendar.yaml', calendarRules));

export const wang: Person = person(7, '1024', '王芳');
export const li: Person = person(8, '1031', '李娜');
export const zhao: Person = person(9, '1033', '赵磊');

function person(id: number, staffNo: string, name: string): Person {
  return { id, staffNo, name, roles: ['employee'], department: '客服中心', shiftId: 'reception', active: true };
}

/** The judge of the outcomes, where nobody has decided anything. */
export const judge: DayJudge = {
  place: placePunches,
  day: judgeDay,
  sums: (_personId, day, rules) => judgeMonth({ month: day.day.slice(0, 7), days: [day], decisions: [] }, rules),
};

const everybody = [wang, li, zhao];

/** The roster the taps are read against, and the judge of the outcomes. */
export function openTestAttendance(
  desk: TestDesk,
  parts: Partial<AttendanceParts> = {},
  personById: (id: number) => Person | undefined = (id) => everybody.find((one) => one.id === id),
): Attendance {
  return openAttendance(desk, {
    rules: testRules,
    live: { publish: (event) => desk.events.push(event) },
    roster: openRoster(desk, {
      rules: testRosterRules,
      attendanceRules: testRules,
      calendar,
      restHours: () => ({ value: 8, clause: 'R3' }),
      personById,
      people: () => everybody,
    }),
    judge,
    people: () => everybody,
    formsTouching: () => [],
    report: (error) => {
      throw error;
    },
    ...parts,
  });
}

/** Sets the wall clock to a time in Shanghai (`2026-11-23 08:27`), lets at least a repeat window pass, and taps. */
export async function tapAt(
  desk: TestDesk,
  attendance: Attendance,
  when: string,
  person: Person = wang,
): Promise<PunchView> {
  await desk.clock.advance(61_000);
  desk.clock.setWall(`${when.replace(' ', 'T')}+08:00`);
  return recordPunch(attendance, { person, cardId: '4A00001024', readerId: 'reader-1', at: desk.clock.read() });
}
