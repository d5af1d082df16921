import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { BusinessForm, FormFact, LeaveForm } from '../forms/rules.ts';
import type { RosterShift } from '../roster/rules.ts';
import type { PunchFact, Span } from './rules.ts';

const MINUTE_MS = 60_000;

/** What somebody may be away by. */
export type Cover = BusinessForm | LeaveForm;

/** Whether a form is leave or business that touches a shift. */
export function isCover(form: FormFact, { startMs, endMs }: RosterShift): form is Cover {
  return (form.kind === 'business' || form.kind === 'leave') && form.fromMs < endMs && form.untilMs > startMs;
}

/** Confirmed leave and business that touch the shift, in the order of their beginning. */
export function coversOf(shift: RosterShift, forms: readonly FormFact[]): readonly Cover[] {
  if (forms.length === 0) return [];
  return forms
    .filter((form): form is Cover => form.state === 'confirmed' && isCover(form, shift))
    .sort((a, b) => a.fromMs - b.fromMs || a.formId - b.formId);
}

/** Nobody comes back to punch out of a shift that ends on business. */
export function goesHomeFromBusiness({ endMs }: RosterShift, covers: readonly Cover[]): boolean {
  return covers.some(({ kind, untilMs }) => kind === 'business' && untilMs >= endMs);
}

/** When somebody is to come and may go, with leave and business at the edges taken off; `undefined`: away all of it. */
export function dueTime(shift: RosterShift, covers: readonly Cover[]): Span | undefined {
  let { startMs, endMs } = shift;
  for (const { fromMs, untilMs } of covers) if (fromMs <= startMs) startMs = Math.max(startMs, untilMs);
  for (const { fromMs, untilMs } of [...covers].sort((a, b) => b.untilMs - a.untilMs))
    if (untilMs >= endMs) endMs = Math.min(endMs, fromMs);
  return startMs < endMs ? { fromMs: startMs, untilMs: endMs } : undefined;
}

/** Which punches are the way to leave or business in the middle of a shift, and which the way back. */
export interface Ways {
  isWayOut(punch: PunchFact): boolean;
  isReturn(punch: PunchFact): boolean;
}

/** Punches around leave and business in the middle of the shift: the way out is no leaving and the return no arrival. */
export function waysOf(due: Span | undefined, covers: readonly Cover[], { absentOverMinutes }: AttendanceRules): Ways {
  const nearMs = absentOverMinutes.value * MINUTE_MS;
  const amid =
    due === undefined ? [] : covers.filter(({ fromMs, untilMs }) => fromMs > due.fromMs && untilMs < due.untilMs);
  return {
    isWayOut: ({ atMs }) => amid.some(({ fromMs, untilMs }) => atMs >= fromMs - nearMs && atMs < untilMs),
    isReturn: ({ atMs }) => amid.some(({ fromMs, untilMs }) => atMs > fromMs && atMs <= untilMs + nearMs),
  };
}

/** Presence and business together, inside the shift, less leave; the pause goes off once more than half of the shift was worked. */
export function workedMinutes(shift: RosterShift, covers: readonly Cover[], presence: Span | undefined): number {
  const inside = ({ fromMs, untilMs }: Span): Span => ({
    fromMs: Math.max(fromMs, shift.startMs),
    untilMs: Math.min(untilMs, shift.endMs),
  });
  const at = [...(presence ? [presence] : []), ...covers.filter(({ kind }) => kind === 'business')].map(inside);
  const away = covers.filter(({ kind }) => kind === 'leave').map(inside);
  const present = away.length === 0 ? lengthOf(at) : lengthOf([...at, ...away]) - lengthOf(away);
  const pauseMs = present * 2 > shift.endMs - shift.startMs ? shift.breakMinutes * MINUTE_MS : 0;
  return Math.floor(Math.max(0, present - pauseMs) / MINUTE_MS);
}

/** Of spans that may overlap. */
function lengthOf(spans: readonly Span[]): number {
  let sum = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { fromMs, untilMs } of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    sum += Math.max(0, untilMs - Math.max(fromMs, reached));
    reached = Math.max(reached, untilMs);
  }
  return sum;
}
