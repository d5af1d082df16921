import { Temporal } from 'temporal-polyfill';
import type { PostRoomRules } from '../../config/rules/post-room.ts';
import type { CalendarDay } from '../calendar/rules.ts';

/** A kind of delivery, as the rules have it. */
export type Delivery = PostRoomRules['deliveries'][number];

/** One time a delivery is due. */
export interface Round {
  readonly delivery: Delivery;
  /** The day the rules name, `YYYY-MM-DD`: what the round is known by. */
  readonly nominal: string;
  /** The day it is due on, once days off have moved it. */
  readonly dueDay: string;
  /** `HH:MM` at the desk. */
  readonly dueTime: string;
  /** What it is about, both included. */
  readonly from: string;
  readonly until: string;
  /** Forms that were due on or after this day belong to it. */
  readonly formsFrom: string;
}

export interface RoundFrame {
  /** `HH:MM`: when the desk closes. */
  readonly closes: string;
  day(day: string): Pick<CalendarDay, 'kind'>;
}

const DAYS_A_WEEK = 7;
/** Nothing is shut for longer. */
const MOST_DAYS_OFF = 30;

/** The rounds whose day of the rules is within the week that begins on this Monday, in the order they are due. */
export function roundsOfWeek(monday: string, deliveries: readonly Delivery[], frame: RoundFrame): Round[] {
  const first = Temporal.PlainDate.from(monday);
  return Array.from({ length: DAYS_A_WEEK }, (_, at) => first.add({ days: at }))
    .flatMap((date) => deliveries.filter((delivery) => isDueOn(delivery, date)).map((one) => roundOn(one, date, frame)))
    .sort(byDue);
}

/** The rounds that are due within the week that begins on this Monday, wherever days off have moved them from, in the order they are due. */
export function roundsDueIn(monday: string, deliveries: readonly Delivery[], frame: RoundFrame): Round[] {
  const first = Temporal.PlainDate.from(monday);
  const [from, until] = [monday, first.add({ days: DAYS_A_WEEK - 1 }).toString()];
  return [-2, -1, 0, 1, 2]
    .flatMap((weeks) => roundsOfWeek(first.add({ weeks }).toString(), deliveries, frame))
    .filter(({ dueDay }) => from <= dueDay && dueDay <= until)
    .sort(byDue);
}

/** The round of a delivery that is known by a day; `undefined`: it is not due then. */
export function roundOf(delivery: Delivery, nominal: string, frame: RoundFrame): Round | undefined {
  const date = Temporal.PlainDate.from(nominal);
  return isDueOn(delivery, date) ? roundOn(delivery, date, frame) : undefined;
}

/**
 * The round a column of the board shows: of a weekly delivery that of the week; of a monthly one that of the month the week ends in, or the
 * month before while the day is not near.
 */
export function roundShown(delivery: Delivery, monday: string, frame: RoundFrame): Round {
  const { on } = delivery.due;
  const first = Temporal.PlainDate.from(monday);
  if ('weekday' in on) return roundOn(delivery, first.add({ days: on.weekday - 1 }), frame);
  const thisMonth = first.add({ days: DAYS_A_WEEK - 1 }).with({ day: on.dayOfMonth });
  const isNear = first.until(thisMonth).days < 2 * DAYS_A_WEEK;
  return roundOn(delivery, isNear ? thisMonth : thisMonth.subtract({ months: 1 }), frame);
}

function byDue(a: Round, b: Round): number {
  return `${a.dueDay} ${a.dueTime}` < `${b.dueDay} ${b.dueTime}` ? -1 : 1;
}

function isDueOn({ due }: Delivery, date: Temporal.PlainDate): boolean {
  return 'weekday' in due.on ? date.dayOfWeek === due.on.weekday : date.day === due.on.dayOfMonth;
}

function roundOn(delivery: Delivery, date: Temporal.PlainDate, frame: RoundFrame): Round {
  const { covers, due, dayOff } = delivery;
  const isMonthly = 'dayOfMonth' in due.on;
  const before = isMonthly ? date.subtract({ months: 1 }) : date.subtract({ days: DAYS_A_WEEK });
  const [from, until] =
    covers === 'cycle'
      ? [date.subtract({ months: 1 }), date.subtract({ days: 1 })]
      : [date.subtract({ days: covers.fromDaysBefore }), date.subtract({ days: covers.untilDaysBefore })];
  return {
    delivery,
    nominal: date.toString(),
    dueDay: workday(date, dayOff.value, frame).toString(),
    dueTime: due.at === 'close' ? frame.closes : due.at,
    from: from.toString(),
    until: until.toString(),
    formsFrom: before.add({ days: 1 }).toString(),
  };
}

function workday(
  date: Temporal.PlainDate,
  moves: Delivery['dayOff']['value'],
  { day }: RoundFrame,
): Temporal.PlainDate {
  if (moves === 'stays') return date;
  let moved = date;
  for (let tries = 0; tries < MOST_DAYS_OFF; tries++) {
    const { kind } = day(moved.toString());
    if (kind === 'workday' || kind === 'make-up-workday') return moved;
    moved = moves === 'before' ? moved.subtract({ days: 1 }) : moved.add({ days: 1 });
  }
  return date;
}

/** What a cell of the board is judged from. */
export interface CellFacts {
  /** The newest step holds; `null`: nobody has ticked it. */
  readonly ticked: boolean;
  /** Sheets that are expected, and those of them that are where they are to be. */
  readonly sheets: number;
  readonly arrived: number;
  /** Whether papers come only as sheets that the desk knows of. */
  readonly onlySheets: boolean;
  readonly isOver: boolean;
  /** The desk kept time already when it was due: nobody is asked for what was due before. */
  readonly kept: boolean;
}

/** `none`: there is nothing to hand in; `part`: some of it is there. */
export type CellState = 'received' | 'part' | 'due' | 'missing' | 'none';

/** How a delivery of one department stands. */
export function cellState({ ticked, sheets, arrived, onlySheets, isOver, kept }: CellFacts): CellState {
  if (sheets > 0) {
    if (arrived === sheets) return 'received';
    if (isOver) return 'missing';
    return arrived > 0 || ticked ? 'part' : 'due';
  }
  if (ticked) return 'received';
  if (onlySheets || !kept) return 'none';
  return isOver ? 'missing' : 'due';
}

/** What is to be said of a round on the home page; `undefined`: nothing. */
export function isToRemind(states: readonly CellState[], dueMs: number, nowMs: number, remindMinutes: number): boolean {
  return (
    nowMs >= dueMs - remindMinutes * 60_000 &&
    states.some((state) => state === 'due' || state === 'part' || state === 'missing')
  );
}
