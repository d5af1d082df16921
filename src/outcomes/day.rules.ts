import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { Direction } from '../attendance/rules.ts';
import type { BusinessForm, ExceptionForm, FormFact, LeaveForm } from '../forms/rules.ts';
import type { RosterShift } from '../roster/rules.ts';
import type { Confirmation, DayFacts, DayOutcome, Evidence, Finding, FindingKind, PunchFact } from './rules.ts';

const MINUTE_MS = 60_000;

type Cover = BusinessForm | LeaveForm;

/** Judges one day from its roster line, punches and forms. Pure: the same facts give the same outcome. */
export function judgeDay(facts: DayFacts, rules: AttendanceRules): DayOutcome {
  const { line, punches } = facts;
  const judged = line.shifts.map((shift) => judgeShift(shift, facts, rules));
  const elsewhere = punches.filter(({ shiftId }) => !line.shifts.some((shift) => shift.shiftId === shiftId));
  const rest = elsewhere.length === 0 ? [] : [restWorked(line.day, elsewhere, rules)];
  return {
    day: line.day,
    line,
    findings: [...judged.flatMap(({ findings }) => findings), ...rest],
    workedMinutes: judged.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
    open: judged.some(({ open }) => open),
  };
}

interface JudgedShift {
  readonly findings: readonly Finding[];
  readonly workedMinutes: number;
  readonly open: boolean;
}

function judgeShift(shift: RosterShift, facts: DayFacts, rules: AttendanceRules): JudgedShift {
  const punches = facts.punches.filter(({ shiftId }) => shiftId === shift.shiftId);
  const covers = coversOf(shift, facts.forms);
  const open = facts.nowMs < shift.endMs + rules.latestOutMinutes.value * MINUTE_MS;
  const due = dueTime(shift, covers);
  const roster: Evidence = { kind: 'roster', day: shift.day, shiftId: shift.shiftId };
  const find = (kind: FindingKind, minutes: number, clause: string, ...more: readonly Evidence[]): Finding => ({
    key: `${shift.day}/${shift.shiftId}/${kind}`,
    kind,
    day: shift.day,
    shiftId: shift.shiftId,
    minutes,
    clause,
    evidence: [roster, ...more],
  });
  const findings = coverFindings(shift, covers, rules, find);
  const unsure = punches.filter(({ sure }) => !sure);
  if (unsure.length > 0) findings.push(find('clock-unsure', 0, rules.clauses.unsureClock, ...unsure.map(asEvidence)));
  const ways = waysOfBusiness(due, covers, rules);
  const arrivals = punches.filter((punch) => punch.direction === 'in' && !ways.isReturn(punch));
  const leavings = punches.filter((punch) => punch.direction === 'out' && !ways.isWayOut(punch));
  const span = presence(shift, due, first(arrivals), last(leavings), covers, facts);
  const worked = workedMinutes(shift, covers, span);
  if (due === undefined) {
    const leave = covers.find(({ kind }) => kind === 'leave');
    if (leave !== undefined && punches.length > 0)
      findings.push(find('present-on-leave', 0, rules.noPunchDays.clause, ...punches.map(asEvidence), asForm(leave)));
    return { findings, workedMinutes: worked, open };
  }
  const arrived = first(arrivals);
  const left = last(leavings);
  if (arrived?.sure) {
    const minutes = wholeMinutes(arrived.atMs - due.startMs);
    if (minutes > 0) findings.push(offTime('late', minutes, arrived, rules, find));
  }
  if (left?.sure) {
    const minutes = wholeMinutes(due.endMs - left.atMs);
    const cameBack = punches.some(({ direction, atMs }) => direction === 'in' && atMs > left.atMs);
    if (minutes > 0 && !(open && cameBack)) findings.push(offTime('early', minutes, left, rules, find));
  }
  if (open) return { findings, workedMinutes: worked, open };
  const outOnBusiness = goesHomeFromBusiness(shift, covers);
  findings.push(...missed(shift, { arrived, left, outOnBusiness }, facts, rules, find));
  return { findings, workedMinutes: worked, open };
}

type Find = (kind: FindingKind, minutes: number, clause: string, ...more: readonly Evidence[]) => Finding;

