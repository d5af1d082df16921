export { type AtTerminal, whoTapped } from './at-terminal.ts';
export { followClock } from './date-punches.ts';
export {
  lastPunchHere,
  punchesToday,
  undatedPunches,
  type Viewer,
  waitingForRelief,
  whoIsHere,
} from './list-punches.ts';
export {
  type Attendance,
  type AttendanceParts,
  type DayJudge,
  openAttendance,
} from './open-attendance.ts';
export { overrideRelief } from './override-relief.ts';
export { firstPunchDay, punchesOf } from './punch-facts.ts';
export { openPunchRecords, type PunchRecord, type PunchRecords } from './punch-records.ts';
export { recordPunch, type Tap } from './record-punch.ts';
export type {
  Direction,
  PersonPresent,
  PunchListed,
  PunchView,
  ReliefState,
  SoFar,
  UndatedListed,
  WaitingListed,
  WaitsForRelief,
} from './rules.ts';
