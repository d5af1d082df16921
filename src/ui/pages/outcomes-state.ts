import type { FindingView, MonthView } from '../../outcomes/view.rules.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { isoDay, timeOfDay } from '../desk/local-time.ts';
import { w } from '../words/outcomes-words.ts';
import { language, say } from '../words/words.ts';

const shownMonths = 4;

/** This month and the ones before it, `YYYY-MM`, newest first. */
export function recentMonths(count = shownMonths): string[] {
  const [year = 0, month = 1] = isoDay(nowMs.value, zone()).split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** `11 月`, `November`. */
export function monthName(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  if (language.value === 'zh') return w('list.monthName', { n: number });
  return new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, number - 1));
}

/** What was found, in words. */
export function findingWords({ kind, minutes }: FindingView): string {
  return w(`find.${kind}`, { n: minutes });
}

/** What it leads to, in words. */
export function leadsWords({ consequence, key, day }: FindingView, { outcome }: MonthView): string {
  const absence = outcome.absences.find((one) => one.day === day);
  const deduction = outcome.deductions.find(({ findingKeys }) => findingKeys.includes(key));
  const n = consequence === 'absence' ? (absence?.days ?? 0) : (deduction?.deductedMinutes ?? 0);
  return w(`leads.${consequence}`, { n });
}

/** The evidence of a finding, one line each: roster, punches, forms. */
export function evidenceWords(finding: FindingView, month: MonthView): string[] {
  const day = month.days.find((one) => one.day === finding.day);
  const at = (ms: number): string => timeOfDay(ms, zone());
  const shifts =
    day?.line.shifts.filter(({ shiftId }) => finding.shiftId === null || shiftId === finding.shiftId) ?? [];
  const punches = day?.punches.filter(({ shiftId }) => finding.shiftId === null || shiftId === finding.shiftId) ?? [];
  const list = punches.map(
    ({ direction, atMs, sure }) => `${w(`one.${direction}`, { at: at(atMs) })}${sure ? '' : w('one.unsure')}`,
  );
  const forms = finding.evidence.flatMap((one) =>
    one.kind === 'form' ? month.forms.filter(({ formId }) => formId === one.formId) : [],
  );
  return [
    shifts.length === 0
      ? w('one.rest')
      : w('one.roster', {
          shifts: shifts.map(({ name, startMs, endMs }) => `${say(name)} ${at(startMs)}–${at(endMs)}`).join(' · '),
        }),
    list.length === 0 ? w('one.noPunch') : w('one.punches', { list: list.join(' · ') }),
    ...finding.evidence.flatMap((one) => (one.kind === 'audit' ? [w('one.audit', { n: one.flagId })] : [])),
    ...forms.map(({ number, state }) => w('one.form', { number, state: w(`form.${state}`) })),
  ];
}

/** `11-20` and the time of day. */
export function momentOf(ms: number): string {
  return `${isoDay(ms, zone()).slice(5)} ${timeOfDay(ms, zone())}`;
}

function zone(): string {
  return desk.value?.timeZone ?? 'UTC';
}
