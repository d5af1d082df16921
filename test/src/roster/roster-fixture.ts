import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { openRoster, type Roster } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import type { TestDesk } from '../../desk-fixture.ts';

/** A roster by the supplied rules for people that exist as they are given here. */
export function openTestRoster(desk: TestDesk, people: readonly Pick<Person, 'id' | 'shiftId'>[]): Roster {
  return openRoster(desk, {
    rules: readYaml('config/rules/roster.yaml', rosterRules),
    attendanceRules: readYaml('config/rules/attendance.yaml', attendanceRules),
    calendar: openCalendar(readYaml('config/rules/calendar.yaml', calendarRules)),
    personById: (id) => {
      const one = people.find((known) => known.id === id);
      return one && { staffNo: String(id), name: `员工${id}`, roles: [], department: '热线中心', active: true, ...one };
    },
  });
}
