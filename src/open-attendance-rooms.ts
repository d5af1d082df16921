import { randomInt } from 'node:crypto';
import { inForce } from '../config/ruled.ts';
import type { Rules } from '../config/rules.ts';
import {
  type Attendance,
  firstPunchDay,
  followClock,
  lastPunchHere,
  openAttendance,
  openPunchRecords,
  punchesOf,
  whoTapped,
} from './attendance/actions.ts';
import { attendanceRoutes } from './attendance/routes.ts';
import { type Calendar, openCalendarRoom } from './calendar/actions.ts';
import { calendarRoutes } from './calendar/routes.ts';
import {
  deliverToHr,
  departmentsOnTheirWay,
  type Forms,
  formsTouching,
  leaveTaken,
  openForms,
  placedSheets,
  sheetsOf,
} from './forms/actions.ts';
import { formRoutes } from './forms/routes.ts';
import { watchPunches } from './forms/watch-punches.ts';
import type { LiveStream } from './http/live-stream.ts';
import type { Route } from './http/route.ts';
import type { Change, Desk } from './journal/desk.ts';
import { annualLeft, type Leave, leaveAccount, openLeave } from './leave/actions.ts';
import { leaveRoutes } from './leave/routes.ts';
import { dayOutcomes, type Outcomes, openOutcomes } from './outcomes/actions.ts';
import { judgeDay } from './outcomes/day.rules.ts';
import { exportRoutes } from './outcomes/export.routes.ts';
import { judgeMonth } from './outcomes/month.rules.ts';
import { placePunches } from './outcomes/place.rules.ts';
import { outcomesRoutes } from './outcomes/routes.ts';
import { tapRoutes } from './outcomes/tap.routes.ts';
import type { Sentence } from './ports/device.ts';
import type { Paper, PaperPicture } from './ports/receipt-printer.ts';
import { openPostRoom, type PostReminder, reminderOf } from './post-room/actions.ts';
import { postRoomRoutes } from './post-room/routes.ts';
import { keepLooking, openProxyAudit, proxiesOf } from './proxy-audit/actions.ts';
import { proxyAuditRoutes } from './proxy-audit/routes.ts';
import { openRoster, type Roster, type RosteredPerson, rosterLineFor, rosterLinesOf } from './roster/actions.ts';
import { importRoutes } from './roster/import.routes.ts';
import { openImports } from './roster/import.ts';
import { rosterRoutes } from './roster/routes.ts';
import { listPeople, personById, type Staff } from './staff/actions.ts';
import { answerSwap, applySwap, openSwaps } from './swaps/actions.ts';
import { swapRoutes } from './swaps/routes.ts';

/** Of one department’s delivery. */
const SHEETS_AT_MOST = 500;
/** One more than the largest seed. */
const SEEDS = 2 ** 32;

export interface AttendanceRoomsParts {
  readonly plaza: { readonly name: Sentence; readonly desk: Sentence; readonly day: { readonly closes: string } };
  readonly rules: Rules;
  readonly live: LiveStream;
  readonly calendar: Calendar;
  readonly staff: Staff;
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  withdrawPapers(change: Change, subject: string): void;
  previewPaper(paper: Paper): PaperPicture | undefined;
  /** Hears of what failed behind the scenes, for the service log. */
  report(error: unknown): void;
}

/** The rooms of people's working time, wired. */
export interface AttendanceRooms {
  readonly roster: Roster;
  readonly forms: Forms;
  readonly leave: Leave;
  readonly attendance: Attendance;
  readonly outcomes: Outcomes;
  /** What the home page says of the post room. */
  postDue(): PostReminder | null;
  /** By the roster, today. */
  departmentOf(person: RosteredPerson): string;
  readonly routes: readonly Route[];
  stop(): void;
}

/** Events after which what a tap says of a month is added up anew. */
const CHANGES_MONTHS = ['form', 'outcome', 'calendar'];

