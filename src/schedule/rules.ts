import type { ScheduledItem, ScheduleRules } from '../../config/rules/schedule.ts';
import type { AnnouncementState } from '../broadcast/rules.ts';
import type { CalendarDay, CalendarHorizon } from '../calendar/rules.ts';
import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import { breathing, spoken } from '../ports/spoken-parts.ts';

/** An item as it stands on a day: from the rules file, or written at the desk. */
export interface PlannedItem extends ScheduledItem {
  /** 0: from the rules file. */
  readonly version: number;
  /** Nothing was planned before it was written; null: from the rules file. */
  readonly writtenAtMs: number | null;
}

/** What is stored of one item on one day. */
export interface OccurrenceRecord {
  readonly itemId: string;
  readonly day: string;
  readonly dueMs: number;
  readonly state: 'planned' | 'sent' | 'missed' | 'skipped';
  readonly announcementId: string | null;
  readonly attempts: number;
  readonly code: string | null;
  readonly reason: string | null;
  readonly decidedBy: string;
  readonly decidedAtMs: number;
}

/** One item on one day. */
export interface Occurrence {
  readonly item: PlannedItem;
  readonly day: string;
  /** By its time of day. */
  readonly plannedMs: number;
  /** The same, or what it was postponed to. */
  readonly dueMs: number;
  readonly record: OccurrenceRecord | undefined;
}

/** An occurrence as the screen shows it. */
export interface OccurrenceView {
  readonly itemId: string;
  readonly day: string;
  readonly title: Sentence;
  readonly plannedMs: number;
  readonly dueMs: number;
  /** `planned` until it is sent; then what became of the announcement. */
  readonly state: 'planned' | 'missed' | 'skipped' | AnnouncementState;
  /** Why it was missed, is late, or did not end well. */
  readonly says: Sentence | null;
  /** Who skipped, postponed or aired it, and in which words. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly startedAtMs: number | null;
  readonly script: { readonly zh: string | null; readonly en: string | null };
  readonly recording: string | null;
  /** Where it is heard; empty: everywhere. */
  readonly zones: readonly string[];
  readonly fromRules: boolean;
  readonly clause: string;
}

/** Two minutes before: staff stand ready. */
export interface StandReady {
  readonly itemId: string;
  readonly title: Sentence;
  readonly dueMs: number;
}

/** What every page knows of the schedule. */
export interface ScheduleNow {
  /** Times of today's broadcasts, `HH:MM`. */
  readonly ticks: readonly string[];
  readonly standReady: StandReady | null;
  /** Nothing goes on the air by itself, because nobody knows how good the clock is. */
  readonly held: boolean;
  /** Titles of what was missed today and nobody has decided about. */
  readonly missed: readonly Sentence[];
}

/** A day as the schedule page shows it. */
export interface ScheduleDay {
  readonly day: string;
  readonly today: string;
  readonly calendar: CalendarDay;
  readonly horizon: CalendarHorizon;
  readonly held: boolean;
  readonly occurrences: readonly OccurrenceView[];
  readonly postpone: ScheduleRules['postponeMinutes'];
}

/** An item in all that can be changed about it, for the form. */
export interface ItemView extends ScheduledItem {
  readonly version: number;
  readonly fromRules: boolean;
  /** Desk items: who wrote the version in force. */
  readonly writtenBy: string | null;
}

const SUNDAY = 7;
const MONDAY = 1;

/** Whether an item is on the plan of a day. */
export function isOn(item: ScheduledItem, day: CalendarDay): boolean {
  return inSeason(item, day.day.slice(5)) && onWeekday(item, day);
}

function inSeason({ seasons }: ScheduledItem, monthAndDay: string): boolean {
  if (seasons === undefined) return true;
  return seasons.some(({ from, to }) =>
    from <= to ? from <= monthAndDay && monthAndDay <= to : from <= monthAndDay || monthAndDay <= to,
  );
}

function onWeekday({ weekdays, holidays }: ScheduledItem, { weekday, kind }: CalendarDay): boolean {
  const on = (day: number) => weekdays === undefined || weekdays.includes(day);
  switch (holidays) {
    case 'as-usual':
      return on(weekday);
    case 'skip':
      return kind !== 'holiday' && on(weekday);
    case 'only':
      return kind === 'holiday' && on(weekday);
    case 'use-weekend-day':
      return on(kind === 'holiday' ? SUNDAY : kind === 'make-up-workday' ? MONDAY : weekday);
  }
}

/** One round of an item: chime, recording, Chinese, English. */
export function partsOf({ chime, recording, text }: Pick<ScheduledItem, 'chime' | 'recording' | 'text'>) {
  const played: AnnouncementPart[] = recording === undefined ? [] : [{ kind: 'recording', recording }];
  const parts = breathing([played, spoken(text ?? {}, true)]);
  return chime ? [{ kind: 'chime' } as const, ...parts] : parts;
}
