import { readYaml } from '../../../config/read-yaml.ts';
import { type AttendanceRules, attendanceRules } from '../../../config/rules/attendance.ts';
import type { Direction } from '../../../src/attendance/rules.ts';
import type { FormFact, FormState, LeaveKind } from '../../../src/forms/rules.ts';
import { judgeDay } from '../../../src/outcomes/day.rules.ts';
import type { DayOutcome, PunchFact } from '../../../src/outcomes/rules.ts';
import type { RosterLine, RosterShift } from '../../../src/roster/rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';

const calendar = createShiftCalendar('Asia/Shanghai');
const [shipped] = readYaml('config/rules/attendance.yaml', attendanceRules);
if (shipped === undefined) throw new Error('no attendance rules');

/** The rules as they are supplied. */
export const rules: AttendanceRules = shipped;

/** Values of rules by name, to be checked by their schema. */
export type RuleValues = { readonly [Key in keyof AttendanceRules]?: unknown };

/** The supplied rules with some of their values changed. */
export function rulesWith(values: RuleValues): AttendanceRules {
  const changed = Object.entries(values).map(([key, value]) => {
    const before = rules[key as keyof AttendanceRules];
    return [key, { ...(typeof before === 'object' ? before : {}), value }];
  });
  const [parsed] = attendanceRules.parse([{ ...rules, ...Object.fromEntries(changed) }]);
  if (parsed === undefined) throw new Error('no rules');
  return parsed;
}

/** UTC ms of `2026-11-20 08:30` at the desk; a time alone is on the given day, one with `+` on the next. */
export function at(when: string, day: string): number {
  const nextDay = when.startsWith('+') ? calendar.dayAfter(day) : day;
  const time = when.replace('+', '');
  const [date, clock] = time.includes(' ') ? time.split(' ') : [nextDay, time];
  const full = clock?.length === 5 ? `${clock}:00` : clock;
  return Date.parse(`${date}T${full}+08:00`);
}

export interface LineOptions {
  readonly triplePay?: boolean;
  /** Minutes off the start, the end, or onto the break. */
  readonly nursing?: 'start-later' | 'longer-lunch' | 'leave-earlier';
}

/** A roster line of these shifts. */
export function lineOf(day: string, shiftIds: readonly string[], options: LineOptions = {}): RosterLine {
  const shifts = shiftIds.map((id): RosterShift => {
    const shift = rules.shifts.find((known) => known.id === id);
    if (shift === undefined) throw new Error(`no shift ${id}`);
    const { endDay, startMs, endMs } = calendar.span(shift, day);
    const hour = 3_600_000;
    return {
      shiftId: id,
      name: shift.name,
      day,
      endDay,
      startMs: options.nursing === 'start-later' ? startMs + hour : startMs,
      endMs: options.nursing === 'leave-earlier' ? endMs - hour : endMs,
      breakMinutes: shift.breakMinutes + (options.nursing === 'longer-lunch' ? 60 : 0),
      clause: shift.clause,
    };
  });
  return {
    personId: 7,
    day,
    shifts,
    source: { kind: 'pattern', patternId: 'reception', clause: 'R2 1' },
    calendar: { day, weekday: 5, kind: 'workday', name: null, known: true },
    triplePay: options.triplePay ?? false,
    department: '客服中心',
    postId: 'front-desk',
    grade: 'staff',
    probation: false,
    nursing: options.nursing ?? null,
  };
}

/** `in 08:30`, `out +08:30` (the next day), `in? 08:30` (an unsure clock), `out 13:00 split-morning`. */
export function punchesOf(day: string, shiftIds: readonly string[], texts: readonly string[]): PunchFact[] {
  return texts.map((text, index) => {
    const [, direction, unsure, time = '', shiftId] = /^(in|out)(\?)? (\S+)(?: (\S+))?$/.exec(text) ?? [];
    return {
      punchId: index + 1,
      atMs: at(time, day),
      direction: direction as Direction,
      shiftId: shiftId ?? shiftIds[0] ?? '',
      shiftDay: day,
      sure: unsure === undefined,
    };
  });
}

export type FormText =
  | { readonly exception: Direction; readonly state?: FormState; readonly filled?: string; readonly shiftId?: string }
  | { readonly business: readonly [string, string]; readonly state?: FormState }
  | { readonly leave: LeaveKind; readonly from: string; readonly until: string; readonly state?: FormState };

export function formsOf(day: string, shiftIds: readonly string[], texts: readonly FormText[]): FormFact[] {
  return texts.map((text, index): FormFact => {
    const base = {
      formId: 100 + index,
      number: `E-${index}`,
      personId: 7,
      state: text.state ?? 'confirmed',
      filledAtMs: at('20:00', day),
      filledDay: 'filled' in text && text.filled !== undefined ? text.filled : day,
    };
    if ('exception' in text)
      return { ...base, kind: 'exception', day, shiftId: text.shiftId ?? shiftIds[0] ?? '', direction: text.exception };
    if ('business' in text)
      return { ...base, kind: 'business', fromMs: at(text.business[0], day), untilMs: at(text.business[1], day) };
    return { ...base, kind: 'leave', leaveKind: text.leave, fromMs: at(text.from, day), untilMs: at(text.until, day) };
  });
}

/** A worked case: what is on the books of one day, and what it comes to. */
export interface DayCase {
  readonly name: string;
  readonly day?: string;
  /** None: rest. */
  readonly shifts?: readonly string[];
  readonly line?: LineOptions;
  readonly punches: readonly string[];
  readonly forms?: readonly FormText[];
  readonly rules?: RuleValues;
  /** When it is judged; absent: two days later. */
  readonly now?: string;
  /** `kind`, `kind minutes`, `missed-in confirmed`; with the clause after `§`. */
  readonly finds: readonly string[];
  readonly workedMinutes?: number;
}

export const FRIDAY = '2026-11-20';

export function judged(one: DayCase): DayOutcome {
  const day = one.day ?? FRIDAY;
  const shifts = one.shifts ?? ['reception'];
  return judgeDay(
    {
      line: lineOf(day, shifts, one.line),
      punches: punchesOf(day, shifts, one.punches),
      forms: formsOf(day, shifts, one.forms ?? []),
      nowMs: one.now === undefined ? at('20:00', day) + 2 * 86_400_000 : at(one.now, day),
    },
    one.rules === undefined ? rules : rulesWith(one.rules),
  );
}

/** The findings in the words of {@link DayCase.finds}. */
export function found({ findings }: DayOutcome): string[] {
  return findings.map(({ kind, minutes, confirmation, leaveKind, clause }) =>
    [kind, leaveKind, minutes > 0 ? minutes : undefined, confirmation, `§${clause}`].filter(Boolean).join(' '),
  );
}
