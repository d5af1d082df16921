import type { DayCase, RuleValues } from '../outcomes-fixture.ts';

/** What somebody did on one reception day. */
export type DayWord =
  | 'whole'
  | `late ${number}`
  | `early ${number}`
  | `late ${number} early ${number}`
  | 'missed'
  | 'missed twice'
  | 'waiting'
  | 'unsigned'
  | 'late 5 unsigned'
  | 'absent'
  | 'waits for leave'
  | 'leave'
  | 'rest';

/** A month of days from the 2nd on, and what it comes to. What is not named is none. */
export interface MonthCase {
  readonly name: string;
  readonly days: readonly DayWord[];
  readonly rules?: RuleValues;
  /** Minutes of each deduction. */
  readonly deducted?: readonly number[];
  readonly absentDays?: number;
  /** Confirmed, waiting, unconfirmed. */
  readonly missed?: readonly [number, number, number];
  readonly clauses?: readonly string[];
}

const all: RuleValues = { lateDeducts: 'all' };
const apart: RuleValues = { lateAndEarly: 'apart' };
const strict: RuleValues = { missedAtLimit: 'absent' };

/** Minutes of the month against 10, deducted by begun hours (R2 3(3)), each contradiction under both settings. */
export const minuteCases: readonly MonthCase[] = [
  { name: 'nothing', days: ['whole', 'whole'] },
  { name: 'nine minutes', days: ['late 4', 'late 5'] },
  { name: 'ten minutes', days: ['late 4', 'late 6'] },
  { name: 'eleven minutes', days: ['late 5', 'late 6'], deducted: [60], clauses: ['R2 3(3)'] },
  { name: 'ten at once', days: ['late 10'] },
  { name: 'eleven at once', days: ['late 11'], deducted: [60] },
  { name: 'ten early', days: ['early 10'] },
  { name: 'eleven early', days: ['early 11'], deducted: [60] },
  { name: 'sixty-nine: one hour over', days: ['late 30', 'late 30', 'late 9'], deducted: [60] },
  { name: 'seventy: one hour over', days: ['late 30', 'late 30', 'late 10'], deducted: [60] },
  { name: 'seventy-one: the second hour begins', days: ['late 30', 'late 30', 'late 11'], deducted: [120] },
  { name: 'all: ten are forgiven still', days: ['late 10'], rules: all },
  { name: 'all: eleven', days: ['late 11'], rules: all, deducted: [60] },
  { name: 'all: sixty', days: ['late 30', 'late 30'], rules: all, deducted: [60] },
  { name: 'all: sixty-one', days: ['late 30', 'late 30', 'late 1'], rules: all, deducted: [120] },
  { name: 'summed: five late and five early', days: ['late 5', 'early 5'] },
  { name: 'summed: six late and five early', days: ['late 6', 'early 5'], deducted: [60] },
  { name: 'summed, on one day', days: ['late 6 early 5'], deducted: [60] },
  { name: 'apart: ten late and ten early', days: ['late 10', 'early 10'], rules: apart },
  { name: 'apart: eleven late and ten early', days: ['late 11', 'early 10'], rules: apart, deducted: [60] },
  { name: 'apart: ten late and eleven early', days: ['late 10', 'early 11'], rules: apart, deducted: [60] },
  { name: 'apart: eleven of both', days: ['late 11', 'early 11'], rules: apart, deducted: [60, 60] },
  {
    name: 'apart and all',
    days: ['late 30', 'late 30', 'late 1', 'early 11'],
    rules: { ...apart, ...all },
    deducted: [120, 60],
  },
  { name: 'another limit, just at it', days: ['late 20'], rules: { monthLateMinutes: 20 } },
  { name: 'another limit, over it', days: ['late 21'], rules: { monthLateMinutes: 20 }, deducted: [60] },
  { name: 'no limit: every minute counts', days: ['late 1'], rules: { monthLateMinutes: 0 }, deducted: [60] },
  { name: 'by half hours', days: ['late 25', 'late 15'], rules: { lateUnitMinutes: 30 }, deducted: [30] },
  { name: 'by half hours, over one', days: ['late 25', 'late 16'], rules: { lateUnitMinutes: 30 }, deducted: [60] },
  { name: 'an absence is not deducted as well', days: ['late 31', 'late 10'], absentDays: 1, clauses: ['R2 3(4)'] },
  { name: 'late on a day of leave elsewhere', days: ['leave', 'late 10'] },
];

