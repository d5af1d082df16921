import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { proxyAuditRules } from '../../../config/rules/proxy-audit.ts';
import { elsewhereFlags } from '../../../src/proxy-audit/elsewhere.rules.ts';
import { measureOf } from '../../../src/proxy-audit/measure.rules.ts';
import { pairFlags } from '../../../src/proxy-audit/pair.rules.ts';
import type { AuditPunch, Elsewhere } from '../../../src/proxy-audit/rules.ts';

const [rules] = readYaml('config/rules/proxy-audit.yaml', proxyAuditRules);
if (rules === undefined) throw new Error('no rules');

let punches = 0;
/** @param when `2026-11-20 08:25:00`, in the plaza's time */
function punch(personId: number, when: string, more: Partial<AuditPunch> = {}): AuditPunch {
  punches += 1;
  const atMs = Date.parse(`${when.replace(' ', 'T')}+08:00`);
  const day = when.slice(0, 10);
  return { punchId: punches, personId, readerId: 'reader-1', direction: 'in', atMs, day, shift: null, ...more };
}

/** Both come on these days, so many seconds apart. */
function together(days: readonly number[], seconds: number, more: Partial<AuditPunch> = {}): AuditPunch[] {
  return days.flatMap((day) => {
    const date = `2026-11-${String(day).padStart(2, '0')}`;
    return [punch(7, `${date} 08:25:00`), punch(8, `${date} 08:25:${String(seconds).padStart(2, '0')}`, more)];
  });
}

describe('two cards within seconds', () => {
  // Break it: `>` to `>=` in followers(), and five seconds are no pair; `<` to `<=` before pairDays, and three days are none.
  it.each([
    ['two days', [2, 3], 4, 0],
    ['three days', [2, 3, 4], 4, 1],
    ['four days', [2, 3, 4, 5], 4, 1],
    ['four seconds', [2, 3, 4], 4, 1],
    ['five seconds', [2, 3, 4], 5, 1],
    ['six seconds', [2, 3, 4], 6, 0],
  ])('%s', (_what, days, seconds, flags) => {
    expect(pairFlags(together(days, seconds), rules)).toHaveLength(flags);
  });

  it('tells every punch of both, the smaller number first', () => {
    const close = together([2, 3, 4], 5);
    const [flag] = pairFlags(close, rules);
    expect(flag).toMatchObject({ kind: 'pair', personId: 7, otherPersonId: 8, daysTogether: 3, clause: 'R2 3(7)' });
    expect(flag?.incidents.map(({ apartMs }) => apartMs)).toEqual([5_000, 5_000, 5_000]);
    expect(flag?.incidents.map(({ punchId, otherPunchId }) => [punchId, otherPunchId])).toEqual(
      [0, 2, 4].map((at) => [close[at]?.punchId, close[at + 1]?.punchId]),
    );
  });

  it('are no pair at two readers, nor of one person', () => {
    expect(pairFlags(together([2, 3, 4], 1, { readerId: 'reader-2' }), rules)).toEqual([]);
    expect(pairFlags(together([2, 3, 4], 1, { personId: 7 }), rules)).toEqual([]);
  });

  // Break it: leave the filter of directions out of closePunches().
  it('are no pair where one comes and one goes, unless the rules say so', () => {
    const handedOver = together([2, 3, 4], 1, { direction: 'out' });
    expect(pairFlags(handedOver, rules)).toEqual([]);
    expect(pairFlags(handedOver, { ...rules, pairOpposite: { value: true, clause: 'desk' } })).toHaveLength(1);
  });

  it('are chance where both come often and are seldom close: 3 of 8 days is below 40 percent, 3 of 7 above', () => {
    const close = together([2, 3, 4], 2);
    const apart = together([5, 6, 9, 10, 11], 40);
    expect(pairFlags([...close, ...apart], rules)).toEqual([]);
    expect(pairFlags([...close, ...apart.slice(0, 8)], rules)).toHaveLength(1);
    const fourOfTen = [...together([2, 3, 4, 5], 2), ...together([6, 9, 10, 11, 12, 13], 40)];
    expect(pairFlags(fourOfTen, rules)).toHaveLength(1);
  });

  // Break it: leave the filter by `since` out of pairFlags().
  it('count anew after a decision: what was decided on, and the days before it, count no more', () => {
    const before = together([2, 3, 4], 2);
    const decided = Math.max(...before.map(({ punchId }) => punchId));
    const after = together([5, 6], 2);
    expect(pairFlags([...before, ...after], rules, () => decided)).toEqual([]);
    const third = together([9], 2);
    const [flag] = pairFlags([...before, ...after, ...third], rules, () => decided);
    expect(flag).toMatchObject({ daysTogether: 3 });
    expect(flag?.incidents.map(({ day }) => day)).toEqual(['2026-11-05', '2026-11-06', '2026-11-09']);
  });

  it('are found whatever the order they are read in', () => {
    const all = together([2, 3, 4], 3);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(pairFlags(shuffled, rules)).toEqual(pairFlags(all, rules));
      }),
    );
  });
});

