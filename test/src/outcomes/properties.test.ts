import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttendanceRules } from '../../../config/rules/attendance.ts';
import type { FormFact } from '../../../src/forms/rules.ts';
import { judgeDay } from '../../../src/outcomes/day.rules.ts';
import { judgeMonth, type MonthOutcome } from '../../../src/outcomes/month.rules.ts';
import { placePunches } from '../../../src/outcomes/place.rules.ts';
import type { DayFacts, DayOutcome, Decision, PunchFact } from '../../../src/outcomes/rules.ts';
import { at, formsOf, lineOf, punchesOf, rules, rulesWith } from './outcomes-fixture.ts';

/*
 * Break it: a finding without its roster line (evidence) · no sorting of punches in judgeDay or of days in judgeMonth (order) · the last IN
 * as the arrival (adding a punch) · count minutes of excused findings (excusing) · a clock of its own in judgeDay (again).
 */

const DAYS = Array.from({ length: 12 }, (_, index) => `2026-11-${String(index + 9).padStart(2, '0')}`);
const ROSTERS = [[], ['reception'], ['hotline-day'], ['hotline-night'], ['split-morning', 'split-evening']] as const;
const OVER = at('23:59', '2026-12-31');

const clock = (minutes: number): string => {
  const time = `${String(Math.floor((minutes % 1440) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return minutes < 1440 ? time : `+${time}`;
};
const minute = fc.integer({ min: 300, max: 2400 }).map(clock);
const nearEdge = fc
  .tuple(fc.constantFrom(510, 540, 780, 990, 1050, 1080, 1290, 1950), fc.integer({ min: -35, max: 35 }))
  .map(([edge, off]) => clock(edge + off));
const punchText = fc
  .tuple(fc.constantFrom('in', 'out'), fc.constantFrom('', '', '', '?'), fc.oneof(minute, nearEdge))
  .map(([direction, unsure, time]) => `${direction}${unsure} ${time}`);
const state = fc.constantFrom('open', 'confirmed', 'refused', 'withdrawn' as const);
const spell = fc
  .tuple(fc.integer({ min: 480, max: 1200 }), fc.integer({ min: 30, max: 900 }))
  .map(([from, length]) => [clock(from), clock(from + length)] as const);
const formText = fc.oneof(
  fc.record({ exception: fc.constantFrom('in', 'out' as const), state }),
  fc.record({ business: spell, state }),
  fc.tuple(spell, state).map(([[from, until], of]) => ({ leave: 'annual' as const, from, until, state: of })),
);
const daySeed = fc.record({
  shifts: fc.constantFrom(...ROSTERS),
  punches: fc.array(fc.tuple(punchText, fc.nat(1)), { maxLength: 6 }),
  forms: fc.array(formText, { maxLength: 2 }),
  triplePay: fc.boolean(),
});
type DaySeed = typeof daySeed extends fc.Arbitrary<infer Seed> ? Seed : never;
const settings: fc.Arbitrary<AttendanceRules> = fc
  .record({
    lateAndEarly: fc.constantFrom('summed', 'apart'),
    lateDeducts: fc.constantFrom('all', 'over'),
    missedAtLimit: fc.constantFrom('normal', 'absent'),
    absentOverDays: fc.constantFrom(0.5, 1),
    monthLateMinutes: fc.integer({ min: 0, max: 20 }),
  })
  .map(rulesWith);

let punchId = 0;
function factsOf(day: string, seed: DaySeed, nowMs = OVER): DayFacts {
  const punches = seed.punches.map(([text, at]): PunchFact => {
    const [punch] = punchesOf(day, seed.shifts, [text]);
    if (punch === undefined) throw new Error('no punch');
    punchId += 1;
    return { ...punch, punchId, shiftId: seed.shifts[at % Math.max(1, seed.shifts.length)] ?? '' };
  });
  const forms: FormFact[] = formsOf(day, seed.shifts, seed.forms).map((form) => ({
    ...form,
    formId: form.formId + punchId,
  }));
  return { line: lineOf(day, seed.shifts, { triplePay: seed.triplePay }), punches, forms, nowMs };
}

const days = fc
  .tuple(...DAYS.map(() => daySeed))
  .map((seeds) => seeds.map((seed, at) => factsOf(DAYS[at] ?? '', seed)));
const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });

const month = (
  of: readonly DayOutcome[],
  version: AttendanceRules,
  decisions: readonly Decision[] = [],
): MonthOutcome => judgeMonth({ month: '2026-11', days: of, decisions }, version);
const judge = (facts: DayFacts, version = rules): DayOutcome => judgeDay(facts, version);
const deducted = ({ deductions }: MonthOutcome): number =>
  deductions.reduce((sum, { deductedMinutes }) => sum + deductedMinutes, 0);
const lateness = ({ findings }: DayOutcome, shiftId: string): number =>
  findings.find((one) => one.shiftId === shiftId && one.kind.startsWith('late'))?.minutes ?? 0;

describe('outcomes, whatever the punches, forms and settings', () => {
  it('find nothing without the roster line, and only what is on the books', () => {
    fc.assert(
      fc.property(days, settings, (all, version) => {
        for (const facts of all) {
          const { findings } = judge(facts, version);
          const known = new Set([
            ...facts.punches.map((one) => `punch ${one.punchId}`),
            ...facts.forms.map((one) => `form ${one.formId}`),
          ]);
          for (const { evidence, clause, kind } of findings) {
            expect(clause).not.toBe('');
            expect(evidence[0]).toMatchObject({ kind: 'roster', day: facts.line.day });
            const [, ...more] = evidence.map((one) =>
              one.kind === 'punch' ? `punch ${one.punchId}` : one.kind === 'form' ? `form ${one.formId}` : 'roster',
            );
            for (const one of more) expect(known).toContain(one);
            if (!['no-punch', 'missed-in', 'missed-out'].includes(kind)) expect(more.length).toBeGreaterThan(0);
          }
          expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same again, in whatever order punches, forms and days come', () => {
    fc.assert(
      fc.property(
        days.chain((all) =>
          fc.tuple(
            fc.constant(all),
            shuffled(all),
            fc.tuple(...all.map(({ punches, forms }) => fc.tuple(shuffled(punches), shuffled(forms)))),
          ),
        ),
        settings,
        ([all, other, mixed], version) => {
          const plain = all.map((facts) => judge(facts, version));
          expect(all.map((facts) => judge(facts, version))).toEqual(plain);
          const again = all.map((facts, at) => {
            const [punches = facts.punches, forms = facts.forms] = mixed[at] ?? [];
            return judge({ ...facts, punches, forms }, version);
          });
          expect(again).toEqual(plain);
          expect(
            month(
              other.map((facts) => judge(facts, version)),
              version,
            ),
          ).toEqual(month(plain, version));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('are later by no punch that is added to a shift somebody came to', () => {
    fc.assert(
      fc.property(daySeed, punchText, (seed, text) => {
        fc.pre(seed.shifts.length > 0);
        const facts = factsOf('2026-11-20', seed);
        for (const { shiftId } of facts.line.shifts) {
          fc.pre(facts.punches.some((one) => one.shiftId === shiftId && one.direction === 'in'));
          const [added] = punchesOf('2026-11-20', [shiftId], [text]);
          if (added === undefined) return;
          const more = judge({ ...facts, punches: [...facts.punches, { ...added, punchId: 1e6 }] });
          const covered = facts.forms.some(({ kind }) => kind === 'leave' || kind === 'business');
          if (!covered) expect(lateness(more, shiftId)).toBeLessThanOrEqual(lateness(judge(facts), shiftId));
          for (const other of facts.line.shifts)
            if (other.shiftId !== shiftId)
              expect(more.findings.filter((one) => one.shiftId === other.shiftId)).toEqual(
                judge(facts).findings.filter((one) => one.shiftId === other.shiftId),
              );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('add up: the days make the month', () => {
    fc.assert(
      fc.property(days, settings, (all, version) => {
        const judged = all.map((facts) => judge(facts, version));
        const whole = month(judged, version);
        const alone = judged.map((day) => month([day], { ...version, monthMissedPunches: { value: 99, clause: '' } }));
        const sum = (of: (one: MonthOutcome) => number): number => alone.reduce((total, one) => total + of(one), 0);
        expect(whole.lateMinutes).toBe(sum(({ lateMinutes }) => lateMinutes));
        expect(whole.earlyMinutes).toBe(sum(({ earlyMinutes }) => earlyMinutes));
        expect(whole.workedMinutes).toBe(sum(({ workedMinutes }) => workedMinutes));
        expect(whole.businessMinutes).toBe(sum(({ businessMinutes }) => businessMinutes));
        expect(whole.leaveMinutes.annual ?? 0).toBe(sum(({ leaveMinutes }) => leaveMinutes.annual ?? 0));
        for (const way of ['confirmed', 'waiting', 'unconfirmed'] as const)
          expect(whole.missed[way]).toBe(sum(({ missed }) => missed[way]));
        expect(whole.absentDays).toBe(whole.absences.reduce((total, { days: part }) => total + part, 0));
        expect(whole.absentDays).toBeGreaterThanOrEqual(sum(({ absentDays }) => absentDays));
        for (const { days: part } of whole.absences) expect(part).toBeLessThanOrEqual(1);
        expect(new Set(whole.absences.map(({ day }) => day)).size).toBe(whole.absences.length);
      }),
      { numRuns: 60 },
    );
  });

  it('are never worse for an excuse', () => {
    fc.assert(
      fc.property(days, settings, fc.nat(), (all, version, which) => {
        const judged = all.map((facts) => judge(facts, version));
        const findings = judged.flatMap((day) => day.findings);
        const excused = findings[which % Math.max(1, findings.length)];
        fc.pre(excused !== undefined);
        if (excused === undefined) return;
        const { key: findingKey, minutes } = excused;
        const decision: Decision = { findingKey, minutes, verdict: 'excused', byPersonId: 3, atMs: 0, reason: '在岗' };
        const before = month(judged, version);
        const after = month(judged, version, [decision]);
        const counted = excused.kind === 'late' && excused.confirmation !== 'waiting';
        expect(after.lateMinutes).toBe(before.lateMinutes - (counted ? minutes : 0));
        expect(deducted(after)).toBeLessThanOrEqual(deducted(before));
        expect(after.absentDays).toBeLessThanOrEqual(before.absentDays);
        expect(after.reviews.length).toBeLessThanOrEqual(before.reviews.length);
        expect(month(judged, version, [decision, { ...decision, verdict: 'stands' }])).toEqual(before);
      }),
      { numRuns: 150 },
    );
  });

  it('lose no punch by putting it to the roster as it is now, and leave alone what is on it', () => {
    fc.assert(
      fc.property(fc.tuple(daySeed, daySeed, daySeed), fc.constantFrom(...ROSTERS), ([a, b, c], now) => {
        const facts = [a, b, c].map((seed, at) => factsOf(DAYS[at] ?? '', seed));
        const lines = facts.map(({ line }, at) => (at === 1 ? lineOf(line.day, now) : line));
        const punches = facts.flatMap((one) => one.punches);
        const placed = placePunches(lines, punches, () => rules);
        const ids = (of: readonly PunchFact[]): number[] => of.map((one) => one.punchId).sort((x, y) => x - y);
        expect(ids(placed)).toEqual(ids(punches));
        for (const punch of punches) {
          const onRoster = lines.some(
            (line) => line.day === punch.shiftDay && line.shifts.some((one) => one.shiftId === punch.shiftId),
          );
          if (onRoster) expect(placed).toContainEqual(punch);
        }
        expect(placePunches(lines, placed, () => rules).length).toBe(placed.length);
      }),
      { numRuns: 100 },
    );
  });
});
