import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { securityBlock } from '../../../firmware-bridge/osdp/constants.ts';
import type { OsdpFrame } from '../../../firmware-bridge/osdp/frame.ts';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { openMessage, sealMessage } from '../../../firmware-bridge/osdp/sealed-message.ts';
import {
  clientCryptogram,
  decryptData,
  encryptData,
  initialMac,
  installKey,
  macOf,
  nextMac,
  type SecureSession,
  serverCryptogram,
  sessionKeys,
  startSession,
} from '../../../firmware-bridge/osdp/secure-channel.ts';
import { completeFrame, serializeCovered } from '../../../firmware-bridge/osdp/serialize.ts';
import { bytesOf, chainingVector, handshakeVector } from '../../vectors/osdp.ts';

const hand = handshakeVector;
const panelRandom = bytesOf(hand.panelRandom);
const readerRandom = bytesOf(hand.readerRandom);
const keys = sessionKeys(installKey, panelRandom);
const begun = startSession(keys, serverCryptogram(keys, panelRandom, readerRandom));

describe('the handshake of the standard’s annex E', () => {
  test('install key', () => expect(installKey).toEqual(bytesOf(hand.installKey)));
  test('session keys', () =>
    expect(keys).toEqual({
      encryption: bytesOf(hand.encryption),
      mac1: bytesOf(hand.mac1),
      mac2: bytesOf(hand.mac2),
    }));
  test('cryptogram of the reader', () =>
    expect(clientCryptogram(keys, panelRandom, readerRandom)).toEqual(bytesOf(hand.clientCryptogram)));
  test('cryptogram of the panel', () =>
    expect(serverCryptogram(keys, panelRandom, readerRandom)).toEqual(bytesOf(hand.serverCryptogram)));
  test('initial MAC', () => expect(initialMac(keys, bytesOf(hand.serverCryptogram))).toEqual(bytesOf(hand.initialMac)));
});

describe('chaining', () => {
  const key = bytesOf(chainingVector.key);
  const same = { encryption: key, mac1: key, mac2: key };
  const before = bytesOf(chainingVector.before);
  const inverted = before.map((byte) => ~byte & 0xff);
  const session: SecureSession = { keys: same, commandMac: inverted, replyMac: inverted };
  const v = (name: keyof typeof chainingVector) => bytesOf(chainingVector[name]);

  test('MAC of one whole block', () =>
    expect(macOf(same, before, v('fourBlocks').slice(0, 16))).toEqual(v('macOfOneBlock')));
  test('MAC of four whole blocks', () => expect(macOf(same, before, v('fourBlocks'))).toEqual(v('macOfFourBlocks')));
  test('MAC of part of a block', () => expect(macOf(same, before, v('fifteenBytes'))).toEqual(v('sealedFifteen')));
  test('the last block has the second MAC key', () => {
    const other = { ...same, mac2: bytesOf(hand.mac2) };
    expect(macOf(other, before, v('fourBlocks'))).not.toEqual(v('macOfFourBlocks'));
    expect(macOf({ ...same, mac1: bytesOf(hand.mac1) }, before, v('fifteenBytes'))).toEqual(v('sealedFifteen'));
  });
  test.each([
    ['fifteenBytes', 'sealedFifteen'],
    ['sixteenBytes', 'sealedSixteen'],
  ] as const)('%s are sealed and opened', (plain, sealed) => {
    for (const direction of ['command', 'reply'] as const) {
      expect(encryptData(session, direction, v(plain))).toEqual(v(sealed));
      expect(decryptData(session, direction, v(sealed))).toEqual(v(plain));
    }
  });
  test('nothing is one block of padding', () => {
    expect(encryptData(session, 'command', new Uint8Array(0))).toEqual(v('sealedNothing'));
    expect(decryptData(session, 'command', v('sealedNothing'))).toEqual(new Uint8Array(0));
  });
  test('half a block is no data', () => expect(decryptData(session, 'reply', v('fifteenBytes'))).toBeUndefined());
  test('padding without its mark is no data', () => {
    const zeros = encryptData(session, 'reply', new Uint8Array(16)).slice(0, 16);
    expect(decryptData(session, 'reply', zeros)).toBeUndefined();
  });
});

