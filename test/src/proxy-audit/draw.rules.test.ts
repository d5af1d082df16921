import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { proxyAuditRules } from '../../../config/rules/proxy-audit.ts';
import { drawWeek } from '../../../src/proxy-audit/draw.rules.ts';

// Break it: leave `.sort((a, b) => a - b)` of the cards out, or take Math.random for the seeded one.

const [rules] = readYaml('config/rules/proxy-audit.yaml', proxyAuditRules);
if (rules === undefined) throw new Error('no rules');
const people = Array.from({ length: 40 }, (_, index) => index + 1);

describe('the weekly list', () => {
  it('is the same for the same seed and another for the next, in whatever order the people come', () => {
    const list = drawWeek({ people, lately: [], seed: 202_647 }, rules);
    expect(list).toHaveLength(5);
    expect(drawWeek({ people: [...people].reverse(), lately: [], seed: 202_647 }, rules)).toEqual(list);
    expect(drawWeek({ people, lately: [], seed: 202_648 }, rules)).not.toEqual(list);
  });

  it('draws everybody about as often', () => {
    const drawn = new Map<number, number>();
    for (let seed = 0; seed < 4_000; seed++)
      for (const id of drawWeek({ people, lately: [], seed }, rules)) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // 4,000 draws of 5 in 40: 500 each, and a standard deviation of 21.
    for (const id of people) expect(Math.abs((drawn.get(id) ?? 0) - 500)).toBeLessThan(105);
  });

  it('draws who was drawn lately only where there are too few others', () => {
    const lately = people.slice(0, 37);
    const list = drawWeek({ people, lately, seed: 1 }, rules);
    expect(list).toEqual(expect.arrayContaining([38, 39, 40]));
    expect(list).toHaveLength(5);
    expect(drawWeek({ people: [1, 2], lately: [], seed: 1 }, rules)).toEqual([1, 2]);
  });
});