function offTime(
  kind: 'late' | 'early',
  minutes: number,
  punch: PunchFact,
  { absentOverMinutes, monthLateMinutes }: AttendanceRules,
  find: Find,
): Finding {
  if (minutes > absentOverMinutes.value)
    return find(`${kind}-absent`, minutes, absentOverMinutes.clause, asEvidence(punch));
  return find(kind, minutes, monthLateMinutes.clause, asEvidence(punch));
}

interface Punched {
  readonly arrived: PunchFact | undefined;
  readonly left: PunchFact | undefined;
  readonly outOnBusiness: boolean;
}

function missed(
  shift: RosterShift,
  { arrived, left, outOnBusiness }: Punched,
  { line, forms }: DayFacts,
  rules: AttendanceRules,
  find: Find,
): readonly Finding[] {
  const sameDay = line.triplePay && rules.triplePay.value.formSameDay;
  const exceptions = forms.filter(
    (form): form is ExceptionForm =>
      form.kind === 'exception' && form.day === shift.day && form.shiftId === shift.shiftId && isAlive(form),
  );
  const lacking = [...(arrived ? [] : (['in'] as const)), ...(left || outOnBusiness ? [] : (['out'] as const))];
  if (lacking.length === 2 && exceptions.length === 0) return [find('no-punch', 0, rules.noPunchDays.clause)];
  return lacking.map((direction) => {
    const there = exceptions.filter((form) => form.direction === direction);
    const confirmation = confirmationOf(there, sameDay);
    const clause = confirmation === 'too-late' ? rules.triplePay.clause : rules.monthMissedPunches.clause;
    const other = direction === 'in' ? left : arrived;
    const evidence = [...(other === undefined ? [] : [asEvidence(other)]), ...there.map(asForm)];
    return { ...find(`missed-${direction}`, 0, clause, ...evidence), confirmation };
  });
}

function confirmationOf(forms: readonly ExceptionForm[], sameDay: boolean): Confirmation {
  if (forms.length === 0) return 'none';
  const inTime = forms.filter((form) => !sameDay || form.filledDay <= form.day);
  if (inTime.length === 0) return 'too-late';
  return inTime.some(({ state }) => state === 'confirmed') ? 'confirmed' : 'waiting';
}

/** Confirmed leave and business that touch the shift, in the order of their beginning. */
function coversOf(shift: RosterShift, forms: readonly FormFact[]): readonly Cover[] {
  return forms
    .filter(
      (form): form is Cover =>
        (form.kind === 'business' || form.kind === 'leave') &&
        form.state === 'confirmed' &&
        form.fromMs < shift.endMs &&
        form.untilMs > shift.startMs,
    )
    .sort((a, b) => a.fromMs - b.fromMs || a.formId - b.formId);
}

function coverFindings(
  shift: RosterShift,
  covers: readonly Cover[],
  { clauses }: AttendanceRules,
  find: Find,
): Finding[] {
  return covers.map((form) => {
    const minutes = wholeMinutes(Math.min(form.untilMs, shift.endMs) - Math.max(form.fromMs, shift.startMs));
    const base = find(form.kind, minutes, clauses[form.kind], asForm(form));
    const found = { ...base, key: `${base.key}/${form.formId}` };
    return form.kind === 'leave' ? { ...found, leaveKind: form.leaveKind } : found;
  });
}

/** Nobody comes back to punch out of a shift that ends on business. */
function goesHomeFromBusiness({ endMs }: RosterShift, covers: readonly Cover[]): boolean {
  return covers.some(({ kind, untilMs }) => kind === 'business' && untilMs >= endMs);
}

interface Due {
  readonly startMs: number;
  readonly endMs: number;
}

/** When somebody is to come and may go, with leave and business at the edges taken off; `undefined`: away all of it. */
function dueTime(shift: RosterShift, covers: readonly Cover[]): Due | undefined {
  let { startMs, endMs } = shift;
  for (const { fromMs, untilMs } of covers) if (fromMs <= startMs) startMs = Math.max(startMs, untilMs);
  for (const { fromMs, untilMs } of [...covers].sort((a, b) => b.untilMs - a.untilMs))
    if (untilMs >= endMs) endMs = Math.min(endMs, fromMs);
  return startMs < endMs ? { startMs, endMs } : undefined;
}

