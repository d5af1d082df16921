import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { Direction } from '../attendance/rules.ts';
import type { ExceptionForm, FormFact } from '../forms/rules.ts';
import type { RosterShift } from '../roster/rules.ts';
import { type Cover, coversOf, dueTime, goesHomeFromBusiness, waysOf, workedMinutes } from './cover.rules.ts';
import type { Confirmation, DayFacts, Evidence, Finding, FindingKind, PunchFact, Span } from './rules.ts';

const MINUTE_MS = 60_000;

/** What one shift comes to. */
export interface JudgedShift {
  readonly findings: readonly Finding[];
  readonly workedMinutes: number;
  readonly open: boolean;
}

/**
 * Judges one shift from its own punches and the person's forms.
 *
 * @param punches put to this shift, oldest first
 */
export function judgeShift(
  shift: RosterShift,
  punches: readonly PunchFact[],
  facts: DayFacts,
  rules: AttendanceRules,
): JudgedShift {
  const covers = coversOf(shift, facts.forms);
  const open = facts.nowMs < shift.endMs + rules.latestOutMinutes.value * MINUTE_MS;
  const due = dueTime(shift, covers);
  const find = finder(shift);
  const findings = covers.map((form) => coverFinding(shift, form, rules, find));
  const unsure = punches.filter(({ sure }) => !sure);
  if (unsure.length > 0) findings.push(find('clock-unsure', 0, rules.clauses.unsureClock, ...unsure.map(asEvidence)));
  if (due === undefined) {
    const leave = covers.find(({ kind }) => kind === 'leave');
    if (leave !== undefined && punches.length > 0)
      findings.push(find('present-on-leave', 0, rules.noPunchDays.clause, ...punches.map(asEvidence), asForm(leave)));
    return { findings, workedMinutes: workedMinutes(shift, covers, undefined), open };
  }
  const outOnBusiness = goesHomeFromBusiness(shift, covers);
  const { arrived, left } = edges(punches, covers, due, rules);
  findings.push(...offTimes(punches, { arrived, left }, due, rules, find));
  const lacking = [...(arrived ? [] : (['in'] as const)), ...(left || outOnBusiness ? [] : (['out'] as const))];
  const exceptions = lacking.map((direction) => exceptionOf(shift, direction, facts, rules));
  if (!open) findings.push(...missedFindings(lacking, exceptions, arrived ?? left, rules, find));
  const stoodIn = (direction: Direction): boolean =>
    exceptions.some((one) => one.direction === direction && one.confirmation === 'confirmed');
  const fromMs = arrived?.atMs ?? (stoodIn('in') ? due.fromMs : undefined);
  const untilMs = left?.atMs ?? (stoodIn('out') || outOnBusiness ? due.untilMs : undefined);
  const presence = fromMs === undefined || untilMs === undefined ? undefined : { fromMs, untilMs };
  return { findings, workedMinutes: workedMinutes(shift, covers, presence), open };
}

type Find = (kind: FindingKind, minutes: number, clause: string, ...more: readonly Evidence[]) => Finding;

function finder({ day, shiftId }: RosterShift): Find {
  const roster: Evidence = { kind: 'roster', day, shiftId };
  return (kind, minutes, clause, ...more) => ({
    key: `${day}/${shiftId}/${kind}`,
    kind,
    day,
    shiftId,
    minutes,
    clause,
    evidence: [roster, ...more],
  });
}

function coverFinding(shift: RosterShift, form: Cover, { clauses }: AttendanceRules, find: Find): Finding {
  const minutes = wholeMinutes(Math.min(form.untilMs, shift.endMs) - Math.max(form.fromMs, shift.startMs));
  const base = find(form.kind, minutes, clauses[form.kind], asForm(form));
  const found = { ...base, key: `${base.key}/${form.formId}` };
  return form.kind === 'leave' ? { ...found, leaveKind: form.leaveKind } : found;
}

interface Edges {
  readonly arrived: PunchFact | undefined;
  readonly left: PunchFact | undefined;
}

