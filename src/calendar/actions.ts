import { createRequire } from 'node:module';
import { inForce } from '../../config/ruled.ts';
import type { CalendarRules } from '../../config/rules/calendar.ts';
import {
  type CalendarDay,
  type CalendarHorizon,
  calendarDay,
  type HolidayTable,
  horizonOf,
  isStatutory,
  type KeptTable,
  readTable,
} from './rules.ts';
import type { CalendarStore } from './store.ts';

export { type CalendarRoom, calendarYear, editDays, openCalendarRoom } from './edit-days.ts';
export { openCalendarStore } from './store.ts';

/** More than two years. */
const REMEMBERED_DAYS = 800;

/** China's public holidays and make-up workdays, as corrected in `config/rules/calendar.yaml`. */
export interface Calendar {
  /** @param day `YYYY-MM-DD` */
  day(day: string): CalendarDay;
  /** Whether work on this day is paid three times: a statutory holiday. */
  isTriplePay(day: string): boolean;
  /** How far the table goes, and whether that is soon over. @param today `YYYY-MM-DD` */
  horizon(today: string): CalendarHorizon;
  /** Another one after each day that was written. */
  mark(): number;
  /** A day was written: what is remembered of days holds no more. */
  forget(): void;
}

/** Where the days come from. */
export interface CalendarParts {
  /** Reads the kept table. */
  readonly read?: () => KeptTable;
  /** What people at the desk wrote. */
  readonly store?: Pick<CalendarStore, 'written' | 'mark'>;
}

/**
 * Opens the calendar. The table is read with the first question, not at the start of the service, and only the package's data: 3 ms, where
 * its code takes 25 and reckons in the computer's own time zone.
 */
export function openCalendar(
  rules: readonly CalendarRules[],
  { read = keptTable, store }: CalendarParts = {},
): Calendar {
  let known: HolidayTable | undefined;
  const table = (): HolidayTable => {
    known ??= readTable(read());
    return known;
  };
  const days = remember((day) => calendarDay(table(), inForce(rules, day), day, store?.written(day)));
  const triple = remember(
    (day) => store?.written(day)?.triplePay ?? isStatutory(inForce(rules, day).triplePay.value, day),
  );
  return {
    day: days.ask,
    isTriplePay: triple.ask,
    horizon: (today) => horizonOf(table(), inForce(rules, today), today),
    mark: () => store?.mark() ?? 0,
    forget() {
      days.forget();
      triple.forget();
    },
  };
}

/** Every person's roster asks for the same days; a lunar date alone takes 20 µs to find. */
function remember<Answer>(find: (day: string) => Answer): { ask(day: string): Answer; forget(): void } {
  const known = new Map<string, Answer>();
  return {
    ask(day) {
      const before = known.get(day);
      if (before !== undefined) return before;
      const answer = find(day);
      if (known.size >= REMEMBERED_DAYS) known.clear();
      known.set(day, answer);
      return answer;
    },
    forget: () => known.clear(),
  };
}

function keptTable(): KeptTable {
  return createRequire(import.meta.url)('chinese-days/dist/chinese-days.json');
}
