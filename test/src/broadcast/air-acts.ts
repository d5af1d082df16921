import fc from 'fast-check';
import { CLASSES } from '../../../src/broadcast/rules.ts';

const which = fc.nat({ max: 60 });
/** What people, the clock, the loudspeakers and the power may do to the air. */
export const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      of: fc.constantFrom(...CLASSES),
      times: fc.integer({ min: 1, max: 3 }),
      gapMs: fc.constantFrom(0, 5_000),
      many: fc.oneof({ weight: 12, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(40) }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 2_000, 3_000, 20_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(301_000, 1_000_000) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('round' as const, 'end' as const, 'sentence' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'stop-one' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), which, to: which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'stop' as const,
        'refuse' as const,
        'break' as const,
        'dead' as const,
        'mend' as const,
        'restart' as const,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('fire' as const, 'release' as const, 'call' as const, 'found' as const),
    }),
  },
);
export type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