/** Missed punches of the month against 3, absences by day (R2 3(4), 3(5)), the third under both settings. */
export const absenceCases: readonly MonthCase[] = [
  { name: 'two missed and signed', days: ['missed', 'missed'], missed: [2, 0, 0] },
  { name: 'three', days: ['missed', 'missed', 'missed'], missed: [3, 0, 0] },
  {
    name: 'four: the fourth',
    days: ['missed', 'missed', 'missed', 'missed'],
    missed: [4, 0, 0],
    absentDays: 1,
    clauses: ['R2 3(5)'],
  },
  { name: 'five: two', days: ['missed', 'missed', 'missed', 'missed', 'missed'], missed: [5, 0, 0], absentDays: 2 },
  { name: 'strict, two', days: ['missed', 'missed'], rules: strict, missed: [2, 0, 0] },
  {
    name: 'strict, three: the third',
    days: ['missed', 'missed', 'missed'],
    rules: strict,
    missed: [3, 0, 0],
    absentDays: 1,
  },
  {
    name: 'strict, four',
    days: ['missed', 'missed', 'missed', 'missed'],
    rules: strict,
    missed: [4, 0, 0],
    absentDays: 2,
  },
  { name: 'both of one day are two', days: ['missed twice', 'missed'], missed: [3, 0, 0] },
  {
    name: 'the fourth and fifth on one day are that day',
    days: ['missed', 'missed', 'missed', 'missed twice'],
    missed: [5, 0, 0],
    absentDays: 1,
  },
  {
    name: 'the third and fourth on one day',
    days: ['missed', 'missed', 'missed twice'],
    missed: [4, 0, 0],
    absentDays: 1,
  },
  {
    name: 'another limit',
    days: ['missed', 'missed'],
    rules: { monthMissedPunches: 1 },
    missed: [2, 0, 0],
    absentDays: 1,
  },
  { name: 'limit none', days: ['missed'], rules: { monthMissedPunches: 0 }, missed: [1, 0, 0], absentDays: 1 },
  { name: 'unsigned is absence at once', days: ['unsigned'], missed: [0, 0, 1], absentDays: 1, clauses: ['R2 3(5)'] },
  {
    name: 'unsigned does not use up the signed ones',
    days: ['unsigned', 'missed', 'missed', 'missed'],
    missed: [3, 0, 1],
    absentDays: 1,
  },
  { name: 'on its way counts for nothing yet', days: ['waiting', 'waiting', 'waiting', 'waiting'], missed: [0, 4, 0] },
  {
    name: 'on its way does not use up the signed ones',
    days: ['missed', 'waiting', 'missed', 'missed'],
    missed: [3, 1, 0],
  },
  { name: 'no punch', days: ['absent'], absentDays: 1, clauses: ['R2 3(5)'] },
  { name: 'no punch, leave on its way', days: ['waits for leave'] },
  { name: 'thirty late', days: ['late 30'], deducted: [60] },
  { name: 'thirty-one late', days: ['late 31'], absentDays: 1 },
  { name: 'late and early over the limit on one day are that day', days: ['late 31 early 31'], absentDays: 1 },
  { name: 'late over the limit and unsigned on one day', days: ['late 5 unsigned'], missed: [0, 0, 1], absentDays: 1 },
  {
    name: 'half a day each, twice on one day',
    days: ['late 31 early 31'],
    rules: { absentOverDays: 0.5 },
    absentDays: 1,
  },
  { name: 'half a day once', days: ['late 31'], rules: { absentOverDays: 0.5 }, absentDays: 0.5 },
  { name: 'no punch counted double by setting', days: ['absent'], rules: { noPunchDays: 2 }, absentDays: 2 },
  { name: 'a day of rest and one of leave are none', days: ['rest', 'leave'] },
];

/** The punches and forms of a word; a number of minutes is off 08:30 and 18:00. */
export function dayOf(word: DayWord): Omit<DayCase, 'name' | 'finds'> {
  const [, late = '0'] = /late (\d+)/.exec(word) ?? [];
  const [, early = '0'] = /early (\d+)/.exec(word) ?? [];
  const arrival = `in ${clock(8 * 60 + 30 + Number(late))}`;
  const leaving = `out ${clock(18 * 60 - Number(early))}`;
  const leave = { leave: 'annual', from: '08:30', until: '18:00' } as const;
  switch (word) {
    case 'rest':
      return { shifts: [], punches: [] };
    case 'absent':
      return { punches: [] };
    case 'leave':
      return { punches: [], forms: [leave] };
    case 'waits for leave':
      return { punches: [], forms: [{ ...leave, state: 'open' }] };
    case 'missed':
      return { punches: [arrival], forms: [{ exception: 'out' }] };
    case 'missed twice':
      return { punches: [], forms: [{ exception: 'in' }, { exception: 'out' }] };
    case 'waiting':
      return { punches: [arrival], forms: [{ exception: 'out', state: 'open' }] };
    case 'unsigned':
    case 'late 5 unsigned':
      return { punches: [arrival] };
    default:
      return { punches: [arrival, leaving] };
  }
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
