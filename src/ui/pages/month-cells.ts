import type { DayView, MonthView } from '../../outcomes/view.rules.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { isoDay, timeOfDay } from '../desk/local-time.ts';
import { w } from '../words/month-words.ts';
import { language } from '../words/words.ts';
import { monthName } from './outcomes-state.ts';

const daysOfWeek = 7;
const shortMonth = 'YYYY-MM'.length;

/** What a day of the picture looks like: its colour, and a word or the tick. */
export interface DayMark {
  readonly look: 'ok' | 'wait' | 'need' | 'leave' | 'rest' | 'next' | 'today';
  readonly text: string;
  /** Drawn instead of the word, which is read aloud. */
  readonly tick: boolean;
}

/** Today at the desk, `YYYY-MM-DD`. */
export function today(): string {
  return isoDay(nowMs.value, zone());
}

/** `YYYY-MM` at the desk. */
export function thisMonth(): string {
  return today().slice(0, shortMonth);
}

/** `YYYY-MM` some months later, or earlier. */
export function monthBeside(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = year * 12 + number - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** `11 月`; with its year where that is not this one. */
export function monthTitle(month: string): string {
  const [year = '', number = 1] = month.split('-');
  if (today().startsWith(year)) return monthName(month);
  return w('title.year', { year, n: Number(number) });
}

/** `11 月`, `Nov`. */
export function shortMonthName(month: string): string {
  if (language.value === 'zh') return monthName(month);
  return new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' }).format(Date.parse(`${month}-01`));
}

/** How many cells stand empty before the first of a month: weeks begin on Monday. */
export function emptyBefore([first]: readonly DayView[]): number {
  return first === undefined ? 0 : (first.line.calendar.weekday - 1) % daysOfWeek;
}

/** How a day is drawn. */
export function markOf(day: DayView): DayMark {
  const plain = (look: DayMark['look'], text: string): DayMark => ({ look, text, tick: false });
  switch (day.state) {
    case 'good':
      return { look: 'ok', text: w('cell.good'), tick: true };
    case 'late':
      return plain('wait', offTime(day));
    case 'missed':
      return plain('wait', w('cell.missed'));
    case 'absent':
      return plain('need', w('cell.absent'));
    case 'leave': {
      const kind = day.findings.find(({ leaveKind }) => leaveKind !== undefined)?.leaveKind;
      return plain('leave', kind === undefined ? '' : w(`leave.${kind}`));
    }
    case 'business':
      return plain('leave', w('cell.business'));
    case 'rest':
    case 'holiday':
      return plain('rest', w(`cell.${day.state}`));
    case 'open':
      return plain(day.day === today() ? 'today' : 'next', firstPunch(day));
    case 'before':
    case 'future':
      return plain('next', '');
  }
}

function offTime({ findings }: DayView): string {
  const sum = (kind: 'late' | 'early'): number =>
    findings.reduce(
      (minutes, one) => minutes + (one.kind === kind && one.consequence !== 'excused' ? one.minutes : 0),
      0,
    );
  const late = sum('late');
  return late > 0 ? w('cell.late', { n: late }) : w('cell.early', { n: sum('early') });
}

function firstPunch({ day, punches }: DayView): string {
  const [first] = punches;
  if (first !== undefined) return timeOfDay(first.atMs, zone());
  return day === today() ? w('cell.today') : '';
}

/** `11 月 12 日 周四`. */
export function dayTitle({ day, line }: DayView): string {
  const weekday =
    language.value === 'zh'
      ? w('weekday', { day: w(`week.${weekdayOf(line.calendar.weekday)}`) })
      : new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day));
  const month = shortMonthName(day.slice(0, shortMonth));
  return w('day.title', { month, n: Number(day.slice(-2)), weekday });
}

export function weekdayOf(number: number): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const known = [1, 2, 3, 4, 5, 6, 7] as const;
  return known.find((one) => one === number) ?? 1;
}

/** Minutes the roster asks for in a month, pauses taken off. */
export function rosteredMinutes({ days }: Pick<MonthView, 'days'>): number {
  return days
    .flatMap(({ line }) => line.shifts)
    .reduce((sum, { startMs, endMs, breakMinutes }) => sum + (endMs - startMs) / 60_000 - breakMinutes, 0);
}

/** `7:35` of minutes. */
export function hoursText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function zone(): string {
  return desk.value?.timeZone ?? 'UTC';
}
