import { type AttendanceRules, attendanceRules } from '../../config/rules/attendance.ts';
import { forEverybody, punched } from './department-month.ts';
import { hasBegun } from './month-view.ts';
import { lastDayOf } from './months.rules.ts';
import type { Outcomes } from './open-outcomes.ts';
import { judgePersonMonth } from './person-month.ts';
import { monthNotBegun, wrongRules } from './refusals.ts';
import { changesBetween } from './trial.rules.ts';
import type { Trial, TrialRow } from './view.rules.ts';

/** Values of config/rules/attendance.yaml to try, by their names: `{ "lateDeducts": "all" }`. */
export type TriedValues = Readonly<Record<string, unknown>>;

/**
 * Judges past months by changed rules as well and says what comes out otherwise. Writes nothing.
 *
 * @throws DeskError `outcomes/wrong-rules`, `outcomes/month-not-begun`
 */
export async function tryRules(outcomes: Outcomes, values: TriedValues, months: readonly string[]): Promise<Trial> {
  if (!months.every((month) => hasBegun(outcomes, month))) throw monthNotBegun();
  const versions = changedVersions(outcomes.needs.rules, values);
  const rows: TrialRow[] = [];
  let judged = 0;
  await forEverybody(outcomes, ({ id: personId, staffNo, name, active, department }) => {
    for (const month of months) {
      const before = judgePersonMonth(outcomes, personId, month);
      if (!active && !punched(before)) continue;
      judged += 1;
      const after = judgePersonMonth(outcomes, personId, month, versions);
      const changes = changesBetween(before.outcome, after.outcome, after.rules.weekHours.clause);
      if (changes.length === 0) continue;
      const of = before.days.find(({ day }) => day === lastDayOf(month))?.line.department ?? department;
      rows.push({ personId, staffNo, name, department: of, month, changes });
    }
  });
  return { months, judged, rows };
}

/** Every version with the values changed; their clauses stay. */
function changedVersions(versions: readonly AttendanceRules[], values: TriedValues): AttendanceRules[] {
  const changed = versions.map((version) => {
    const known = new Map<string, unknown>(Object.entries(version));
    const merged = Object.entries(values).map(([key, value]) => {
      const before = known.get(key);
      if (before === undefined || key === 'from') throw wrongRules(key, 'there is no such rule');
      return [key, isRuled(before) ? { ...before, value } : value];
    });
    return { ...version, ...Object.fromEntries(merged) };
  });
  const parsed = attendanceRules.safeParse(changed);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrongRules(issue?.path.slice(1).join('.') ?? '', issue?.message ?? '');
}

function isRuled(rule: unknown): rule is { readonly value: unknown; readonly clause: string } {
  return typeof rule === 'object' && rule !== null && 'value' in rule && 'clause' in rule;
}
