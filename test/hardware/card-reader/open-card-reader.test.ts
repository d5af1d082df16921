import { expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { type CardReaderModelName, cardReaderModels } from '../../../hardware/card-reader/card-reader-models.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { FakeClock } from '../../fake-clock.ts';

const models: readonly CardReaderModelName[] = ['rdm6300', 'em18', 'rdm7941', 'pn532'];

test('every model is tried here', () => expect([...models].sort()).toEqual(Object.keys(cardReaderModels).sort()));

test.each(models)('a simulated %s comes with its simulator', (model) => {
  const { reader, simulator } = openCardReader({ id: 'reader-1', model, link: 'simulated' }, new FakeClock());
  expect(reader).toMatchObject({ id: 'reader-1', kind: 'card-reader', model, simulated: true });
  expect(simulator?.faults().map(({ id }) => id)).toEqual(
    expect.arrayContaining(['disconnect', 'silent', 'noise', 'corrupt-checksum', 'split-bytes']),
  );
});

test.each(models)('a serial %s has none, and a missing port is a fault, never an exception', async (model) => {
  const link = { serial: '/dev/qingyu-absent' };
  const { reader, simulator } = openCardReader({ id: 'reader-1', model, link }, new FakeClock());
  expect(simulator).toBeUndefined();
  expect(reader).toMatchObject({ model, simulated: false });
  const fault = new Promise<string | undefined>((resolve) =>
    reader.onHealth((health) => resolve(health.faults[0]?.code)),
  );
  await reader.start();
  expect(await fault).toBe('link/not-found');
  await reader.stop();
});

test.each(models)('the configuration knows %s, on a serial port with or without a speed', (model) => {
  const device = configSchema.shape.devices.element;
  for (const link of ['simulated', { serial: '/dev/ttyUSB0' }, { serial: '/dev/ttyUSB0', baudRate: 57_600 }]) {
    expect(device.parse({ id: 'reader-1', kind: 'card-reader', model, link })).toMatchObject({ model, link });
  }
});
