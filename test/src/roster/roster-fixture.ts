import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import { type Calendar, openCalendar } from '../../../src/calendar/actions.ts';
import { openCalendarStore } from '../../../src/calendar/store.ts';
import { openRoster, type Roster } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import type { TestDesk } from '../../desk-fixture.ts';

/** The supplied calendar, and what was written at this desk. */
export function openTestCalendar(desk: TestDesk): Calendar {
  return openCalendar(readYaml('config/rules/calendar.yaml', calendarRules), {
    store: openCalendarStore(desk.database),
  });
}

/** A roster by the supplied rules for people that exist as they are given here. */
export function openTestRoster(
  desk: TestDesk,
  given: readonly Pick<Person, 'id' | 'shiftId'>[],
  calendar: Calendar = openTestCalendar(desk),
): Roster {
  const people = given.map((one) => ({
    staffNo: String(one.id),
    name: `员工${one.id}`,
    roles: [],
    department: '热线中心',
    active: true,
    ...one,
  }));
  return openRoster(desk, {
    rules: readYaml('config/rules/roster.yaml', rosterRules),
    attendanceRules: readYaml('config/rules/attendance.yaml', attendanceRules),
    calendar,
    restHours: () => ({ value: 8, clause: 'R3' }),
    personById: (id) => people.find((known) => known.id === id),
    people: () => people,
  });
}
