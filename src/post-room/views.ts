import type { PlacedSheet, SheetView } from '../forms/actions.ts';
import { rosterLinesOf } from '../roster/actions.ts';
import {
  departmentsOf,
  dueMsOf,
  frameOf,
  hasArrived,
  type PostRoom,
  placedIn,
  placedOf,
  roundBy,
  roundView,
  rulesOn,
  sheetsOf,
  todayOf,
} from './post-room.ts';
import { noSuchDepartment } from './refusals.ts';
import { type CellState, cellState, isToRemind, type Round, roundShown, roundsDueIn, roundsOfWeek } from './rules.ts';
import type { PostStep } from './store.ts';
import type { CellView, MissedPunch, PostBoard, PostItem, PostReminder, PostSheet } from './view.rules.ts';

/** Findings that are missing punches. */
const MISSED = { 'missed-in': 'in', 'missed-out': 'out', 'no-punch': 'both' } as const;

/** The board of the week a day is in; absent: this week. */
export function boardOf(room: PostRoom, day: string = todayOf(room)): PostBoard {
  const { shiftCalendar } = room.needs.roster;
  const { week } = shiftCalendar.periodsOf(day);
  const rounds = rulesOn(room, week).deliveries.map((delivery) => roundShown(delivery, week, frameOf(room)));
  const known = rounds.map((round) => stepsBy(room, round));
  const placed = placedIn(room, rounds);
  return {
    week,
    weekBefore: shiftCalendar.periodsOf(shiftCalendar.dayBefore(week)).week,
    weekAfter: nextWeek(room, week),
    rounds: rounds.map((round) => roundView(room, round)),
    departments: departmentsOf(room).map((name) => ({
      name,
      cells: rounds.map((round, at) => cellOf(room, round, name, known[at]?.get(name) ?? [], placed)),
    })),
    late: lateCells(room, week),
  };
}

/** What one department has to do with a round. @throws DeskError `post-room/no-such-round`, `post-room/no-such-department` */
export function itemOf(room: PostRoom, deliveryId: string, nominal: string, department: string): PostItem {
  const round = roundBy(room, deliveryId, nominal);
  requireDepartment(room, department);
  const steps = stepsBy(room, round).get(department) ?? [];
  return {
    ...cellOf(room, round, department, steps, placedIn(room, [round])),
    round: roundView(room, round),
    sheetList: sheetsOf(room, round, department).map((sheet) => postSheet(round, sheet)),
    missed: round.delivery.missedPunches ? missedPunches(room, round, department) : null,
    ticked: isTicked(steps),
    steps: steps.map(({ id, kind, byPersonId, atMs }) => ({
      id,
      kind,
      atMs,
      byName: room.needs.personById(byPersonId)?.name ?? '',
    })),
  };
}

/** What the home page is to say: the round that is due soonest of those due this week, or over, with somebody missing. */
export function reminderOf(room: PostRoom): PostReminder | null {
  const today = todayOf(room);
  const { remindMinutes } = rulesOn(room, today);
  const { week } = room.needs.roster.shiftCalendar.periodsOf(today);
  const nowMs = room.desk.clock.read().wallMs;
  const departments = departmentsOf(room);
  const rounds = roundsDueIn(week, rulesOn(room, week).deliveries, frameOf(room));
  const placed = placedIn(room, rounds);
  for (const round of rounds) {
    const dueMs = dueMsOf(room, round);
    const known = stepsBy(room, round);
    const states = departments.map((name) => cellOf(room, round, name, known.get(name) ?? [], placed).state);
    if (!isToRemind(states, dueMs, nowMs, remindMinutes.value)) continue;
    const { id, zh, en } = round.delivery;
    const waiting = states.filter(isAwaited).length;
    return { deliveryId: id, name: { zh, en }, at: round.dueTime, over: nowMs > dueMs, departments: waiting };
  }
  return null;
}

export function isAwaited(state: CellState): boolean {
  return state === 'due' || state === 'part' || state === 'missing';
}

