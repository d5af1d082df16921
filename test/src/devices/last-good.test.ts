import { expect, it } from 'vitest';
import { createLastGood } from '../../../src/devices/last-good.ts';
import type { DeviceHealth, DeviceState } from '../../../src/ports/device.ts';
import { FakeClock } from '../../fake-clock.ts';

const standing = (state: DeviceState): DeviceHealth => ({ state, faults: [], counters: {} });

it('is now for a device that is well, the moment it failed for one that is not, and unknown for one that never was', async () => {
  const clock = new FakeClock();
  const lastGood = createLastGood(clock);
  lastGood.hear('printer-1', standing('starting'));
  expect(lastGood.of('printer-1', standing('starting'))).toBeNull();
  lastGood.hear('printer-1', standing('waiting'));
  await clock.advance(60_000);
  const failedAtMs = clock.read().wallMs;
  expect(lastGood.of('printer-1', standing('waiting'))).toBe(failedAtMs);
  lastGood.hear('printer-1', standing('fault'));
  await clock.advance(60_000);
  lastGood.hear('printer-1', standing('fault'));
  expect(lastGood.of('printer-1', standing('fault'))).toBe(failedAtMs);
});
