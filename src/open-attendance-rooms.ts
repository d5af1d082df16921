import type { Rules } from '../config/rules.ts';
import { type Attendance, firstPunchDay, openAttendance, punchesOf } from './attendance/actions.ts';
import { attendanceRoutes } from './attendance/routes.ts';
import type { Calendar } from './calendar/actions.ts';
import { type Forms, formsTouching, openForms } from './forms/actions.ts';
import type { Route } from './http/route.ts';
import type { Desk } from './journal/desk.ts';
import { type Outcomes, openOutcomes } from './outcomes/actions.ts';
import { outcomesRoutes } from './outcomes/routes.ts';
import type { LiveEvents } from './ports/live-events.ts';
import { openRoster, type Roster } from './roster/actions.ts';
import { listPeople, personById, type Staff } from './staff/actions.ts';
import { openSwaps } from './swaps/actions.ts';
import { swapRoutes } from './swaps/routes.ts';

export interface AttendanceRoomsParts {
  readonly rules: Rules;
  readonly live: LiveEvents;
  readonly calendar: Calendar;
  readonly staff: Staff;
}

/** The rooms of people's working time, wired. */
export interface AttendanceRooms {
  readonly roster: Roster;
  readonly forms: Forms;
  readonly attendance: Attendance;
  readonly outcomes: Outcomes;
  readonly routes: readonly Route[];
}

/** Opens the roster and what is read against it. */
export function openAttendanceRooms(
  desk: Desk,
  { rules, live, calendar, staff }: AttendanceRoomsParts,
): AttendanceRooms {
  const roster = openRoster(desk, {
    rules: rules.roster,
    attendanceRules: rules.attendance,
    calendar,
    personById: (id) => personById(staff, id),
  });
  const forms = openForms(desk);
  const attendance = openAttendance(desk, { rules: rules.attendance, live });
  const swaps = openSwaps(desk, {
    rules: rules.swaps,
    roster,
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    nameOf: (personId) => personById(staff, personId)?.name ?? '',
    colleagues: () => listPeople(staff).flatMap(({ id, active }) => (active ? [{ personId: id }] : [])),
  });
  const outcomes = openOutcomes(desk, {
    rules: rules.attendance,
    roster,
    punchesOf: (personId, from, until) => punchesOf(attendance, personId, from, until),
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    people: () => listPeople(staff),
    personById: (id) => personById(staff, id),
    firstPunchDay: () => firstPunchDay(attendance),
  });
  return {
    roster,
    forms,
    attendance,
    outcomes,
    routes: [...attendanceRoutes(attendance, staff), ...outcomesRoutes(outcomes), ...swapRoutes(swaps)],
  };
}
