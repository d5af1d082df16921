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
}

/**
 * Opens the calendar. The table is read with the first question, not at the start of the service, and only the package's data: 3 ms, where
 * its code takes 25 and reckons in the computer's own time zone.
 */
export function openCalendar(rules: readonly CalendarRules[], read: () => KeptTable = keptTable): Calendar {
  let known: HolidayTable | undefined;
  const table = (): HolidayTable => {
    known ??= readTable(read());
    return known;
  };
  return {
    day: remember((day) => calendarDay(table(), inForce(rules, day), day)),
    isTriplePay: remember((day) => isStatutory(inForce(rules, day).triplePay.value, day)),
    horizon: (today) => horizonOf(table(), inForce(rules, today), today),
  };
}

/** Every person's roster asks for the same days; a lunar date alone takes 20 µs to find. */
function remember<Answer>(ask: (day: string) => Answer): (day: string) => Answer {
  const known = new Map<string, Answer>();
  return (day) => {
    const before = known.get(day);
    if (before !== undefined) return before;
    const answer = ask(day);
    if (known.size >= REMEMBERED_DAYS) known.clear();
    known.set(day, answer);
    return answer;
  };
}

function keptTable(): KeptTable {
  return createRequire(import.meta.url)('chinese-days/dist/chinese-days.json');
}