/** Opens the roster and what is read against it. */
export function openAttendanceRooms(
  desk: Desk,
  { rules, live, calendar, staff, report, plaza, ...printing }: AttendanceRoomsParts,
): AttendanceRooms {
  const paper = { identity: { plaza: plaza.name, desk: plaza.desk }, ...printing };
  const roster = openRoster(desk, {
    rules: rules.roster,
    attendanceRules: rules.attendance,
    calendar,
    restHours: (day) => inForce(rules.swaps, day).restHours,
    personById: (id) => personById(staff, id),
    people: () => listPeople(staff),
  });
  const calendarRoom = openCalendarRoom(desk, {
    calendar,
    nameOf: (actor) => personById(staff, Number(actor.replace(/^staff:/, '')))?.name,
  });
  const leave = openLeave(desk, {
    rules: rules.leave,
    roster,
    taken: (personId, from, until) => leaveTaken(forms, personId, from, until),
  });
  const forms: Forms = openForms(desk, {
    rules: rules.forms,
    leaveRules: rules.leave,
    attendanceRules: rules.attendance,
    roster,
    people: () => listPeople(staff),
    personById: (id) => personById(staff, id),
    punchesSince: (personId, from) => punchesSince(personId, from),
    annualLeft: (personId, day) => annualLeft(leave, personId, day),
    annualUntil: (personId, day) => leaveAccount(leave, personId, day).year.until,
    checkSwap(asked, replaces) {
      const against = answerSwap(swaps, asked, replaces).checks.find(({ passed }) => !passed);
      return against && { code: against.kind, field: 'day', says: against.says, clause: against.clause };
    },
    settled(change, form) {
      if (form.kind === 'swap' && form.state === 'confirmed') applySwap(swaps, change, form);
    },
    ...paper,
  });
  const attendance = openAttendance(desk, {
    rules: rules.attendance,
    live,
    roster,
    judge: {
      place: placePunches,
      day: judgeDay,
      sums: (personId, day, ruled) => {
        const decisions = day.findings.length === 0 ? [] : outcomes.store.decisions(personId, day.day, day.day);
        return judgeMonth({ month: day.day.slice(0, 'YYYY-MM'.length), days: [day], decisions }, ruled);
      },
    },
    people: () => listPeople(staff).filter(({ active }) => active),
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    report,
  });
  const swaps = openSwaps(desk, {
    rules: rules.swaps,
    roster,
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    nameOf: (personId) => personById(staff, personId)?.name,
    colleagues: () =>
      listPeople(staff).flatMap(({ id, staffNo, name, active }) => (active ? [{ personId: id, staffNo, name }] : [])),
  });
  const audit = openProxyAudit(desk, {
    rules: rules['proxy-audit'],
    roster,
    punches: openPunchRecords(desk),
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    lastPunchHere: (personId) => lastPunchHere(attendance, staff, personId),
    people: () => listPeople(staff),
    personById: (id) => personById(staff, id),
    ...paper,
    seed: () => randomInt(SEEDS),
    report,
  });
  const outcomes = openOutcomes(desk, {
    rules: rules.attendance,
    roster,
    punchesOf: (personId, from, until) => punchesOf(attendance, personId, from, until),
    formsTouching: (personId, from, until) => formsTouching(forms, personId, from, until),
    proxiesOf: (personId, from, until) => proxiesOf(audit, personId, from, until),
    people: () => listPeople(staff),
    personById: (id) => personById(staff, id),
    firstPunchDay: () => firstPunchDay(attendance),
  });
  const postRoom = openPostRoom(desk, {
    rules: rules['post-room'],
    calendar,
    roster,
    closes: plaza.day.closes,
    people: () => listPeople(staff),
    personById: (id) => personById(staff, id),
    placed: (dueFrom, dueUntil) => placedSheets(forms, dueFrom, dueUntil),
    sheets: (filter) => sheetsOf(forms, { ...filter, states: ['open', 'confirmed', 'refused'], limit: SHEETS_AT_MOST }),
    departmentsWithSheets: () => departmentsOnTheirWay(forms),
    deliverToHr: (command, formIds) => void deliverToHr(forms, command, formIds),
    dayOutcomes: (personId, from, until) => dayOutcomes(outcomes, personId, from, until),
    firstPunchDay: () => firstPunchDay(attendance),
    ...paper,
  });
  const punchesSince = (personId: number, from: string) => {
    const { dayAfter, dayBefore, dayOf } = roster.shiftCalendar;
    const until = dayAfter(dayOf(desk.clock.read().wallMs));
    const lines = rosterLinesOf(roster, personId, dayBefore(from), until);
    const punches = punchesOf(attendance, personId, dayBefore(from), until);
    return placePunches(lines, punches, (day) => inForce(rules.attendance, day)).flatMap(({ shiftDay, ...punch }) =>
      shiftDay < from ? [] : [{ ...punch, day: shiftDay }],
    );
  };
  const stops = [
    watchPunches(forms, live, report),
    followClock(attendance),
    keepLooking(audit),
    live.on(({ name }) => {
      if (name === 'calendar') roster.known.clear();
      if (CHANGES_MONTHS.includes(name)) attendance.months.clear();
    }),
  ];
  return {
    roster,
    forms,
    leave,
    attendance,
    outcomes,
    postDue: () => reminderOf(postRoom),
    departmentOf: (person) =>
      rosterLineFor(roster, person, roster.shiftCalendar.dayOf(desk.clock.read().wallMs)).department,
    routes: [
      ...attendanceRoutes(attendance, staff),
      ...outcomesRoutes(outcomes),
      ...exportRoutes(outcomes),
      ...tapRoutes(outcomes, (punchId) => whoTapped(attendance, punchId)),
      ...formRoutes(forms),
      ...leaveRoutes(leave),
      ...swapRoutes(swaps),
      ...rosterRoutes(roster),
      ...importRoutes(openImports(roster)),
      ...calendarRoutes(calendarRoom),
      ...proxyAuditRoutes(audit),
      ...postRoomRoutes(postRoom),
    ],
    stop() {
      for (const stop of stops) stop();
    },
  };
}
