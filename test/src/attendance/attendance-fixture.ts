import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { type Attendance, openAttendance, type PunchView, recordPunch } from '../../../src/attendance/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import type { TestDesk } from '../../desk-fixture.ts';

export const testRules = readYaml('config/rules/attendance.yaml', attendanceRules);

export function openTestAttendance(desk: TestDesk): Attendance {
  return openAttendance(desk, { rules: testRules, live: { publish: (event) => desk.events.push(event) } });
}

export const wang: Person = {
  id: 7,
  staffNo: '1024',
  name: '王芳',
  roles: ['employee'],
  department: '客服中心',
  shiftId: 'reception',
  active: true,
};

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
