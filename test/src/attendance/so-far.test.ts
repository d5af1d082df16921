import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Attendance, firstPunchDay, type PunchView, punchesOf } from '../../../src/attendance/actions.ts';
import type { FormFact } from '../../../src/forms/rules.ts';
import { dayOutcomes, openOutcomes } from '../../../src/outcomes/actions.ts';
import { judgeMonth } from '../../../src/outcomes/month.rules.ts';
import { changeDays, type NursingHour, setEmployment, setNursingHour } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { li, openTestAttendance, tapAt, testRules, wang } from './attendance-fixture.ts';

const [rules] = testRules;
if (rules === undefined) throw new Error('no attendance rules');
const MINUTE = 60_000;
const MONTH = Date.parse('2026-11-01T00:00:00+08:00');
const when = (minute: number): string =>
  new Date(MONTH + minute * MINUTE + 8 * 60 * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
const dayText = (day: number): string => `2026-11-${String(day).padStart(2, '0')}`;

const patterns = fc.constantFrom('reception', 'hotline-day', 'hotline-night', 'hotline-rota', 'split');
/** Taps around the hours people tap at, and some at any. */
const minutes = fc.oneof(
  fc
    .tuple(
      fc.integer({ min: 0, max: 29 }),
      fc.constantFrom(510, 990, 1080, 540, 780, 1050, 1290),
      fc.integer({ min: -20, max: 45 }),
    )
    .map(([day, hour, off]) => day * 1440 + hour + off),
  fc.integer({ min: 0, max: 30 * 1440 - 1 }),
);
const months = fc.record({
  pattern: patterns,
  taps: fc.uniqueArray(minutes, { minLength: 1, maxLength: 20 }).map((all) => all.sort((a, b) => a - b)),
  changed: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      shiftIds: fc.constantFrom<readonly string[]>([], ['reception'], ['split-morning', 'split-evening']),
    }),
    { maxLength: 4 },
  ),
  nursing: fc.option(fc.constantFrom('start-later', 'longer-lunch', 'leave-earlier'), { nil: undefined }),
  forms: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      kind: fc.constantFrom('exception', 'business'),
      confirmed: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});
type Month = typeof months extends fc.Arbitrary<infer M> ? M : never;

function formsOf({ forms }: Month): FormFact[] {
  return forms.map(({ day, kind, confirmed }, index): FormFact => {
    const base = {
      formId: index + 1,
      number: `E-${index}`,
      personId: wang.id,
      state: confirmed ? 'confirmed' : 'open',
      filledAtMs: MONTH,
      filledDay: dayText(day),
    } as const;
    const startMs = Date.parse(`${dayText(day)}T00:00:00+08:00`);
    return kind === 'exception'
      ? { ...base, kind, day: dayText(day), shiftId: 'reception', direction: 'out' }
      : { ...base, kind: 'business', fromMs: startMs + 13 * 60 * MINUTE, untilMs: startMs + 16 * 60 * MINUTE };
  });
}

function rostered(attendance: Attendance, person: Person, { changed, nursing, pattern }: Month): void {
  const { roster } = attendance.parts;
  setEmployment(roster, command(), person.id, {
    from: '2026-01-01',
    department: '客服中心',
    postId: 'other',
    grade: 'staff',
    patternId: pattern,
  });
  if (nursing !== undefined)
    setNursingHour(roster, command(), person.id, {
      from: '2026-11-05',
      until: '2026-11-20',
      option: nursing,
    } satisfies NursingHour);
  if (changed.length === 0) return;
  changeDays(
    roster,
    command(),
    changed.map(({ day, shiftIds }) => ({
      personId: person.id,
      day: dayText(day),
      shiftIds,
      kind: 'edit',
      reason: '调班',
    })),
  );
}

async function atDesk(work: (desk: TestDesk) => Promise<void>): Promise<void> {
  const desk = openTestDesk('2026-11-01T00:00:00+08:00');
  try {
    await work(desk);
  } finally {
    desk.dispose();
  }
}

/** The numbers of the outcomes room, at the time of the tap. */
function judged(desk: TestDesk, attendance: Attendance, forms: readonly FormFact[], { shiftDay }: PunchView) {
  const { roster } = attendance.parts;
  const outcomes = openOutcomes(desk, {
    rules: testRules,
    roster,
    punchesOf: (personId, from, until) => punchesOf(attendance, personId, from, until),
    formsTouching: () => forms,
    people: () => [wang],
    personById: () => wang,
    proxiesOf: () => [],
    firstPunchDay: () => firstPunchDay(attendance),
  });
  const { month: first, week, earlier } = roster.shiftCalendar.periodsOf(shiftDay);
  const days = dayOutcomes(outcomes, wang.id, earlier, shiftDay);
  const month = { month: shiftDay.slice(0, 7), days: days.filter(({ day }) => day >= first), decisions: [] };
  const { earlyMinutes, lateMinutes, missed } = judgeMonth(month, rules ?? never());
  const worked = days.filter(({ day }) => day >= week).reduce((sum, day) => sum + day.workedMinutes, 0);
  return {
    lateMinutes: lateMinutes + earlyMinutes,
    missed: missed.confirmed + missed.waiting + missed.unconfirmed,
    hours: Math.round(worked / 6) / 10,
  };
}

