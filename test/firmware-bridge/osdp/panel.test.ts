import { describe, expect, test } from 'vitest';
import { askLocalStatus, buzzer, poll } from '../../../firmware-bridge/osdp/commands.ts';
import { command, nakReason, reply } from '../../../firmware-bridge/osdp/constants.ts';
import type { PanelSettings } from '../../../firmware-bridge/osdp/panel-state.ts';
import { ack, busy, localStatusReply, nak } from '../../../firmware-bridge/osdp/replies.ts';
import { address, Bench, card, identification, noSecureChannel, onLine } from './panel-bench.ts';

describe('beginning', () => {
  test('identification with sequence 0, then capabilities, status, polls 1 → 2 → 3 → 1', () => {
    const bench = onLine();
    for (let round = 0; round < 4; round++) {
      bench.answer(ack);
      bench.pass(50);
    }
    expect(bench.sent.map(({ code, sequence }) => [code, sequence])).toEqual([
      [command.identify, 0],
      [command.capabilities, 1],
      [command.localStatus, 2],
      [command.poll, 3],
      [command.poll, 1],
      [command.poll, 2],
      [command.poll, 3],
      [command.poll, 1],
    ]);
    expect(bench.told).toEqual(['on-line']);
  });

  test('polls are 50 ms apart', () => {
    const bench = onLine();
    bench.answer(ack);
    const before = bench.sent.length;
    bench.pass(49);
    expect(bench.sent.length).toBe(before);
    bench.pass(1);
    expect(bench.sent.length).toBe(before + 1);
  });

  test('a reader that is not there is asked every 800 ms, always with sequence 0, and told after 8 s', () => {
    const bench = new Bench();
    bench.give({ kind: 'link-up', nowMs: 0 });
    bench.pass(7_999);
    expect(bench.told).toEqual([]);
    bench.pass(1);
    expect(bench.told).toEqual(['silent']);
    expect(bench.sent).toHaveLength(11);
    expect(new Set(bench.sent.map(({ sequence }) => sequence))).toEqual(new Set([0]));
  });
});

describe('no reply', () => {
  test('the same bytes again every 200 ms', () => {
    const bench = onLine();
    const [asked] = bench.raw.slice(-1);
    bench.pass(199);
    expect(bench.raw.at(-1)).toBe(asked);
    const before = bench.raw.length;
    bench.pass(1 + 400);
    expect(bench.raw.slice(before)).toEqual([asked, asked, asked]);
  });

  test('after 8 s from the beginning, with sequence 0; and back', () => {
    const bench = onLine();
    bench.pass(8_200);
    expect(bench.told).toEqual(['on-line', 'silent']);
    bench.pass(1_000);
    expect(bench.last).toEqual([command.identify, 0]);
    bench.answer(identification);
    bench.pass(0);
    bench.answer(noSecureChannel);
    expect(bench.told).toEqual(['on-line', 'silent', 'on-line']);
  });

  test('a reply that came twice counts once', () => {
    const bench = onLine();
    bench.answer(card);
    bench.answer(card);
    expect(bench.counts()).toEqual(['repeatedReplies']);
    bench.pass(50);
    bench.answer(card, { sequence: ((bench.sent.at(-1)?.sequence ?? 0) + 2) % 3 || 3 });
    expect(bench.counts()).toEqual(['repeatedReplies']);
    expect(bench.told.filter((one) => one === 'card')).toHaveLength(1);
  });
});

describe('what is not believed', () => {
  test.each([
    ['another address', { address: address + 1 }, ['strayFrames']],
    ['the echo of a command', { isReply: false }, []],
    ['another sequence number', { sequence: 0 }, ['repeatedReplies']],
    [
      'a MAC without a session',
      { security: { type: 0x16, data: new Uint8Array(0) }, mac: new Uint8Array(4) },
      ['strayFrames'],
    ],
  ] as const)('%s', (_, changes, counts) => {
    const bench = onLine();
    bench.answer(card, changes);
    expect(bench.told).toEqual(['on-line']);
    expect(bench.counts()).toEqual(counts);
    bench.answer(card);
    expect(bench.told).toEqual(['on-line', 'card']);
  });

  test('a card that answers something else than a poll', () => {
    const bench = onLine();
    bench.answer(ack);
    bench.give({ kind: 'signal', commands: [buzzer({ onTime: 1, offTime: 1, count: 1 })] });
    bench.pass(50);
    expect(bench.last[0]).toBe(command.buzzer);
    bench.answer(card);
    expect(bench.told).toEqual(['on-line']);
  });
});

describe('BUSY', () => {
  test('the same command again after 200 ms; told after 8 s of it', () => {
    const bench = onLine();
    const [asked] = bench.raw.slice(-1);
    bench.answer(busy, { sequence: 0 });
    bench.pass(199);
    const before = bench.raw.length;
    bench.pass(1);
    expect(bench.raw.slice(before)).toEqual([asked]);
    for (let round = 0; round < 40; round++) {
      bench.answer(busy, { sequence: 0 });
      bench.pass(200);
    }
    expect(bench.told).toEqual(['on-line', 'busy']);
    bench.answer(ack);
    expect(bench.told).toEqual(['on-line', 'busy', 'on-line']);
  });
});

