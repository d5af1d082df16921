import { expect, test } from 'vitest';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';

test('a simulated reader comes with its simulator', () => {
  const { reader, simulator } = openCardReader(
    { id: 'reader-1', model: 'rdm6300', link: 'simulated' },
    new FakeClock(),
  );
  expect(reader).toMatchObject({ id: 'reader-1', kind: 'card-reader', model: 'rdm6300', simulated: true });
  expect(simulator).toBeDefined();
});

test('a serial reader has none, and a missing port is a fault, never an exception', async () => {
  const link = { serial: '/dev/qingyu-absent', baudRate: 9600 };
  const { reader, simulator } = openCardReader({ id: 'reader-1', model: 'rdm6300', link }, new FakeClock());
  expect(simulator).toBeUndefined();
  expect(reader.simulated).toBe(false);
  const fault = new Promise<string | undefined>((resolve) =>
    reader.onHealth((health) => resolve(health.faults[0]?.code)),
  );
  await reader.start();
  expect(await fault).toBe('link/not-found');
  await reader.stop();
});
