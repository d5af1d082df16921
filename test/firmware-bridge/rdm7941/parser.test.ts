import { describe, expect, test } from 'vitest';
import { Em4100Parser } from '../../../firmware-bridge/em4100/parser.ts';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { Rdm7941Parser } from '../../../firmware-bridge/rdm7941/parser.ts';
import { serializeRdm7941 } from '../../../firmware-bridge/rdm7941/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { rdm7941Refused, rdm7941Vectors } from '../../vectors/rdm7941.ts';

type Rdm7941Output = ReturnType<Rdm7941Parser['push']>[number];

const good = bytesOf(rdm7941Vectors[0]?.hex ?? '');
const mifare = bytesOf(rdm7941Vectors[2]?.hex ?? '');
const marks = bytesOf(rdm7941Vectors[3]?.hex ?? '');
const bad = bytesOf(rdm7941Refused[0]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly Rdm7941Output[] {
  const parser = new Rdm7941Parser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly Rdm7941Output[]): readonly string[] {
  return output.map((one) => (one.kind === 'frame' ? one.cardId : `${one.reason} ${one.bytes.length}`));
}

describe('golden bytes', () => {
  test.each(rdm7941Vectors)('$family $cardId is read and written', ({ source: _source, hex, ...card }) => {
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', ...card }]);
    expect(serializeRdm7941(card.cardId)).toEqual(bytesOf(hex));
  });
  test.each(rdm7941Refused)('$why is no card', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
  test('an EM4100 card has the same id and number as with an RDM6300', () => {
    const [heard] = new Em4100Parser().push(serializeEm4100('62E3086CED'), 0);
    expect(parse(serializeRdm7941('62E3086CED'))).toEqual([{ ...heard, family: 'em4100' }]);
  });
});

describe('bad lines', () => {
  test('starting in the middle of a packet', () =>
    expect(short(parse([...good.slice(3), ...good]))).toEqual(['noise 7', '2E00B6D7B5']));
  test('false starts before a packet', () =>
    expect(short(parse([0x02, 0x02, 0x0a, 0x02, ...mifare]))).toEqual([
      'length 1',
      'no-end-mark 2',
      'length 1',
      'DEADBEEF',
    ]));
  test('garbage inside a packet, then a good one', () =>
    expect(short(parse([...good.slice(0, 6), 0xfe, ...good.slice(6), ...mifare]))).toEqual([
      'no-end-mark 2',
      'length 8',
      'noise 1',
      'DEADBEEF',
    ]));
  test('a bad checksum, then a good packet', () =>
    expect(short(parse([...bad, ...good]))).toEqual(['checksum 2', 'length 8', '2E00B6D7B5']));
  test('a packet cut short, then a good one that began inside its length', () =>
    expect(short(parse([...good.slice(0, 4), ...marks]))).toEqual(['no-end-mark 2', 'length 2', '0203020A03']));
});

test('the counters say what happened', () => {
  const parser = new Rdm7941Parser();
  parser.push(Uint8Array.from([...good, 0x55, ...bad, ...good.slice(0, 3), ...mifare]), 0);
  expect(parser.counters).toEqual({ frames: 2, checksumErrors: 1, resyncs: 3, discardedBytes: 14 });
});

test('serializing refuses what is no card id', () => {
  for (const wrong of ['', 'DEADBEE', 'deadbeef', 'DEADBEEF0', '04A1B2C3D4E5F6', 'DEADBEEG']) {
    expect(() => serializeRdm7941(wrong)).toThrow(RangeError);
  }
});