/** Ticked by the newest of its steps that says so. */
export function isTicked(steps: readonly PostStep[]): boolean {
  return steps.findLast(({ kind }) => kind !== 'reminded')?.kind === 'received';
}

/** The steps of a round by department, oldest first. */
export function stepsBy({ store }: PostRoom, { delivery, nominal }: Round): Map<string, PostStep[]> {
  const by = new Map<string, PostStep[]>();
  for (const step of store.steps(delivery.id, nominal))
    by.set(step.department, [...(by.get(step.department) ?? []), step]);
  return by;
}

export function cellOf(
  room: PostRoom,
  round: Round,
  department: string,
  steps: readonly PostStep[],
  placed: readonly PlacedSheet[],
): CellView {
  const { delivery, nominal } = round;
  const sheets = placedOf(placed, round, department);
  const arrived = sheets.filter((sheet) => hasArrived(delivery, sheet)).length;
  const state = cellState({
    ticked: isTicked(steps),
    sheets: sheets.length,
    arrived,
    onlySheets: delivery.forms.length > 0,
    kept: (room.needs.firstPunchDay() ?? todayOf(room)) <= round.dueDay,
    isOver: room.desk.clock.read().wallMs > dueMsOf(room, round),
  });
  return { deliveryId: delivery.id, nominal, department, state, sheets: sheets.length, arrived };
}

/** @throws DeskError `post-room/no-such-department` */
export function requireDepartment(room: PostRoom, department: string): void {
  if (!departmentsOf(room).includes(department)) throw noSuchDepartment();
}

function lateCells(room: PostRoom, week: string): PostBoard['late'] {
  const { shiftCalendar } = room.needs.roster;
  const departments = departmentsOf(room);
  const late: PostBoard['late'][number][] = [];
  let before = week;
  for (let left = rulesOn(room, week).looksBackWeeks.value; left > 0; left--) {
    before = shiftCalendar.periodsOf(shiftCalendar.dayBefore(before)).week;
    const rounds = roundsOfWeek(before, rulesOn(room, before).deliveries, frameOf(room));
    const placed = placedIn(room, rounds);
    for (const round of rounds) {
      const known = stepsBy(room, round);
      // Before the first tick of a round the desk kept no board, and only sheets are asked for.
      for (const name of departments) {
        const cell = cellOf(room, round, name, known.get(name) ?? [], placed);
        if (cell.state !== 'missing' || (cell.sheets === 0 && known.size === 0)) continue;
        late.push({ ...cell, name: { zh: round.delivery.zh, en: round.delivery.en } });
      }
    }
  }
  return late;
}

function postSheet({ delivery }: Round, sheet: SheetView): PostSheet {
  const { formId, number, title, what, person, lacking } = sheet;
  const arrived = hasArrived(delivery, sheet);
  return { formId, number, title, what, personName: person.name, arrived, lacking: arrived ? null : lacking };
}

/** Of a person who changed the department in between, the days with this one. */
function missedPunches({ needs }: PostRoom, { from, until }: Round, department: string): MissedPunch[] {
  return needs.people().flatMap((person) => {
    const { id, staffNo, name } = person;
    const own = rosterLinesOf(needs.roster, id, from, until).some((line) => line.department === department);
    if (!own) return [];
    return needs.dayOutcomes(id, from, until).flatMap(({ findings, line }) =>
      findings.flatMap(({ kind, day, confirmation }): MissedPunch[] => {
        if (line.department !== department) return [];
        if (kind !== 'missed-in' && kind !== 'missed-out' && kind !== 'no-punch') return [];
        return [{ staffNo, name, day, direction: MISSED[kind], confirmed: confirmation === 'confirmed' }];
      }),
    );
  });
}

function nextWeek(room: PostRoom, week: string): string {
  const { dayAfter } = room.needs.roster.shiftCalendar;
  let day = week;
  for (let left = 7; left > 0; left--) day = dayAfter(day);
  return day;
}
