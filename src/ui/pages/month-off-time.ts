import type { MonthView } from '../../outcomes/view.rules.ts';

/** Minutes that are held to the limit of a month as one number. */
export interface OffTime {
  readonly kind: 'offTime' | 'late' | 'early';
  readonly minutes: number;
  readonly deductedMinutes: number;
}

/** Late and early minutes as the rules hold them to the limit: one number together, or one each. */
export function offTimesOf({
  outcome,
  limits,
  days,
}: Pick<MonthView, 'outcome' | 'limits' | 'days'>): readonly OffTime[] {
  const { lateMinutes, earlyMinutes, deductions } = outcome;
  const deducted = (some: typeof deductions): number =>
    some.reduce((sum, { deductedMinutes }) => sum + deductedMinutes, 0);
  if (limits.lateAndEarly === 'summed')
    return [{ kind: 'offTime', minutes: lateMinutes + earlyMinutes, deductedMinutes: deducted(deductions) }];
  const findings = days.flatMap((day) => day.findings);
  const of = (kind: 'late' | 'early'): number => {
    const keys = new Set(findings.filter((one) => one.kind === kind).map(({ key }) => key));
    return deducted(deductions.filter(({ findingKeys }) => findingKeys.some((key) => keys.has(key))));
  };
  return [
    { kind: 'late', minutes: lateMinutes, deductedMinutes: of('late') },
    { kind: 'early', minutes: earlyMinutes, deductedMinutes: of('early') },
  ];
}
