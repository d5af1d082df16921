import type { PunchFact } from '../../outcomes/rules.ts';
import type { DecisionView, FindingView, MonthView } from '../../outcomes/view.rules.ts';
import type { RosterLine } from '../../roster/rules.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { showName } from '../desk/idle.ts';
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

/** What somebody was to do on a day. */
export function rosterWords(shifts: RosterLine['shifts']): string {
  if (shifts.length === 0) return w('one.rest');
  const list = shifts.map(({ name, startMs, endMs }) => `${say(name)} ${at(startMs)}–${at(endMs)}`);
  return w('one.roster', { shifts: list.join(' · ') });
}

/** What somebody tapped on a day. */
export function punchWords(punches: readonly PunchFact[]): string {
  if (punches.length === 0) return w('one.noPunch');
  const list = punches.map(
    ({ direction, atMs, sure }) => `${w(`one.${direction}`, { at: at(atMs) })}${sure ? '' : w('one.unsure')}`,
  );
  return w('one.punches', { list: list.join(' · ') });
}

/** The papers a finding was found from, one line each: records of an audit, and forms. */
export function paperWords({ evidence }: FindingView, { forms }: MonthView): string[] {
  return [
    ...evidence.flatMap((one) => (one.kind === 'audit' ? [w('one.audit', { n: one.flagId })] : [])),
    ...evidence
      .flatMap((one) => (one.kind === 'form' ? forms.filter(({ formId }) => formId === one.formId) : []))
      .map(({ number, state }) => w('one.form', { number, state: w(`form.${state}`) })),
  ];
}

/** The evidence of a finding, one line each: roster, punches, forms. */
export function evidenceWords(finding: FindingView, month: MonthView): string[] {
  const day = month.days.find((one) => one.day === finding.day);
  const ofShift = ({ shiftId }: { readonly shiftId: string }): boolean =>
    finding.shiftId === null || shiftId === finding.shiftId;
  return [
    rosterWords(day?.line.shifts.filter(ofShift) ?? []),
    punchWords(day?.punches.filter(ofShift) ?? []),
    ...paperWords(finding, month),
  ];
}

/** Who decided what, when and why. */
export function decisionWords({ byName, atMs, verdict, reason }: DecisionView): string {
  return w(reason === '' ? 'one.decision' : 'one.decisionWhy', {
    name: showName(byName),
    at: momentOf(atMs),
    verdict: w(`verdict.${verdict}`),
    reason,
  });
}

/** `11-20` and the time of day. */
function momentOf(ms: number): string {
  return `${isoDay(ms, zone()).slice(5)} ${timeOfDay(ms, zone())}`;
}

function at(ms: number): string {
  return timeOfDay(ms, zone());
}

function zone(): string {
  return desk.value?.timeZone ?? 'UTC';
}