describe('a card whose owner is elsewhere', () => {
  const away = (what: Elsewhere['what']): Elsewhere => ({
    personId: 7,
    fromMs: Date.parse('2026-11-20T08:30+08:00'),
    untilMs: Date.parse('2026-11-20T18:00+08:00'),
    what,
    formId: 5,
  });

  // Break it: `<` to `<=` in isWithin().
  it.each(['leave', 'business'] as const)('on %s is flagged more than half an hour from its edges', (what) => {
    const at = (time: string) => elsewhereFlags([punch(7, `2026-11-20 ${time}`)], [away(what)], rules);
    for (const edge of ['08:59:59', '09:00:00', '17:30:00', '17:30:01']) expect(at(edge), edge).toEqual([]);
    for (const inside of ['09:00:01', '12:00:00', '17:29:59'])
      expect(at(inside), inside).toMatchObject([{ kind: what, personId: 7, incidents: [{ formId: 5 }] }]);
    expect(elsewhereFlags([punch(8, '2026-11-20 10:00:00')], [away(what)], rules)).toEqual([]);
  });

  // Break it: leave the shift out of isWithin(), or ask for `business` as well.
  it('all of a shift long is flagged whenever it is punched for that shift, on leave; business begins with a punch', () => {
    const shift = (from: string, until: string) => ({
      startMs: Date.parse(`2026-11-20T${from}+08:00`),
      endMs: Date.parse(`2026-11-20T${until}+08:00`),
    });
    const at = (time: string, of: ReturnType<typeof shift> | null, what: Elsewhere['what'] = 'leave') =>
      elsewhereFlags([punch(7, `2026-11-20 ${time}`, { shift: of })], [away(what)], rules).length;
    const whole = shift('08:30', '18:00');
    expect(['08:20:00', '08:30:00', '18:00:00', '18:20:00'].map((time) => at(time, whole))).toEqual([1, 1, 1, 1]);
    expect([at('08:20:00', whole, 'business'), at('08:20:00', null)]).toEqual([0, 0]);
    // Leave of half of it: the other half is worked.
    for (const half of [shift('08:29', '18:00'), shift('08:30', '18:01')]) expect(at('08:20:00', half)).toBe(0);
  });

  // Break it: `<=` to `<` in isElsewhereAtOnce().
  it.each([
    ['11:01:59', 1],
    ['11:02:00', 1],
    ['11:02:01', 0],
  ])('at two readers, the second time at %s', (time, flags) => {
    const first = punch(7, '2026-11-20 11:00:00');
    const at = (readerId: string) => [first, punch(7, `2026-11-20 ${time}`, { readerId })];
    const found = elsewhereFlags(at('reader-2'), [], rules);
    expect(found).toHaveLength(flags);
    if (flags > 0)
      expect(found).toMatchObject([{ kind: 'other-reader', incidents: [{ otherPunchId: first.punchId }] }]);
    expect(elsewhereFlags(at('reader-1'), [], rules)).toEqual([]);
    const off = { ...rules, readersApartSeconds: { value: 0, clause: 'desk' } };
    expect(elsewhereFlags(at('reader-2'), [], off)).toEqual([]);
  });

  // Break it: answer isAtOtherPost() without looking at the post.
  it('at a reader of another post, where the rules say whose it is', () => {
    const own = { ...rules, readerPosts: { value: { 'reader-2': ['hotline'] }, clause: 'desk' } };
    const at = (post: string, readerId = 'reader-2') =>
      elsewhereFlags([punch(7, '2026-11-20 08:25:00', { readerId })], [], own, () => post);
    expect(at('front-desk')).toMatchObject([{ kind: 'other-post', personId: 7 }]);
    expect(at('hotline')).toEqual([]);
    expect(at('')).toEqual([]);
    expect(at('front-desk', 'reader-1')).toEqual([]);
  });

  it('has one flag for each kind, with all its punches', () => {
    const all = ['10:00:00', '11:00:00', '12:00:00'].map((time) => punch(7, `2026-11-20 ${time}`));
    const [flag, ...others] = elsewhereFlags(all, [away('leave')], rules);
    expect(flag?.incidents).toHaveLength(3);
    expect(others).toEqual([]);
  });
});

// Break it: say the number of another setting, or the clause of another.
it.each([
  ['pair', '30 天里有 3 天相隔 5 秒以内就算', 'desk'],
  ['leave', '离起止 30 分钟以上就算，或整班请假', 'desk'],
  ['business', '离起止 30 分钟以上就算', 'desk'],
  ['other-reader', '两处相隔 120 秒以内就算', 'desk'],
  ['other-post', '读卡器是别的岗位的就算', 'desk'],
  ['not-there', '打了卡，抽查时不在就算', 'R2 3(7)'],
] as const)('a flag of %s says by what number it was found', (kind, zh, clause) => {
  expect(measureOf(kind, rules)).toMatchObject({ zh, clause });
});
