import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stretchesOf } from '../../../src/promotions/local-spans.rules.ts';
import {
  lengthMs,
  type PlanAsk,
  type PlanLimits,
  planAirings,
  type TakenTime,
} from '../../../src/promotions/plan.rules.ts';
import { at, localTime, shippedPromotionRules } from './promotions-fixture.ts';

// Breaking it on purpose: leave `...limits.quiet` out of openMinutes, take `>=` from place(), or sort by nothing in pack().

const MINUTE = 60_000;
const ZONE = 'Asia/Shanghai';
const limits: PlanLimits = {
  quiet: [],
  roomMs: 5 * MINUTE,
  sameMs: 45 * MINUTE,
  anyMs: 15 * MINUTE,
  timeZone: ZONE,
};
const ask: PlanAsk = { promotionId: 1, fromMs: at('10:00'), untilMs: at('20:00'), times: 4, wished: [] };
const times = (plan: readonly number[]) => plan.map(localTime);

describe('the plan of a promotion', () => {
  it('is spread evenly over the window', () => {
    expect(times(planAirings(ask, [], limits))).toEqual(['11:14', '13:43', '16:12', '18:41']);
  });

  it('takes the wished times where there is room, and spreads the rest', () => {
    expect(times(planAirings({ ...ask, wished: ['12:00', '18:00'] }, [], limits))).toEqual([
      '12:00',
      '13:43',
      '16:12',
      '18:00',
    ]);
  });

  it('goes to the nearest minute when a wished time is taken', () => {
    const taken = [{ promotionId: 2, atMs: at('12:00') }];
    expect(times(planAirings({ ...ask, times: 1, wished: ['12:00'] }, taken, limits))).toEqual(['11:45']);
  });

  it('packs as many as fit where the window is too small, and no more', () => {
    const small = { ...ask, untilMs: at('11:36'), times: 5 };
    expect(times(planAirings(small, [], limits))).toEqual(['10:00', '10:45', '11:30']);
  });

  it('is empty where quiet hours fill the window', () => {
    const quiet = [{ fromMs: at('09:00'), untilMs: at('21:00') }];
    expect(planAirings(ask, [], { ...limits, quiet })).toEqual([]);
  });

  it('ends before the quiet begins, with the wait and the words', () => {
    const quiet = [{ fromMs: at('11:00'), untilMs: at('20:00') }];
    const plan = planAirings({ ...ask, times: 1, wished: ['10:58'] }, [], { ...limits, quiet });
    expect(times(plan)).toEqual(['10:55']);
  });
});

const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * MINUTE);
const scene = fc.record({
  start: minutes(3 * 1440),
  length: minutes(3 * 1440),
  times: fc.integer({ min: 1, max: 12 }),
  wished: fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`),
    { maxLength: 3 },
  ),
  taken: fc.array(fc.record({ promotionId: fc.integer({ min: 1, max: 3 }), after: minutes(4 * 1440) }), {
    maxLength: 12,
  }),
  hours: fc.constantFrom(shippedPromotionRules[0]?.quietHours.value ?? [], [], [{ from: '12:00', to: '14:00' }]),
  anyMs: minutes(30).map((ms) => ms + MINUTE),
  more: minutes(60),
  roomMs: minutes(10),
});

function built(one: typeof scene extends fc.Arbitrary<infer T> ? T : never) {
  const fromMs = at('06:00') + one.start;
  const asked: PlanAsk = { promotionId: 1, fromMs, untilMs: fromMs + one.length, times: one.times, wished: one.wished };
  const taken: TakenTime[] = one.taken.map(({ promotionId, after }) => ({ promotionId, atMs: at('06:00') + after }));
  const within: PlanLimits = {
    quiet: stretchesOf(one.hours, asked, ZONE),
    roomMs: one.roomMs,
    anyMs: one.anyMs,
    sameMs: one.anyMs + one.more,
    timeZone: ZONE,
  };
  return { asked, taken, within, plan: planAirings(asked, taken, within) };
}

describe('any plan', () => {
  it('lies inside the window and outside the quiet hours, with its whole room', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { asked, within, plan } = built(one);
        for (const atMs of plan) {
          expect(atMs).toBeGreaterThanOrEqual(asked.fromMs);
          expect(atMs + within.roomMs).toBeLessThanOrEqual(asked.untilMs);
          for (const { fromMs, untilMs } of within.quiet)
            expect(atMs >= untilMs || atMs + within.roomMs <= fromMs).toBe(true);
        }
      }),
    );
  });

  it('never has two within their distance, of the same promotion or of any', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { taken, within, plan } = built(one);
        for (const [index, atMs] of plan.entries()) {
          for (const other of plan.slice(index + 1)) expect(other - atMs).toBeGreaterThanOrEqual(within.sameMs);
          for (const stands of taken) {
            const apart = stands.promotionId === 1 ? within.sameMs : within.anyMs;
            expect(Math.abs(stands.atMs - atMs)).toBeGreaterThanOrEqual(apart);
          }
        }
      }),
    );
  });

  it('has at most what was asked for, is the same when made again, and does not depend on the order of what is taken', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { asked, taken, within, plan } = built(one);
        expect(plan.length).toBeLessThanOrEqual(asked.times);
        expect(planAirings(asked, taken.toReversed(), within)).toEqual(plan);
      }),
    );
  });

  it('has no fewer than the earliest-first packing, so nothing that fits is left out', () => {
    fc.assert(
      fc.property(scene, (one) => {
        const { asked, taken, within, plan } = built(one);
        const packed = planAirings({ ...asked, times: 300 }, taken, within);
        expect(plan.length).toBe(Math.min(asked.times, Math.max(plan.length, packed.length)));
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('is spread evenly where nothing is in the way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 10, max: 40 }), (count, hours) => {
        const plan = planAirings({ ...ask, untilMs: ask.fromMs + hours * 60 * MINUTE, times: count }, [], limits);
        const gaps = plan.slice(1).map((atMs, index) => atMs - (plan[index] ?? 0));
        if ((hours * 60) / count < 46) return;
        expect(plan.length).toBe(count);
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(MINUTE);
      }),
    );
  });
});

describe('the hours of a day', () => {
  it('may lie over midnight and on some weekdays only', () => {
    const week = { fromMs: at('00:00', '2026-11-20'), untilMs: at('00:00', '2026-11-22') };
    const found = stretchesOf(
      [
        { from: '22:00', to: '06:00' },
        { from: '12:30', to: '13:30', weekdays: [5] },
      ],
      week,
      ZONE,
    );
    expect(found.map(({ fromMs, untilMs }) => [localTime(fromMs), localTime(untilMs)])).toEqual([
      ['22:00', '06:00'],
      ['12:30', '13:30'],
      ['22:00', '06:00'],
      ['22:00', '06:00'],
    ]);
  });
});

it('a script of 500 characters is taken for more than two minutes', () => {
  expect(lengthMs('好'.repeat(500), null)).toBeGreaterThan(120_000);
  expect(lengthMs('好'.repeat(500), null)).toBeLessThan(180_000);
});
