import { Temporal } from 'temporal-polyfill';
import type { CalendarRules } from '../../config/rules/calendar.ts';
import type { Sentence } from '../ports/device.ts';

/** A date as the country works: a weekend that is worked is `make-up-workday`, any day off by decree is `holiday`. */
export interface CalendarDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly kind: 'workday' | 'weekend' | 'holiday' | 'make-up-workday';
  /** The holiday, or the one that is made up for. */
  readonly name: Sentence | null;
  /** False beyond the end of the table: then only the weekday is known. */
  readonly known: boolean;
}

/** A day as somebody at the desk put it: before the rules, before the kept table. */
export interface WrittenDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `table`: as the rules and the kept table have it. */
  readonly is: 'holiday' | 'workday' | 'table';
  readonly zh: string;
  readonly en: string;
  /** `null`: as the rules have it. */
  readonly triplePay: boolean | null;
}

/** How far the calendar is known. */
export interface CalendarHorizon {
  /** Last day with known holidays, `YYYY-MM-DD`. */
  readonly until: string;
  /** True when it ends so soon that somebody should see to it. */
  readonly endsSoon: boolean;
}

/** A day that is not what its weekday says, or that somebody wrote. */
export interface ListedDay {
  readonly calendar: CalendarDay;
  readonly triplePay: boolean;
  /** What was written of it, newest first. */
  readonly told: readonly (WrittenDay & { readonly notice: string; readonly by: string; readonly atMs: number })[];
}

/** The days of a year that are something. */
export interface CalendarYear {
  readonly year: number;
  readonly today: string;
  readonly horizon: CalendarHorizon;
  readonly days: readonly ListedDay[];
}

/** Days off and days worked, by date. */
export interface HolidayTable {
  readonly holidays: ReadonlyMap<string, Sentence>;
  readonly workdays: ReadonlyMap<string, Sentence>;
  readonly until: string;
}

/** The kept table: `"2026-10-01": "National Day,国庆节,3"`. */
export interface KeptTable {
  readonly holidays: Readonly<Record<string, string>>;
  readonly workdays: Readonly<Record<string, string>>;
}

/** A statutory holiday: by the common calendar, by the lunar one (`eve`: the day before its first day), or Tomb-sweeping Day. */
export type StatutoryDay = { readonly solar: string } | { readonly lunar: string } | { readonly term: 'tomb-sweeping' };

const SATURDAY = 6;
/** Made when first asked for: the tables of the lunar calendar take as long to load as a tenth of a start. */
let utcLunar: Intl.DateTimeFormat | undefined;
const FIRST_OF_OCTOBER = '-10-01';

/** A year is there when its National Day is: New Year's Day alone may have come with the year before. */
export function readTable({ holidays, workdays }: KeptTable): HolidayTable {
  const years = Object.keys(holidays).flatMap((day) => (day.endsWith(FIRST_OF_OCTOBER) ? [day.slice(0, 4)] : []));
  const year = years.sort().at(-1);
  return { holidays: named(holidays), workdays: named(workdays), until: year === undefined ? '' : `${year}-12-31` };
}

/** What a date is: what a person wrote first, at the desk or in the rules, then the kept table, then its weekday. */
export function calendarDay(table: HolidayTable, rules: CalendarRules, day: string, atDesk?: WrittenDay): CalendarDay {
  const weekday = Temporal.PlainDate.from(day).dayOfWeek;
  const said = atDesk === undefined || atDesk.is === 'table' ? undefined : { ...atDesk, is: atDesk.is };
  const written = said ?? rules.days.find(({ date }) => date === day);
  const off = written === undefined ? table.holidays.get(day) : written.is === 'holiday' ? written : undefined;
  const worked = written === undefined ? table.workdays.get(day) : written.is === 'workday' ? written : undefined;
  const weekend = weekday >= SATURDAY;
  const known = written !== undefined || day <= untilOf(table, rules);
  if (off !== undefined) return { day, weekday, kind: 'holiday', name: { zh: off.zh, en: off.en }, known };
  if (worked === undefined) return { day, weekday, kind: weekend ? 'weekend' : 'workday', name: null, known };
  return {
    day,
    weekday,
    kind: weekend ? 'make-up-workday' : 'workday',
    name: { zh: worked.zh, en: worked.en },
    known,
  };
}

/** Whether a date is one of these statutory holidays, whatever is shifted around it. */
export function isStatutory(days: readonly StatutoryDay[], day: string): boolean {
  const date = Temporal.PlainDate.from(day);
  return days.some((one) => {
    if ('solar' in one) return day.slice(5) === one.solar;
    if ('term' in one) return date.month === 4 && date.day === tombSweepingDay(date.year);
    return one.lunar === 'eve' ? lunarDay(date.add({ days: 1 })) === '01-01' : lunarDay(date) === one.lunar;
  });
}

/** `05-05` for the Dragon Boat Festival; a leap month is written `06bis`. */
function lunarDay(date: Temporal.PlainDate): string {
  utcLunar ??= new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' });
  const [month = '', day = ''] = utcLunar.format(Date.UTC(date.year, date.month - 1, date.day)).split('/');
  return `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Day of April on which the sun stands at 15°, at Chinese time, for the years 2000 to 2099 (the usual formula for 清明). */
function tombSweepingDay(year: number): number {
  const inCentury = year % 100;
  return Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4);
}

/** How far the calendar is known, seen from `today`. */
export function horizonOf(table: HolidayTable, rules: CalendarRules, today: string): CalendarHorizon {
  const until = untilOf(table, rules);
  const warnFrom = Temporal.PlainDate.from(today).add({ days: rules.warnDays.value }).toString();
  return { until, endsSoon: until < warnFrom };
}

function untilOf(table: HolidayTable, { completeUntil = '' }: CalendarRules): string {
  return completeUntil > table.until ? completeUntil : table.until;
}

function named(days: Readonly<Record<string, string>>): Map<string, Sentence> {
  return new Map(
    Object.entries(days).map(([day, names]) => {
      const [en = '', zh = en] = names.split(',');
      return [day, { zh, en }];
    }),
  );
}
