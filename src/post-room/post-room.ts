import { inForce } from '../../config/ruled.ts';
import type { PostRoomRules } from '../../config/rules/post-room.ts';
import type { Calendar } from '../calendar/actions.ts';
import type { FormKind, PlacedSheet, SheetView } from '../forms/actions.ts';
import type { Change, Command, Desk } from '../journal/desk.ts';
import type { DayOutcome } from '../outcomes/rules.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import type { PaperIdentity } from '../printing/letterhead.ts';
import type { Roster } from '../roster/actions.ts';
import type { Person } from '../staff/actions.ts';
import { noSuchRound } from './refusals.ts';
import { type Delivery, type Round, type RoundFrame, roundOf } from './rules.ts';
import { openPostRoomStore, type PostRoomStore } from './store.ts';
import type { RoundView } from './view.rules.ts';

/** Forms of a department that were due on these days, both included. */
export interface SheetFilter {
  readonly department: string;
  readonly kinds: readonly FormKind[];
  readonly dueFrom: string;
  readonly dueUntil: string;
}

/** What this room asks of others. Days are `YYYY-MM-DD`. */
export interface PostRoomNeeds {
  /** The versions of config/rules/post-room.yaml. */
  readonly rules: readonly PostRoomRules[];
  readonly calendar: Calendar;
  readonly roster: Roster;
  /** `HH:MM`: when the desk closes. */
  readonly closes: string;
  readonly identity: PaperIdentity;
  /** Everybody, also who left. */
  people(): readonly Person[];
  personById(id: number): Person | undefined;
  /** Where sheets are that are due on these days, both included; without those that were withdrawn. */
  placed(dueFrom: string, dueUntil: string): readonly PlacedSheet[];
  /** The same of one department, with what is on them. */
  sheets(filter: SheetFilter): readonly SheetView[];
  /** Departments with sheets that are not with HR yet and were not withdrawn. */
  departmentsWithSheets(): readonly string[];
  /** Writes down that sheets were delivered to HR. */
  deliverToHr(command: Command, formIds: readonly number[]): void;
  /** What somebody’s days come to, both included. */
  dayOutcomes(personId: number, from: string, until: string): readonly DayOutcome[];
  /** Of anybody: before it nobody could tap; `undefined`: nobody has yet. */
  firstPunchDay(): string | undefined;
  /** Queues a paper inside the caller's transaction; answers its job. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
}

/** The desk as the post room. */
export interface PostRoom {
  readonly desk: Desk;
  readonly needs: PostRoomNeeds;
  readonly store: PostRoomStore;
}

export function openPostRoom(desk: Desk, needs: PostRoomNeeds): PostRoom {
  return { desk, needs, store: openPostRoomStore(desk.database) };
}

export function todayOf({ desk, needs }: PostRoom): string {
  return needs.roster.shiftCalendar.dayOf(desk.clock.read().wallMs);
}

export function rulesOn({ needs }: PostRoom, day: string): PostRoomRules {
  return inForce(needs.rules, day);
}

export function frameOf({ needs }: PostRoom): RoundFrame {
  return { closes: needs.closes, day: (day) => needs.calendar.day(day) };
}

/** @throws DeskError `post-room/no-such-round` */
export function roundBy(room: PostRoom, deliveryId: string, nominal: string): Round {
  const delivery = rulesOn(room, nominal).deliveries.find(({ id }) => id === deliveryId);
  const round = delivery && roundOf(delivery, nominal, frameOf(room));
  if (round === undefined) throw noSuchRound();
  return round;
}

/** UTC ms. */
export function dueMsOf({ needs }: PostRoom, { dueDay, dueTime }: Round): number {
  const [hours = 0, minutes = 0] = dueTime.split(':').map(Number);
  return needs.roster.shiftCalendar.dayBounds(dueDay).startMs + (hours * 60 + minutes) * 60_000;
}

export function roundView(room: PostRoom, round: Round): RoundView {
  const { delivery, nominal, from, until } = round;
  const { id, zh, en, way, clause } = delivery;
  return { deliveryId: id, nominal, name: { zh, en }, way, dueMs: dueMsOf(room, round), from, until, clause };
}

/** Whether a sheet is where the delivery takes it. */
export function hasArrived({ way }: Delivery, { place }: Pick<PlacedSheet, 'place'>): boolean {
  return place === 'hr' || (way === 'to-desk' && place === 'desk');
}

/** The sheets of a department that belong to a round. */
export function sheetsOf(
  { needs }: PostRoom,
  { delivery, nominal, formsFrom }: Round,
  department: string,
): SheetView[] {
  if (delivery.forms.length === 0) return [];
  const all = needs.sheets({ department, kinds: delivery.forms, dueFrom: formsFrom, dueUntil: nominal });
  return all.filter((sheet) => belongs(delivery, sheet));
}

/** Those of them that belong to a round and a department. */
export function placedOf(
  placed: readonly PlacedSheet[],
  { delivery, nominal, formsFrom }: Round,
  department: string,
): PlacedSheet[] {
  return placed.filter(
    (sheet) =>
      sheet.department === department &&
      formsFrom <= sheet.dueDay &&
      sheet.dueDay <= nominal &&
      delivery.forms.some((kind) => kind === sheet.kind) &&
      belongs(delivery, sheet),
  );
}

/** What goes to HR are the sheets that came to the desk. */
function belongs({ way }: Delivery, { place }: Pick<PlacedSheet, 'place'>): boolean {
  return way !== 'to-hr' || place === 'desk' || place === 'hr';
}

/** Where all sheets of these rounds are. */
export function placedIn({ needs }: PostRoom, rounds: readonly Round[]): readonly PlacedSheet[] {
  const days = rounds.flatMap(({ formsFrom, nominal }) => [formsFrom, nominal]).sort();
  const [from, until] = [days[0], days.at(-1)];
  return from === undefined || until === undefined ? [] : needs.placed(from, until);
}

export const subjectOf = (deliveryId: string, nominal: string): string => `post:${deliveryId}/${nominal}`;
