import { describe, expect, it } from 'vitest';
import { createPinHasher } from '../../../src/staff/pin-hash.ts';
import { testPepper } from './staff-fixture.ts';

describe('a stored PIN', () => {
  // Break: lower COST in pin-hash.ts.
  it('costs 2^15 rounds of scrypt to guess', async () => {
    expect(await createPinHasher(testPepper).hash('4711')).toMatchObject({ cost: 2 ** 15 });
  });

  // Break: let `matches` derive with the cost of new PINs.
  it('stays right when new ones cost more', async () => {
    const stored = await createPinHasher(testPepper, 2 ** 10).hash('4711');
    const dearer = createPinHasher(testPepper, 2 ** 11);
    expect([await dearer.matches(stored, '4711'), await dearer.matches(stored, '4712')]).toEqual([true, false]);
  });
});
