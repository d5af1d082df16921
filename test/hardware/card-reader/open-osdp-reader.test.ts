import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import { readSiteKey, writeNewSiteKey } from '../../../hardware/card-reader/site-key.ts';
import { FakeClock } from '../../fake-clock.ts';
import { siteKeyFile } from './osdp-desk.ts';

const device = configSchema.shape.devices.element;
const minimal = { id: 'reader-1', kind: 'card-reader', model: 'osdp', link: 'simulated' } as const;

function opened(settings: object) {
  const entry = device.parse({ ...minimal, ...settings });
  if (entry.kind !== 'card-reader') throw new Error('no reader');
  const clock = new FakeClock();
  return { clock, ...openCardReader(entry, clock) };
}

describe('the configuration', () => {
  test('asks for a secure channel unless told otherwise', () =>
    expect(device.parse(minimal)).toEqual({ ...minimal, address: 0, key: 'install', secure: 'required' }));
  test.each([
    { address: 127 },
    { address: -1 },
    { key: '303132333435363738393A3B3C3D3E3F' },
    { secure: 'yes' },
    { model: 'rdm6300', address: 3 },
  ])('refuses %o', (wrong) => expect(device.safeParse({ ...minimal, ...wrong }).success).toBe(false));
});

describe('a simulated reader', () => {
  test.each([{}, { address: 126 }, { secure: 'off' }, { key: { file: siteKeyFile() } }])(
    'with %o reads a card',
    async (how) => {
      const { clock, reader, simulator } = opened(how);
      const cards: string[] = [];
      reader.onCard((event) => cards.push(event.cardId));
      await reader.start();
      await clock.advance(1_000);
      simulator?.present('62E3086CED');
      await clock.advance(100);
      expect(cards).toEqual(['62E3086CED']);
      await reader.stop();
    },
  );

  test('says what it can do wrong', () =>
    expect(
      opened({})
        .simulator?.faults()
        .map(({ id }) => id),
    ).toEqual([
      'disconnect',
      'silent',
      'slow',
      'busy',
      'noise',
      'corrupt-checksum',
      'lost-byte',
      'half-frames',
      'split-bytes',
      'echo',
      'lost-reply',
      'double-replies',
      'stuck-card',
      'random-uid',
      'wrong-key',
      'no-secure-channel',
      'tamper',
    ]));
  test('refuses what is no card and no fault', () => {
    const { simulator } = opened({});
    expect(() => simulator?.present('晴雨')).toThrow('6 to 32 hex digits');
    expect(() => simulator?.setFault('hunger', true)).toThrow('no fault');
  });
});

test('a missing port is a fault, never an exception', async () => {
  const { reader } = opened({ link: { serial: '/dev/qingyu-absent' } });
  const fault = new Promise((resolve) => reader.onHealth((health) => resolve(health.faults[0]?.code)));
  await reader.start();
  expect(await fault).toBe('link/not-found');
  await reader.stop();
});

describe('the key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-key-'));

  test('is made once, random and for its owner only', () => {
    const file = join(folder, 'new.key');
    writeNewSiteKey(file);
    expect(readSiteKey(file)).toHaveLength(16);
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9A-F]{32}\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => writeNewSiteKey(file)).toThrow('EEXIST');
  });

  test.each([
    ['missing', undefined],
    ['short', '0F1E2D3C'],
    ['not hex', '0F1E2D3C4B5A69788796A5B4C3D2E1FG'],
  ])('that is %s is a fault with the name of the file and nothing of the key', async (name, text) => {
    const file = join(folder, `${name}.key`);
    if (text !== undefined) writeFileSync(file, text);
    const { reader } = opened({ key: { file } });
    await reader.start();
    expect(reader.health()).toMatchObject({ state: 'fault', faults: [{ code: 'reader/no-key' }] });
    const says = JSON.stringify(reader.health().faults[0]?.says);
    expect(says).toContain(file);
    if (text !== undefined) expect(says).not.toContain(text);
    await reader.stop();
  });
});
