import type { RuleValues } from '../outcomes-fixture.ts';

/** Days without a punch, all other weekdays worked; and what November 2026 calls for. R2 3(6): 3 running, 6 within 3 months. */
export interface ReviewCase {
  readonly name: string;
  readonly absent: readonly string[];
  /** Days rostered as rest. */
  readonly rest?: readonly string[];
  readonly rules?: RuleValues;
  /** `running 3`, `total 6` */
  readonly reviews: readonly string[];
}

export const reviewCases: readonly ReviewCase[] = [
  { name: 'two running', absent: ['2026-11-10', '2026-11-11'], reviews: [] },
  { name: 'three running', absent: ['2026-11-10', '2026-11-11', '2026-11-12'], reviews: ['running 3'] },
  { name: 'four running', absent: ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12'], reviews: ['running 4'] },
  { name: 'three, with one worked between', absent: ['2026-11-10', '2026-11-11', '2026-11-13'], reviews: [] },
  { name: 'three over a week-end', absent: ['2026-11-12', '2026-11-13', '2026-11-16'], reviews: ['running 3'] },
  {
    name: 'three with a day off between',
    absent: ['2026-11-10', '2026-11-11', '2026-11-13'],
    rest: ['2026-11-12'],
    reviews: ['running 3'],
  },
  {
    name: 'three over the border of the month',
    absent: ['2026-10-29', '2026-10-30', '2026-11-02'],
    reviews: ['running 3'],
  },
  { name: 'three that were over before the month', absent: ['2026-10-28', '2026-10-29', '2026-10-30'], reviews: [] },
  {
    name: 'three that were over before the month, and one in it',
    absent: ['2026-10-28', '2026-10-29', '2026-10-30', '2026-11-18'],
    reviews: [],
  },
  {
    name: 'six that were over before the month, and one in it after their window',
    absent: ['2026-08-03', '2026-08-05', '2026-08-10', '2026-08-12', '2026-08-17', '2026-08-18', '2026-11-18'],
    reviews: [],
  },
  {
    name: 'five in all',
    absent: ['2026-11-03', '2026-11-05', '2026-11-10', '2026-11-12', '2026-11-17'],
    reviews: [],
  },
  {
    name: 'six in all',
    absent: ['2026-11-03', '2026-11-05', '2026-11-10', '2026-11-12', '2026-11-17', '2026-11-19'],
    reviews: ['total 6'],
  },
  {
    name: 'seven in all',
    absent: ['2026-11-03', '2026-11-05', '2026-11-10', '2026-11-12', '2026-11-17', '2026-11-19', '2026-11-24'],
    reviews: ['total 7'],
  },
  {
    name: 'six over three months',
    absent: ['2026-09-02', '2026-09-09', '2026-10-14', '2026-10-21', '2026-11-04', '2026-11-18'],
    reviews: ['total 6'],
  },
  {
    name: 'six, the first a day inside the window',
    absent: ['2026-08-19', '2026-09-09', '2026-10-14', '2026-10-21', '2026-11-04', '2026-11-18'],
    reviews: ['total 6'],
  },
  {
    name: 'six, the first as long ago as the window is',
    absent: ['2026-08-18', '2026-09-09', '2026-10-14', '2026-10-21', '2026-11-04', '2026-11-18'],
    reviews: [],
  },
  {
    name: 'six that were over before the month',
    absent: ['2026-09-02', '2026-09-09', '2026-09-16', '2026-10-14', '2026-10-21', '2026-10-27'],
    reviews: [],
  },
  {
    name: 'six running',
    absent: ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13', '2026-11-16'],
    reviews: ['running 6', 'total 6'],
  },
  {
    name: 'two running by setting',
    absent: ['2026-11-10', '2026-11-11'],
    rules: { absenceReview: { running: 2, total: 6, withinMonths: 3 } },
    reviews: ['running 2'],
  },
  {
    name: 'within one month by setting',
    absent: ['2026-10-14', '2026-10-21', '2026-11-04', '2026-11-18'],
    rules: { absenceReview: { running: 3, total: 3, withinMonths: 1 } },
    reviews: ['total 3'],
  },
];
