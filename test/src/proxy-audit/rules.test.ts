import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { proxyAuditRules } from '../../../config/rules/proxy-audit.ts';
import { type AuditPunch, drawWeek, elsewhereFlags, pairFlags } from '../../../src/proxy-audit/rules.ts';

const [rules] = readYaml('config/rules/proxy-audit.yaml', proxyAuditRules);
if (rules === undefined) throw new Error('no rules');

let punches = 0;
function punch(personId: number, when: string, readerId = 'reader-1'): AuditPunch {
  punches += 1;
  return {
    punchId: punches,
    personId,
    cardId: `card-${personId}`,
    readerId,
    atMs: Date.parse(`${when.replace(' ', 'T')}+08:00`),
    day: when.slice(0, 10),
  };
}

/** Both come on these days, so many seconds apart. */
function together(days: readonly number[], seconds: number): AuditPunch[] {
  return days.flatMap((day) => {
    const date = `2026-11-${String(day).padStart(2, '0')}`;
    return [punch(7, `${date} 08:25:00`), punch(8, `${date} 08:25:${String(seconds).padStart(2, '0')}`)];
  });
}

describe('two cards within seconds', () => {
  // Break it: `>` to `>=` in followers(), and five seconds are no pair.
  it('are flagged from the third day on, five seconds apart at most', () => {
    expect(pairFlags(together([2, 3], 5), rules)).toEqual([]);
    expect(pairFlags(together([2, 3, 4], 6), rules)).toEqual([]);
    const [flag] = pairFlags(together([2, 3, 4], 5), rules);
    expect(flag).toMatchObject({ kind: 'pair', personIds: [7, 8], daysTogether: 3, clause: 'R2 3(7)' });
    expect(flag?.kind === 'pair' && flag.taps.map(({ apartMs }) => apartMs)).toEqual([5_000, 5_000, 5_000]);
  });

  it('are no pair at two readers, nor of one person', () => {
    const days = ['2026-11-02', '2026-11-03', '2026-11-04'];
    const readers = days.flatMap((day) => [punch(7, `${day} 08:25:00`), punch(8, `${day} 08:25:01`, 'reader-2')]);
    expect(pairFlags(readers, rules)).toEqual([]);
    const alone = days.flatMap((day) => [punch(7, `${day} 08:25:00`), punch(7, `${day} 08:25:01`)]);
    expect(pairFlags(alone, rules)).toEqual([]);
  });

  it('are chance where both come often and are seldom close', () => {
    const close = together([2, 3, 4], 2);
    const apart = together([5, 6, 9, 10, 11], 40);
    expect(pairFlags([...close, ...apart], rules)).toEqual([]);
    expect(pairFlags([...close, ...apart.slice(0, 8)], rules)).toHaveLength(1);
  });

  it('are found whatever the order they are read in', () => {
    const all = together([2, 3, 4], 3);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(pairFlags(shuffled, rules)).toHaveLength(1);
      }),
    );
  });
});

describe('a card whose owner is elsewhere', () => {
  const leave = {
    personId: 7,
    fromMs: Date.parse('2026-11-20T08:30+08:00'),
    untilMs: Date.parse('2026-11-20T18:00+08:00'),
    what: 'leave',
    formId: 5,
  } as const;

  it('is flagged inside the time, not at its edges', () => {
    const at = (time: string) => elsewhereFlags([punch(7, `2026-11-20 ${time}`)], [leave], rules);
    expect(at('08:30:00')).toEqual([]);
    expect(at('08:30:01')).toMatchObject([{ kind: 'elsewhere', what: 'leave', formId: 5 }]);
    expect(at('18:00:00')).toEqual([]);
    expect(elsewhereFlags([punch(8, '2026-11-20 10:00')], [leave], rules)).toEqual([]);
  });
});

describe('the weekly list', () => {
  const people = Array.from({ length: 40 }, (_, index) => index + 1);

  it('is the same for the same seed and another for the next, in whatever order the people come', () => {
    const list = drawWeek(people, [], 202_647, rules);
    expect(list).toHaveLength(5);
    expect(drawWeek([...people].reverse(), [], 202_647, rules)).toEqual(list);
    expect(drawWeek(people, [], 202_648, rules)).not.toEqual(list);
  });

  it('draws everybody about as often', () => {
    const drawn = new Map<number, number>();
    for (let seed = 0; seed < 4_000; seed++)
      for (const id of drawWeek(people, [], seed, rules)) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // 4,000 draws of 5 in 40: 500 each, and a standard deviation of 21.
    for (const id of people) expect(Math.abs((drawn.get(id) ?? 0) - 500)).toBeLessThan(105);
  });

  it('draws who was drawn lately only where there are too few others', () => {
    const lately = people.slice(0, 37);
    const list = drawWeek(people, lately, 1, rules);
    expect(list).toEqual(expect.arrayContaining([38, 39, 40]));
    expect(list).toHaveLength(5);
    expect(drawWeek([1, 2], [], 1, rules)).toEqual([1, 2]);
  });
});
