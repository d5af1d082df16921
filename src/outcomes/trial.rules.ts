import type { MonthOutcome } from './month.rules.ts';

/** One number of a month that comes out otherwise. */
export interface FigureChange {
  readonly what: 'deducted' | 'absent' | 'reviews' | 'worked';
  /** Minutes, days, how many, minutes. */
  readonly before: number;
  readonly after: number;
  /** Of what it comes to in either. */
  readonly clause: string;
}

/** What differs between two outcomes of one month; nothing where they come to the same. */
export function changesBetween(before: MonthOutcome, after: MonthOutcome, weekClause: string): FigureChange[] {
  const change = (what: FigureChange['what'], of: (month: MonthOutcome) => number, clause: string): FigureChange => ({
    what,
    before: of(before),
    after: of(after),
    clause,
  });
  const clauseOf = (of: (month: MonthOutcome) => readonly { readonly clause: string }[]): string =>
    [...new Set([...of(before), ...of(after)].map(({ clause }) => clause))].join(' · ');
  return [
    change(
      'deducted',
      deductedMinutes,
      clauseOf(({ deductions }) => deductions),
    ),
    change(
      'absent',
      ({ absentDays }) => absentDays,
      clauseOf(({ absences }) => absences),
    ),
    change(
      'reviews',
      ({ reviews }) => reviews.length,
      clauseOf(({ reviews }) => reviews),
    ),
    change('worked', ({ workedMinutes }) => workedMinutes, weekClause),
  ].filter((one) => one.before !== one.after);
}

/** All that is deducted in a month. */
export function deductedMinutes({ deductions }: MonthOutcome): number {
  return deductions.reduce((sum, one) => sum + one.deductedMinutes, 0);
}
