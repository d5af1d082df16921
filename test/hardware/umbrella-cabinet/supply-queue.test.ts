import { describe, expect, it } from 'vitest';
import type { LockGuard } from '../../../hardware/umbrella-cabinet/lock-guard.ts';
import { createSupplyQueue } from '../../../hardware/umbrella-cabinet/supply-queue.ts';
import { FakeClock } from '../../fake-clock.ts';

/** A guard that drives every coil and never tells of a line. */
function silentGuard(): { guard: Pick<LockGuard, 'pulse' | 'onLine'>; driven: number[] } {
  const driven: number[] = [];
  const pulse: LockGuard['pulse'] = async (lock) => {
    driven.push(lock);
    return { result: 'driven' };
  };
  return { driven, guard: { pulse, onLine: () => () => {} } };
}

describe('doors of one supply', () => {
  it('open after the hard limit also when nobody told that the coil is off', async () => {
    const clock = new FakeClock();
    const { guard, driven } = silentGuard();
    const queue = createSupplyQueue(guard, clock);
    await queue.pulse(1, 'main', 500);
    const second = queue.pulse(2, 'main', 500);
    await clock.advance(1_400);
    expect(driven).toEqual([1]);
    await clock.advance(100);
    expect(await second).toEqual({ result: 'driven' });
    await clock.advance(1_500);
    expect(clock.pending).toBe(0);
  });
});