const told = ({ month, week }: PunchView) => ({
  lateMinutes: month.lateMinutes,
  missed: month.missed,
  hours: week.hours,
});

describe('what a tap tells of month and week', () => {
  // Break: judge only days with punches, or keep a day that was still open → a random month differs.
  it('is what the outcomes of the month say at that moment, at every tap of it', async () => {
    await fc.assert(
      fc.asyncProperty(months, (month) =>
        atDesk(async (desk) => {
          const forms = formsOf(month);
          const attendance = openTestAttendance(desk, { formsTouching: () => forms });
          // Half of the taps were there before anybody wrote down the roster.
          const late = Math.floor(month.taps.length / 2);
          for (const [at, minute] of month.taps.entries()) {
            if (at === late) rostered(attendance, wang, month);
            const view = await tapAt(desk, attendance, when(minute));
            expect(told(view)).toEqual(judged(desk, attendance, forms, view));
          }
        }),
      ),
      { numRuns: 20, endOnFailure: true },
    );
  }, 60_000);

  // Break: leave rosterMark out of monthAround() → the tap after the change tells the old numbers.
  it('is added up anew when the roster of a day behind us changes', async () => {
    await atDesk(async (desk) => {
      const attendance = openTestAttendance(desk);
      await tapAt(desk, attendance, '2026-11-23 08:40');
      await tapAt(desk, attendance, '2026-11-23 18:00');
      expect(await tapAt(desk, attendance, '2026-11-24 08:30')).toMatchObject({ month: { lateMinutes: 10 } });
      const day = { personId: wang.id, day: '2026-11-23', shiftIds: [], kind: 'edit', reason: '补休' } as const;
      changeDays(attendance.parts.roster, command(), [day]);
      expect(await tapAt(desk, attendance, '2026-11-24 18:00')).toMatchObject({ month: { lateMinutes: 0, missed: 0 } });
    });
  });

  it('is the same in whatever order two people tap', async () => {
    await fc.assert(
      fc.asyncProperty(months, months, (mine, hers) =>
        atDesk(async (alone) =>
          atDesk(async (together) => {
            const one = openTestAttendance(alone);
            const both = openTestAttendance(together);
            for (const attendance of [one, both]) rostered(attendance, wang, mine);
            rostered(both, li, hers);
            const expected: PunchView[] = [];
            for (const minute of mine.taps) expected.push(await tapAt(alone, one, when(minute)));
            const found: PunchView[] = [];
            const all = [
              ...mine.taps.map((minute) => [minute, wang] as const),
              ...hers.taps.map((minute) => [minute, li] as const),
            ];
            for (const [minute, person] of all.sort((a, b) => a[0] - b[0])) {
              const view = await tapAt(together, both, when(minute), person);
              if (person === wang) found.push(view);
            }
            const plain = ({ punchId: _, ...view }: PunchView) => view;
            expect(found.map(plain)).toEqual(expected.map(plain));
          }),
        ),
      ),
      { numRuns: 5, endOnFailure: true },
    );
  }, 60_000);
});

describe('business amid the shift', () => {
  it('is a way out and a return: nobody left early, and the time away is work', async () => {
    await atDesk(async (desk) => {
      const day = dayText(20);
      const form = {
        formId: 1,
        number: 'B-1',
        personId: wang.id,
        state: 'confirmed',
        filledAtMs: MONTH,
        filledDay: day,
      };
      const at = (time: string) => Date.parse(`${day}T${time}:00+08:00`);
      const business = { ...form, kind: 'business', fromMs: at('14:00'), untilMs: at('16:30') } as FormFact;
      const attendance = openTestAttendance(desk, { formsTouching: () => [business] });
      const turns = [];
      for (const time of ['08:30', '14:00', '16:30', '18:00'])
        turns.push(await tapAt(desk, attendance, `${day} ${time}`));
      expect(turns.map(({ direction, minutesEarly, turn }) => [direction, turn, minutesEarly])).toEqual([
        ['in', 'arrived', 0],
        ['out', 'away', 0],
        ['in', 'back', 0],
        ['out', 'left', 0],
      ]);
      expect(turns.at(-1)).toMatchObject({ month: { lateMinutes: 0, missed: 0 }, week: { hours: 8 } });
    });
  });
});

describe('a day of rest', () => {
  it('makes nobody late, names itself and keeps its clause', async () => {
    await atDesk(async (desk) => {
      const attendance = openTestAttendance(desk);
      const came = await tapAt(desk, attendance, '2026-11-21 10:00');
      expect(came).toMatchObject({
        direction: 'in',
        rest: true,
        endsMs: null,
        minutesLate: 0,
        shiftName: { zh: '休息日' },
        clause: 'R2 5',
      });
      expect(await tapAt(desk, attendance, '2026-11-22 01:00')).toMatchObject({
        direction: 'out',
        shiftDay: '2026-11-21',
        month: { lateMinutes: 0, missed: 0 },
        week: { hours: 0 },
      });
      expect(desk.database.prepare("SELECT count(*) AS n FROM punches WHERE shift_id = ''").get()).toEqual({ n: 2 });
    });
  });
});

function never(): never {
  throw new Error('no rules');
}
