import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { RosterShift } from '../roster/rules.ts';
import { isCover } from './cover.rules.ts';
import type { DayFacts, DayOutcome, Finding, FindingKind, ProxyFact, PunchFact, Span } from './rules.ts';
import { asEvidence, asForm, type JudgedShift, judgeShift, wholeMinutes } from './shift.rules.ts';

/** What leave or business would undo, had it its signatures. */
const UNDONE_BY_PAPER: readonly FindingKind[] = [
  'late',
  'early',
  'late-absent',
  'early-absent',
  'missed-in',
  'missed-out',
  'no-punch',
];

/** Judges one day from its roster line, punches and forms. Pure: the same facts give the same outcome, in whatever order they come. */
export function judgeDay(facts: DayFacts, rules: AttendanceRules): DayOutcome {
  const { line } = facts;
  const punches = inOrder(facts.punches);
  const judged = line.shifts.map((shift) =>
    judgeWithPaper(
      shift,
      punches.filter(({ shiftId }) => shiftId === shift.shiftId),
      facts,
      rules,
    ),
  );
  const elsewhere = punches.filter(({ shiftId }) => !line.shifts.some((shift) => shift.shiftId === shiftId));
  const restWork = spanOf(elsewhere);
  return {
    day: line.day,
    line,
    punches,
    findings: [
      ...judged.flatMap(({ findings }) => findings),
      ...restFindings(line.day, elsewhere, restWork, rules),
      ...(facts.proxies ?? []).map(proxyFinding),
    ],
    workedMinutes: judged.reduce((sum, { workedMinutes }) => sum + workedMinutes, 0),
    open: judged.some(({ open }) => open),
    ...(restWork === undefined ? {} : { restWork }),
  };
}

/** Leave and business that still wait for a signature: what they would undo waits with them. */
function judgeWithPaper(
  shift: RosterShift,
  punches: readonly PunchFact[],
  facts: DayFacts,
  rules: AttendanceRules,
): JudgedShift {
  const now = judgeShift(shift, punches, facts, rules);
  const waiting = facts.forms.filter((form) => form.state === 'open' && isCover(form, shift));
  if (waiting.length === 0) return now;
  const forms = facts.forms.map((form) => (waiting.includes(form) ? { ...form, state: 'confirmed' as const } : form));
  const signed = judgeShift(shift, punches, { ...facts, forms }, rules).findings;
  const paper = [...waiting].sort((a, b) => a.formId - b.formId).map(asForm);
  const waits = ({ key, kind, minutes }: Finding): boolean =>
    UNDONE_BY_PAPER.includes(kind) && !signed.some((other) => other.key === key && other.minutes === minutes);
  return {
    ...now,
    findings: now.findings.map(
      (finding): Finding =>
        waits(finding)
          ? { ...finding, confirmation: 'waiting', evidence: [...finding.evidence, ...paper] as Finding['evidence'] }
          : finding,
    ),
  };
}

/** Punches outside the shifts of the day: overtime, if a slip says so. */
function restFindings(
  day: string,
  punches: readonly PunchFact[],
  span: Span | undefined,
  rules: AttendanceRules,
): Finding[] {
  if (punches.length === 0) return [];
  const find = (kind: FindingKind, minutes: number, clause: string, from: readonly PunchFact[]): Finding => ({
    key: `${day}/-/${kind}`,
    kind,
    day,
    shiftId: null,
    minutes,
    clause,
    evidence: [{ kind: 'roster', day, shiftId: null }, ...from.map(asEvidence)],
  });
  const unsure = punches.filter(({ sure }) => !sure);
  const minutes = span === undefined ? 0 : wholeMinutes(span.untilMs - span.fromMs);
  return [
    ...(unsure.length === 0 ? [] : [find('clock-unsure', 0, rules.clauses.unsureClock, unsure)]),
    find('rest-worked', minutes, rules.overtime.clause, punches),
  ];
}

/** What was decided in the audit is proposed here like everything else. */
function proxyFinding({ day, flagId, absentDays, clause }: ProxyFact): Finding {
  return {
    key: `${day}/-/proxy/${flagId}`,
    kind: 'proxy',
    day,
    shiftId: null,
    minutes: 0,
    absentDays,
    clause,
    evidence: [
      { kind: 'audit', flagId },
      { kind: 'roster', day, shiftId: null },
    ],
  };
}

function spanOf(punches: readonly PunchFact[]): Span | undefined {
  const fromMs = punches.find(({ direction }) => direction === 'in')?.atMs;
  const untilMs = punches.findLast(({ direction }) => direction === 'out')?.atMs;
  return fromMs === undefined || untilMs === undefined || untilMs <= fromMs ? undefined : { fromMs, untilMs };
}

function inOrder(punches: readonly PunchFact[]): readonly PunchFact[] {
  return punches.length < 2 ? punches : [...punches].sort((a, b) => a.atMs - b.atMs || a.punchId - b.punchId);
}
