import { describe, expect, test } from 'vitest';
import type { Pn532Message } from '../../../firmware-bridge/pn532/frame.ts';
import {
  forever,
  foundTargets,
  getFirmwareVersion,
  inListPassiveTarget,
  inReleaseAll,
  isPn532,
  maxRetries,
  readTargets,
  samConfiguration,
} from '../../../firmware-bridge/pn532/messages.ts';
import { serializePn532 } from '../../../firmware-bridge/pn532/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { pn532Vectors } from '../../vectors/pn532.ts';

const uidOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('commands', () => {
  const commands: readonly (readonly [string, Pn532Message])[] = [
    ['GetFirmwareVersion', getFirmwareVersion()],
    ['SAMConfiguration normal, 1 s, interrupt', samConfiguration()],
    ['RFConfiguration: search for ever', maxRetries(forever)],
    ['InListPassiveTarget, one card, 106 kbit/s A', inListPassiveTarget()],
    ['InRelease all', inReleaseAll()],
    ['found nothing', foundTargets(undefined)],
    ['found: UID DEADBEEF, ATQA 0004, SAK 08', foundTargets({ atqa: 4, sak: 8, uid: uidOf('DEADBEEF') })],
  ];
  test.each(commands)('%s is the golden frame', (what, message) => {
    const vector = pn532Vectors.find((one) => one.what === what);
    expect(serializePn532(message)).toEqual(bytesOf(vector?.hex ?? ''));
  });
});

describe('what a search found', () => {
  test.each(['DEADBEEF', '04A1B2C3D4E5F6', '04112233445566778899'])('a UID %s of its size', (uid) => {
    const target = { atqa: 0x0044, sak: 0x00, uid: uidOf(uid) };
    expect(readTargets(foundTargets(target).body)).toEqual(target);
  });
  test('a card with a processor brings its ATS, which is not its UID', () => {
    const target = { atqa: 0x0004, sak: 0x20, uid: uidOf('08123456'), ats: uidOf('0578807102') };
    expect(readTargets(foundTargets(target).body)).toEqual(target);
  });
  test('nothing', () => expect(readTargets(foundTargets(undefined).body)).toBe('none'));
  test.each([
    ['an empty answer', ''],
    ['a count alone', '01'],
    ['a UID of five bytes', '010100040805DEADBEEF00'],
    ['a UID cut short', '010100040807DEADBEEF'],
  ])('%s is malformed', (_what, body) => expect(readTargets(uidOf(body))).toBe('malformed'));
});

test('a PN532 says IC 32', () => {
  expect(isPn532(uidOf('32010607'))).toBe(true);
  expect(isPn532(uidOf('33010607'))).toBe(false);
  expect(isPn532(new Uint8Array())).toBe(false);
});
