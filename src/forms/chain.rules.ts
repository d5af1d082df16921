import { Temporal } from 'temporal-polyfill';
import type { FormRules } from '../../config/rules/forms.ts';
import type { Grade } from '../roster/rules.ts';
import type { FormKind } from './rules.ts';
import type { ChainPlace } from './sheet.rules.ts';

/** What decides who signs. */
export interface ChainFacts {
  readonly kind: FormKind;
  readonly grade: Grade;
  /** Working days of leave. */
  readonly days: number;
  /** Days without a break, leave before and after it included. */
  readonly runningDays: number;
}

/** The signatures a form needs, in their order, and the clause that says so. */
export function chainFor(
  rules: FormRules,
  facts: ChainFacts,
): { readonly chain: readonly ChainPlace[]; readonly clause: string } {
  const { kind } = facts;
  if (kind !== 'leave') {
    const { value, clause } = rules.chains[kind];
    return { chain: placesOf(rules, value), clause };
  }
  const { value, clause } = rules.leaveChain;
  const way = rules.leaveWays[value.use]?.find(
    ({ grades, upToDays }) =>
      (grades === undefined || grades.includes(facts.grade)) && (upToDays === undefined || facts.days <= upToDays),
  );
  const { overDays, signatory } = rules.longLeave.value;
  const ids = [...(way?.chain ?? []), ...(facts.runningDays > overDays ? [signatory] : [])];
  return { chain: placesOf(rules, [...new Set(ids)]), clause };
}

function placesOf({ signatories }: FormRules, ids: readonly string[]): readonly ChainPlace[] {
  return ids.flatMap((id) => signatories.filter((one) => one.id === id));
}

/** By the close of which day the sheet is at the desk. */
export function dueDay(
  rules: FormRules,
  kind: FormKind,
  days: { readonly filled: string; readonly from: string; readonly until: string },
): string {
  const due = rules.due[kind].value;
  if ('daysBefore' in due) {
    const day = Temporal.PlainDate.from(days.from).subtract({ days: due.daysBefore }).toString();
    return [day, days.filled].sort().at(-1) ?? day;
  }
  const filled = Temporal.PlainDate.from(days.filled);
  if ('weekday' in due) return filled.add({ days: (due.weekday - filled.dayOfWeek + 7) % 7 }).toString();
  const last = Temporal.PlainDate.from(days.until);
  const month = last.day < due.dayOfMonth ? last : last.add({ months: 1 });
  return month.with({ day: due.dayOfMonth }).toString();
}