/** The first arrival, and the last leaving that nobody came back after. */
function edges(punches: readonly PunchFact[], covers: readonly Cover[], due: Span, rules: AttendanceRules): Edges {
  const { isReturn, isWayOut } = waysOf(due, covers, rules);
  const arrived = punches.find((punch) => punch.direction === 'in' && !isReturn(punch));
  const left = punches.findLast((punch) => punch.direction === 'out' && !isWayOut(punch));
  const cameBack = left !== undefined && punches.some(({ direction, atMs }) => direction === 'in' && atMs > left.atMs);
  return { arrived, left: cameBack ? undefined : left };
}

/** Late and early. A punch by an unsure clock may have been earlier or later than it says, so beside one nobody is either. */
function offTimes(
  punches: readonly PunchFact[],
  { arrived, left }: Edges,
  due: Span,
  rules: AttendanceRules,
  find: Find,
): Finding[] {
  const sure = (way: Direction): boolean => punches.every((punch) => punch.sure || punch.direction !== way);
  const late = arrived !== undefined && sure('in') ? wholeMinutes(arrived.atMs - due.fromMs) : 0;
  const early = left !== undefined && sure('out') ? wholeMinutes(due.untilMs - left.atMs) : 0;
  return [
    ...(arrived && late > 0 ? [offTime('late', late, arrived, rules, find)] : []),
    ...(left && early > 0 ? [offTime('early', early, left, rules, find)] : []),
  ];
}

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

/** What paper there is about a punch that is not. */
interface Exception {
  readonly direction: Direction;
  readonly confirmation: Confirmation;
  readonly forms: readonly ExceptionForm[];
}

function exceptionOf(
  shift: RosterShift,
  direction: Direction,
  { forms: all, line }: DayFacts,
  { triplePay }: AttendanceRules,
): Exception {
  const forms = all
    .filter(
      (form): form is ExceptionForm =>
        form.kind === 'exception' &&
        form.day === shift.day &&
        form.shiftId === shift.shiftId &&
        form.direction === direction &&
        isAlive(form),
    )
    .sort((a, b) => a.formId - b.formId);
  const sameDay = line.triplePay && triplePay.value.formSameDay;
  // The leaving of a night is missed on the morning after.
  const missedDay = direction === 'out' ? shift.endDay : shift.day;
  const inTime = forms.filter((form) => !sameDay || form.filledDay <= missedDay);
  if (forms.length === 0) return { direction, forms, confirmation: 'none' };
  if (inTime.length === 0) return { direction, forms, confirmation: 'too-late' };
  const confirmed = inTime.some(({ state }) => state === 'confirmed');
  return { direction, forms, confirmation: confirmed ? 'confirmed' : 'waiting' };
}

function missedFindings(
  lacking: readonly Direction[],
  exceptions: readonly Exception[],
  other: PunchFact | undefined,
  rules: AttendanceRules,
  find: Find,
): Finding[] {
  if (lacking.length === 2 && exceptions.every(({ confirmation }) => confirmation === 'none'))
    return [find('no-punch', 0, rules.noPunchDays.clause)];
  return exceptions.map(({ direction, confirmation, forms }) => {
    const clause = confirmation === 'too-late' ? rules.triplePay.clause : rules.monthMissedPunches.clause;
    const evidence = [...(other === undefined ? [] : [asEvidence(other)]), ...forms.map(asForm)];
    return { ...find(`missed-${direction}`, 0, clause, ...evidence), confirmation };
  });
}

function isAlive({ state }: FormFact): boolean {
  return state === 'open' || state === 'confirmed';
}

/** Whole minutes; seconds are forgiven. */
export function wholeMinutes(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}

/** A punch as evidence. */
export function asEvidence({ punchId }: PunchFact): Evidence {
  return { kind: 'punch', punchId };
}

/** A form as evidence. */
export function asForm({ formId }: FormFact): Evidence {
  return { kind: 'form', formId };
}