/** Punches around business in the middle of the shift: the way out is no leaving and the return no arrival. */
function waysOfBusiness(
  due: Due | undefined,
  covers: readonly Cover[],
  { absentOverMinutes }: AttendanceRules,
): { isWayOut(punch: PunchFact): boolean; isReturn(punch: PunchFact): boolean } {
  const nearMs = absentOverMinutes.value * MINUTE_MS;
  const amid =
    due === undefined ? [] : covers.filter(({ fromMs, untilMs }) => fromMs > due.startMs && untilMs < due.endMs);
  return {
    isWayOut: ({ atMs }) => amid.some(({ fromMs, untilMs }) => atMs >= fromMs - nearMs && atMs < untilMs),
    isReturn: ({ atMs }) => amid.some(({ fromMs, untilMs }) => atMs > fromMs && atMs <= untilMs + nearMs),
  };
}

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** From arrival to leaving; a confirmed missed punch stands at the edge it was due at. */
function presence(
  shift: RosterShift,
  due: Due | undefined,
  arrived: PunchFact | undefined,
  left: PunchFact | undefined,
  covers: readonly Cover[],
  { forms }: DayFacts,
): Span | undefined {
  if (due === undefined) return undefined;
  const confirmed = (direction: Direction): boolean =>
    forms.some(
      (form) =>
        form.kind === 'exception' &&
        form.state === 'confirmed' &&
        form.day === shift.day &&
        form.shiftId === shift.shiftId &&
        form.direction === direction,
    );
  const fromMs = arrived?.atMs ?? (confirmed('in') ? due.startMs : undefined);
  const untilMs = left?.atMs ?? (confirmed('out') || goesHomeFromBusiness(shift, covers) ? due.endMs : undefined);
  return fromMs === undefined || untilMs === undefined ? undefined : { fromMs, untilMs };
}

/** Presence and business together, inside the shift, less leave; the pause goes off once more than half of the shift was worked. */
function workedMinutes(shift: RosterShift, covers: readonly Cover[], span: Span | undefined): number {
  const inside = ({ fromMs, untilMs }: Span): Span => ({
    fromMs: Math.max(fromMs, shift.startMs),
    untilMs: Math.min(untilMs, shift.endMs),
  });
  const at = [...(span ? [span] : []), ...covers.filter(({ kind }) => kind === 'business')].map(inside);
  const away = covers.filter(({ kind }) => kind === 'leave').map(inside);
  const present = lengthOf(at) - (lengthOf(at) + lengthOf(away) - lengthOf([...at, ...away]));
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

function restWorked(day: string, punches: readonly PunchFact[], rules: AttendanceRules): Finding {
  const arrived = first(punches.filter(({ direction }) => direction === 'in'));
  const left = last(punches.filter(({ direction }) => direction === 'out'));
  const minutes = arrived && left ? Math.max(0, wholeMinutes(left.atMs - arrived.atMs)) : 0;
  return {
    key: `${day}/-/rest-worked`,
    kind: 'rest-worked',
    day,
    shiftId: null,
    minutes,
    clause: rules.overtime.clause,
    evidence: [{ kind: 'roster', day, shiftId: null }, ...punches.map(asEvidence)],
  };
}

function first(punches: readonly PunchFact[]): PunchFact | undefined {
  return punches.reduce<PunchFact | undefined>((a, b) => (a === undefined || b.atMs < a.atMs ? b : a), undefined);
}

function last(punches: readonly PunchFact[]): PunchFact | undefined {
  return punches.reduce<PunchFact | undefined>((a, b) => (a === undefined || b.atMs >= a.atMs ? b : a), undefined);
}

function isAlive({ state }: FormFact): boolean {
  return state === 'open' || state === 'confirmed';
}

/** Whole minutes; seconds are forgiven. */
function wholeMinutes(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}

function asEvidence({ punchId }: PunchFact): Evidence {
  return { kind: 'punch', punchId };
}

function asForm({ formId }: FormFact): Evidence {
  return { kind: 'form', formId };
}
