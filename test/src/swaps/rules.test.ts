import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { swapRules } from '../../../config/rules/swaps.ts';
import type { Grade, RosterLine } from '../../../src/roster/rules.ts';
import { createShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { checkSwap, type KnownSwap, SWAP_CHECKS, type SwapAnswer, type SwapRequest } from '../../../src/swaps/rules.ts';

const calendar = createShiftCalendar('Asia/Shanghai');
const [rules] = readYaml('config/rules/swaps.yaml', swapRules);
const shifts = readYaml('config/rules/attendance.yaml', attendanceRules)[0]?.shifts ?? [];
if (rules === undefined) throw new Error('no rules');

const [WANG, LI] = [1, 2];

interface Books {
  readonly request?: Partial<SwapRequest>;
  readonly today?: string;
  /** `1 2026-11-20`: shift ids. */
  readonly roster?: Readonly<Record<string, string>>;
  readonly swaps?: readonly Omit<KnownSwap, 'formId'>[];
  readonly leave?: string;
  readonly holiday?: string;
  readonly post?: Readonly<Record<number, string>>;
  readonly grade?: Readonly<Record<number, Grade>>;
  readonly rules?: Partial<Record<keyof typeof supplied, unknown>>;
}

const supplied = rules;

/** 王芳 gives her Friday to 李敏 and takes his Monday, unless a case says otherwise. */
function ask(books: Books = {}): SwapAnswer {
  const { roster = { '1 2026-11-20': 'hotline-day', '2 2026-11-23': 'hotline-day' } } = books;
  const line = (personId: number, day: string): RosterLine => ({
    personId,
    day,
    shifts: (roster[`${personId} ${day}`] ?? '').split(' ').flatMap((id) => {
      const shift = shifts.find((known) => known.id === id);
      if (shift === undefined) return [];
      const { endDay, startMs, endMs } = calendar.span(shift, day);
      return [{ shiftId: id, name: shift.name, day, endDay, startMs, endMs, breakMinutes: 0, clause: 'R2 1' }];
    }),
    source: { kind: 'pattern', patternId: 'hotline-day', clause: 'R2 1' },
    calendar: { day, weekday: 1, kind: day === books.holiday ? 'holiday' : 'workday', name: null, known: true },
    triplePay: false,
    department: '热线中心',
    postId: books.post?.[personId] ?? 'hotline',
    grade: books.grade?.[personId] ?? 'staff',
    probation: false,
    nursing: null,
  });
  const changed = Object.fromEntries(
    Object.entries(books.rules ?? {}).map(([key, value]) => [key, { value, clause: 'R3' }]),
  );
  return checkSwap(
    { personId: WANG, withPersonId: LI, day: '2026-11-20', otherDay: '2026-11-23', ...books.request },
    {
      today: books.today ?? '2026-11-10',
      line,
      swaps: (books.swaps ?? []).map((swap, index) => ({ ...swap, formId: index })),
      hasLeave: (personId, shift) => books.leave === `${personId} ${shift.day}`,
      nameOf: (id) => (id === WANG ? '王芳' : '李敏'),
      dayBefore: calendar.dayBefore,
      dayAfter: calendar.dayAfter,
    },
    { ...supplied, ...changed },
  );
}

const against = (answer: SwapAnswer): string[] => answer.checks.flatMap(({ kind, passed }) => (passed ? [] : [kind]));
const swapOn = (day: string, otherDay: string, personId = WANG, withPersonId = 9) => ({
  personId,
  withPersonId,
  day,
  otherDay,
});

describe('a swap', () => {
  it('that nothing speaks against passes every check, and each is told with its clause', () => {
    const answer = ask();
    expect(answer.passed).toBe(true);
    expect(answer.checks.map(({ kind }) => kind)).toEqual([...SWAP_CHECKS]);
    expect(answer.checks.every(({ clause }) => clause !== '')).toBe(true);
  });

  // Break it: `>=` to `>` in askedInTime.
  it('is asked one day ahead', () => {
    expect(ask({ today: '2026-11-19' }).passed).toBe(true);
    expect(against(ask({ today: '2026-11-20' }))).toEqual(['asked-in-time']);
    expect(ask({ today: '2026-11-20' }).checks[1]?.says.zh).toContain('2026-11-21');
  });

  it('is for the same post and grade', () => {
    expect(against(ask({ post: { [LI]: 'front-desk' } }))).toEqual(['same-post']);
    expect(against(ask({ grade: { [LI]: 'manager' } }))).toEqual(['same-grade']);
    expect(ask({ post: { [LI]: 'front-desk' }, rules: { samePost: false } }).passed).toBe(true);
  });

  // Break it: `<` to `<=` in monthLimit.
  it('is the second of a month at most, of either person, and says how many are used', () => {
    const one = swapOn('2026-11-03', '2026-11-05');
    const two = swapOn('2026-11-12', '2026-11-14');
    expect(ask({ swaps: [one] }).passed).toBe(true);
    const third = ask({ swaps: [one, two] });
    expect(against(third)).toEqual(['month-limit']);
    expect(third.checks[4]).toMatchObject({
      used: 2,
      limit: 2,
      says: { zh: '王芳 11 月已换 2 / 2 次，不能再换；超出一次扣 5 分' },
    });
    expect(third.points).toBe(5);
    const his = [swapOn('2026-11-03', '2026-11-05', LI), swapOn('2026-11-12', '2026-11-14', LI)];
    expect(ask({ swaps: his }).checks[4]?.says.zh).toBe('李敏 11 月已换 2 / 2 次，不能再换；超出一次扣 5 分');
    expect(ask({ swaps: [swapOn('2026-10-12', '2026-10-14'), swapOn('2026-10-03', '2026-10-05')] }).passed).toBe(true);
  });

  it('does not follow another', () => {
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-24'])
      expect(against(ask({ swaps: [swapOn(day, '2026-10-01')] }))).toContain('not-consecutive');
    expect(ask({ swaps: [swapOn('2026-11-18', '2026-10-01')] }).passed).toBe(true);
  });

  it('is not on a holiday', () => {
    expect(against(ask({ holiday: '2026-11-23' }))).toEqual(['no-holiday']);
  });

  it('leaves nobody with one shift right after another', () => {
    const roster = { '1 2026-11-20': 'hotline-day', '2 2026-11-23': 'hotline-day' };
    const nightBefore = { ...roster, '1 2026-11-22': 'hotline-night' };
    expect(against(ask({ roster: nightBefore }))).toEqual(['rest-between']);
    const rest = ask({ roster: nightBefore }).checks.find(({ kind }) => kind === 'rest-between');
    expect(rest?.says.zh).toContain('中间要休息 8 小时');
    // Sixteen hours between two days. Break it: read `<=` for `<` in restBetween().
    const dayBefore = { ...roster, '1 2026-11-22': 'hotline-day' };
    expect(against(ask({ roster: dayBefore, rules: { restHours: 16 } }))).toEqual([]);
    expect(against(ask({ roster: dayBefore, rules: { restHours: 17 } }))).toEqual(['rest-between']);
    const nightAfter = { ...roster, '2 2026-11-20': '', '2 2026-11-21': 'hotline-night' };
    expect(ask({ roster: nightAfter }).passed).toBe(true);
  });

  it('has no leave on it', () => {
    expect(against(ask({ leave: '1 2026-11-23' }))).toEqual(['no-leave']);
    expect(against(ask({ leave: '2 2026-11-20' }))).toEqual(['no-leave']);
    expect(ask({ leave: '2 2026-11-25' }).passed).toBe(true);
  });

  it('needs a shift on both sides, and not two for one person', () => {
    expect(against(ask({ roster: { '1 2026-11-20': 'hotline-day' } }))).toContain('there-is-a-shift');
    expect(against(ask({ request: { withPersonId: WANG } }))).toContain('there-is-a-shift');
    const both = { '1 2026-11-20': 'hotline-day', '2 2026-11-23': 'hotline-day', '1 2026-11-23': 'hotline-night' };
    expect(against(ask({ roster: both }))).toContain('there-is-a-shift');
  });

  it('is possible within one day between unlike shifts', () => {
    const request = { otherDay: '2026-11-20' };
    const unlike = { '1 2026-11-20': 'hotline-day', '2 2026-11-20': 'hotline-night' };
    expect(ask({ request, roster: unlike }).passed).toBe(true);
    const alike = { '1 2026-11-20': 'hotline-day', '2 2026-11-20': 'hotline-day' };
    expect(against(ask({ request, roster: alike }))).toContain('there-is-a-shift');
  });

  it('says all that speaks against it, and no points where it is more than the limit', () => {
    const books = {
      today: '2026-11-20',
      swaps: [swapOn('2026-11-03', '2026-11-05'), swapOn('2026-11-12', '2026-11-14')],
    };
    expect(against(ask(books))).toEqual(['asked-in-time', 'month-limit']);
    expect(ask(books).points).toBe(0);
  });
});