describe('NAK', () => {
  test.each([
    ['garbled on the way: the same again', nakReason.checkCharacters, 'again'],
    ['not in sequence: from the beginning', nakReason.sequence, 'restart'],
    ['wants a session: from the beginning', nakReason.securityConditions, 'restart'],
    ['unknown command: goes on', nakReason.unknownCommand, 'on'],
    ['cannot do it: goes on', nakReason.record, 'on'],
  ] as const)('%s', (_, reason, what) => {
    const bench = onLine();
    const asked = bench.raw.at(-1);
    const [, sequence] = bench.last;
    bench.answer(nak(reason));
    bench.pass(what === 'restart' ? 800 : 50);
    if (what === 'again') expect(bench.raw.at(-1)).toBe(asked);
    if (what === 'restart') expect(bench.last).toEqual([command.identify, 0]);
    if (what === 'on') expect(bench.last).toEqual([poll.code, sequence === 3 ? 1 : sequence + 1]);
  });

  test('a reader without status is not asked for it again', () => {
    const bench = new Bench();
    bench.give({ kind: 'link-up', nowMs: 0 });
    bench.pass(0);
    bench.answer(identification);
    bench.pass(0);
    bench.answer(nak(nakReason.unknownCommand));
    bench.pass(0);
    expect(bench.last[0]).toBe(askLocalStatus.code);
    for (let round = 0; round < 500; round++) {
      bench.answer(round === 0 ? nak(nakReason.unknownCommand) : ack);
      bench.pass(50);
    }
    expect(bench.sent.filter(({ code }) => code === command.localStatus)).toHaveLength(1);
  });

  test('a reader that restarts five times in a row is told to be confused, until it works again', () => {
    const bench = onLine();
    for (let round = 0; round < 5; round++) {
      bench.answer(nak(nakReason.sequence));
      bench.pass(800);
    }
    expect(bench.told).toEqual(['on-line', 'confused']);
    bench.answer(identification);
    bench.pass(0);
    bench.answer(noSecureChannel);
    bench.pass(0);
    expect(bench.told).toEqual(['on-line', 'confused']);
    bench.answer(localStatusReply(false, false));
    expect(bench.told).toEqual(['on-line', 'confused', 'on-line']);
  });
});

describe('a session that cannot be had', () => {
  const upToChallenge = (secure: PanelSettings['secure']): Bench => {
    const bench = new Bench(secure);
    bench.give({ kind: 'link-up', nowMs: 0 });
    bench.pass(0);
    bench.answer(identification);
    bench.pass(0);
    bench.answer(nak(nakReason.unknownCommand));
    bench.pass(0);
    return bench;
  };

  test('the challenge names the key and brings eight random bytes', () => {
    const bench = upToChallenge('required');
    expect(bench.sent.at(-1)).toMatchObject({
      code: command.challenge,
      sequence: 2,
      security: { type: 0x11, data: Uint8Array.of(1) },
      data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    });
  });

  test.each([
    ['required', nakReason.securityConditions, 'key-refused'],
    ['required', nakReason.unknownCommand, 'no-secure-channel'],
    ['preferred', nakReason.securityConditions, 'on-line'],
    ['preferred', nakReason.securityUnsupported, 'on-line'],
  ] as const)('%s and NAK %i: %s', (secure, reason, told) => {
    const bench = upToChallenge(secure);
    bench.answer(nak(reason));
    expect(bench.told).toEqual([told]);
    bench.pass(9_900);
    const isPolled = bench.sent.some(({ code }) => code === command.poll || code === command.localStatus);
    expect(isPolled).toBe(secure === 'preferred');
  });

  test('required: tried again after ten seconds, not before', () => {
    const bench = upToChallenge('required');
    bench.answer(nak(nakReason.securityConditions));
    const before = bench.sent.length;
    bench.pass(9_999);
    expect(bench.sent.length).toBe(before);
    bench.pass(1);
    expect(bench.last).toEqual([command.identify, 0]);
  });

  test('preferred: tried again after ten minutes', () => {
    const bench = upToChallenge('preferred');
    bench.answer(nak(nakReason.securityUnsupported));
    bench.pass(0);
    for (let round = 0; round < 12_100 && bench.last[0] !== command.identify; round++) {
      bench.answer(bench.last[0] === command.localStatus ? localStatusReply(false, false) : ack);
      bench.pass(50);
    }
    expect(bench.last).toEqual([command.identify, 0]);
    expect(bench.nowMs).toBeGreaterThanOrEqual(600_000);
  });

  test('a false proof is a refused key', () => {
    const bench = upToChallenge('required');
    const proof = { code: reply.clientCryptogram, data: new Uint8Array(32) };
    bench.answer(proof, { security: { type: 0x12, data: Uint8Array.of(1) } });
    expect(bench.told).toEqual(['key-refused']);
  });
});

test('a lost link forgets everything and asks for nothing', () => {
  const bench = onLine();
  const before = bench.sent.length;
  bench.give({ kind: 'link-lost' });
  bench.pass(60_000);
  expect(bench.sent.length).toBe(before);
  expect(bench.told).toEqual(['on-line', 'connecting']);
});
