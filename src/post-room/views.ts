import type { PlacedSheet, SheetView } from '../forms/actions.ts';
import { type Department, departmentOf, departmentsOf, isAskedForPunches } from './departments.ts';
import { missedPunches } from './missed.ts';
import {
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
import { type CellState, cellState, isToRemind, type Round, roundShown, roundsDueIn, roundsOfWeek } from './rules.ts';
import type { PostStep } from './store.ts';
import type { CellView, PostBoard, PostItem, PostReminder, PostSheet } from './view.rules.ts';

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
    departments: departmentsOf(room, rounds, placed).map((department) => ({
      name: department.name,
      cells: rounds.map((round, at) => cellOf(room, round, department, known[at]?.get(department.name) ?? [], placed)),
    })),
    late: lateCells(room, week),
  };
}

/** What one department has to do with a round. @throws DeskError `post-room/no-such-round`, `post-room/no-such-department` */
export function itemOf(room: PostRoom, deliveryId: string, nominal: string, department: string): PostItem {
  const round = roundBy(room, deliveryId, nominal);
  const placed = placedIn(room, [round]);
  const asked = departmentOf(room, round, placed, department);
  const steps = stepsBy(room, round).get(department) ?? [];
  return {
    ...cellOf(room, round, asked, steps, placed),
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
  const rounds = roundsDueIn(week, rulesOn(room, week).deliveries, frameOf(room));
  const placed = placedIn(room, rounds);
  const departments = departmentsOf(room, rounds, placed);
  for (const round of rounds) {
    const dueMs = dueMsOf(room, round);
    const known = stepsBy(room, round);
    const states = departments.map((one) => cellOf(room, round, one, known.get(one.name) ?? [], placed).state);
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
  { name: department, here }: Department,
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
    onlySheets: delivery.forms.length > 0 || !(here || isAskedForPunches(room, round, department)),
    kept: (room.needs.firstPunchDay() ?? todayOf(room)) <= round.dueDay,
    isOver: room.desk.clock.read().wallMs > dueMsOf(room, round),
  });
  return { deliveryId: delivery.id, nominal, department, state, sheets: sheets.length, arrived };
}

function lateCells(room: PostRoom, week: string): PostBoard['late'] {
  const { shiftCalendar } = room.needs.roster;
  const late: PostBoard['late'][number][] = [];
  let before = week;
  for (let left = rulesOn(room, week).looksBackWeeks.value; left > 0; left--) {
    before = shiftCalendar.periodsOf(shiftCalendar.dayBefore(before)).week;
    const rounds = roundsOfWeek(before, rulesOn(room, before).deliveries, frameOf(room));
    const placed = placedIn(room, rounds);
    const departments = departmentsOf(room, rounds, placed);
    for (const round of rounds) {
      const known = stepsBy(room, round);
      // Before the first tick of a round the desk kept no board, and only sheets are asked for.
      for (const one of departments) {
        const cell = cellOf(room, round, one, known.get(one.name) ?? [], placed);
        if (cell.state !== 'missing' || (cell.sheets === 0 && known.size === 0)) continue;
        const { zh, en, clause } = round.delivery;
        late.push({ ...cell, name: { zh, en }, clause });
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

function nextWeek(room: PostRoom, week: string): string {
  const { dayAfter } = room.needs.roster.shiftCalendar;
  let day = week;
  for (let left = 7; left > 0; left--) day = dayAfter(day);
  return day;
}