describe('messages in a session', () => {
  const seal = (session: SecureSession, isReply: boolean, data: Uint8Array, sequence = 1) =>
    sealMessage(session, { address: 5, isReply, sequence, check: 'crc', code: isReply ? 0x50 : 0x60, data });
  const parsed = (bytes: Uint8Array): OsdpFrame => {
    const [frame] = new OsdpParser().push(bytes, 0);
    if (frame?.kind !== 'frame') throw new Error('no frame');
    return frame;
  };

  test('a poll without data has a MAC and is not encrypted; a card is encrypted', () => {
    const polled = parsed(seal(begun, false, new Uint8Array(0)).bytes);
    expect(polled).toMatchObject({ security: { type: 0x15 }, data: new Uint8Array(0) });
    expect(polled.bytes).toHaveLength(14);
    const read = parsed(seal(begun, true, Uint8Array.of(0, 1, 26, 0, 0xa1, 0xb2, 0xc3, 0xc0)).bytes);
    expect(read.security?.type).toBe(0x18);
    expect(read.data).toHaveLength(16);
  });

  test('a long talk: each end opens what the other sealed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 })), { maxLength: 12 }),
        (talk) => {
          let panel = begun;
          let reader = begun;
          for (const [asked, said] of talk) {
            const out = seal(panel, false, asked);
            panel = out.session;
            const heard = openMessage(reader, parsed(out.bytes));
            if (!heard.ok) throw new Error(heard.trouble);
            expect(heard.data).toEqual(asked);
            const back = seal(heard.session, true, said);
            reader = back.session;
            const read = openMessage(panel, parsed(back.bytes));
            if (!read.ok) throw new Error(read.trouble);
            expect(read.data).toEqual(said);
            panel = read.session;
            expect(panel).toEqual(reader);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('an old reply played again is not believed', () => {
    const asked = seal(begun, false, new Uint8Array(0));
    const said = seal(asked.session, true, Uint8Array.of(1, 2, 3));
    const frame = parsed(said.bytes);
    expect(openMessage(asked.session, frame).ok).toBe(true);
    const later = seal(said.session, false, new Uint8Array(0), 2);
    expect(openMessage(later.session, frame)).toEqual({ ok: false, trouble: 'mac' });
  });

  test('a changed bit with a mended CRC is not believed', () => {
    const { bytes } = seal(begun, true, Uint8Array.of(1, 2, 3));
    const frame = parsed(bytes);
    const changed = Uint8Array.from(frame.bytes);
    changed[9] = (changed[9] ?? 0) ^ 1;
    expect(openMessage(begun, { ...frame, bytes: changed })).toEqual({ ok: false, trouble: 'mac' });
  });

  // Some readers only sign their cards. Red when the MAC is not looked at, or MAC-only data is decrypted.
  test('a card with a MAC that is not encrypted is read, and a changed bit of it is not believed', () => {
    const data = Uint8Array.of(0, 1, 26, 0, 0xa1, 0xb2, 0xc3, 0xc0);
    const security = { type: securityBlock.macReply, data: new Uint8Array(0) };
    const covered = serializeCovered({
      address: 5,
      isReply: true,
      sequence: 1,
      check: 'crc',
      security,
      code: 0x50,
      data,
    });
    const frame = parsed(completeFrame(covered, 'crc', nextMac(begun, 'reply', covered).sent));
    expect(openMessage(begun, frame)).toMatchObject({ ok: true, data });
    const changed = Uint8Array.from(covered);
    changed[covered.length - 1] = (changed[covered.length - 1] ?? 0) ^ 0x80;
    const forged = parsed(completeFrame(changed, 'crc', frame.mac));
    expect(openMessage(begun, forged)).toEqual({ ok: false, trouble: 'mac' });
  });

  test('a plain reply in a session is not believed', () => {
    const plain = parsed(seal(begun, true, Uint8Array.of(1)).bytes);
    const { mac, security, ...rest } = plain;
    expect(openMessage(begun, rest)).toEqual({ ok: false, trouble: 'plain' });
  });
});
