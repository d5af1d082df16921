import { describe, expect, test } from 'vitest';
import { command, nakReason, reply } from '../../../firmware-bridge/osdp/constants.ts';
import { ack, localStatusReply, nak } from '../../../firmware-bridge/osdp/replies.ts';
import {
  clientCryptogram,
  initialMac,
  installKey,
  serverCryptogram,
  sessionKeys,
} from '../../../firmware-bridge/osdp/secure-channel.ts';
import { Bench, card, identification } from './panel-bench.ts';

const panelRandom = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const readerRandom = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1);
const keys = sessionKeys(installKey, panelRandom);
const proof = serverCryptogram(keys, panelRandom, readerRandom);

/** The reader proved its key, the panel's proof is out. */
function proofOut(): Bench {
  const bench = new Bench('required');
  bench.give({ kind: 'link-up', nowMs: 0 });
  bench.pass(0);
  bench.answer(identification);
  bench.pass(0);
  bench.answer(nak(nakReason.unknownCommand));
  bench.pass(0);
  const cryptogram = clientCryptogram(keys, panelRandom, readerRandom);
  const data = Uint8Array.of(...new Uint8Array(8), ...readerRandom, ...cryptogram);
  bench.answer({ code: reply.clientCryptogram, data }, { security: { type: 0x12, data: Uint8Array.of(1) } });
  bench.pass(0);
  return bench;
}

function inSession(): Bench {
  const bench = proofOut();
  const data = initialMac(keys, proof);
  bench.answer({ code: reply.initialMac, data }, { security: { type: 0x14, data: Uint8Array.of(1) } });
  bench.pass(0);
  return bench;
}

describe('the end of the handshake', () => {
  test('the panel proves its key, and then every command has a MAC', () => {
    expect(proofOut().sent.at(-1)).toMatchObject({
      code: command.serverCryptogram,
      security: { type: 0x13, data: Uint8Array.of(1) },
      data: proof,
    });
    const bench = inSession();
    expect(bench.told).toEqual(['on-line']);
    expect(bench.sent.at(-1)).toMatchObject({ code: command.localStatus, security: { type: 0x15 } });
  });

  test.each([
    ['another initial MAC', new Uint8Array(16), 1],
    ['a reader that does not accept the panel', initialMac(keys, proof), 0],
    ['the failure code of other readers', initialMac(keys, proof), 0xff],
  ])('%s is a refused key', (_, data, accepted) => {
    const bench = proofOut();
    bench.answer({ code: reply.initialMac, data }, { security: { type: 0x14, data: Uint8Array.of(accepted) } });
    expect(bench.told).toEqual(['key-refused']);
  });

  test('an initial MAC without its security block begins again', () => {
    const bench = proofOut();
    bench.answer({ code: reply.initialMac, data: initialMac(keys, proof) });
    expect(bench.told).toEqual([]);
    bench.pass(800);
    expect(bench.last).toEqual([command.identify, 0]);
  });
});

describe('in a session', () => {
  test.each([
    ['a card', card],
    ['a status', localStatusReply(true, true)],
    ['an acknowledgement', ack],
  ])('%s in the clear is not believed, and the command stays out', (_, plain) => {
    const bench = inSession();
    const [asked] = bench.raw.slice(-1);
    bench.answer(plain);
    expect(bench.effects).toEqual([{ kind: 'count', name: 'strayFrames' }]);
    bench.pass(200);
    expect(bench.raw.at(-1)).toBe(asked);
  });

  test('a false MAC ends it: from the beginning', () => {
    const bench = inSession();
    bench.answer(ack, { security: { type: 0x16, data: new Uint8Array(0) }, mac: new Uint8Array(4) });
    expect(bench.counts()).toEqual(['macErrors', 'restarts']);
    bench.pass(800);
    expect(bench.last).toEqual([command.identify, 0]);
  });

  test('a refusal in the clear is a reader that forgot it: from the beginning', () => {
    const bench = inSession();
    bench.answer(nak(nakReason.securityConditions));
    bench.pass(800);
    expect(bench.last).toEqual([command.identify, 0]);
  });
});
