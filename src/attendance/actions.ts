export { punchesToday, type Viewer, whoIsHere } from './list-punches.ts';
export { type Attendance, type AttendanceParts, openAttendance } from './open-attendance.ts';
export { firstPunchDay, punchesOf } from './punch-facts.ts';
export { recordPunch, type Tap } from './record-punch.ts';
export type { Direction, PersonPresent, PunchListed, PunchRules, PunchView, SoFar } from './rules.ts';
