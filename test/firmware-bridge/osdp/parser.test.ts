import { describe, expect, test } from 'vitest';
import { longestFrame, startMark } from '../../../firmware-bridge/osdp/constants.ts';
import { hexOf, type OsdpMessage } from '../../../firmware-bridge/osdp/frame.ts';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { serializeOsdp } from '../../../firmware-bridge/osdp/serialize.ts';
import { bytesOf, osdpRefused, osdpVectors } from '../../vectors/osdp.ts';

type OsdpOutput = ReturnType<OsdpParser['push']>[number];

const named = (name: string): Uint8Array => bytesOf(osdpVectors.find((one) => one.name === name)?.hex ?? '').slice(1);
const ack = named('ACK');
const card = named('RAW, 32 bits');
const bad = bytesOf(osdpRefused[0]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly OsdpOutput[] {
  const parser = new OsdpParser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly OsdpOutput[]): readonly string[] {
  return output.map((one) =>
    one.kind === 'frame' ? hexOf(one.bytes.slice(5, 6)) : `${one.reason} ${one.bytes.length}`,
  );
}

describe('golden bytes', () => {
  test.each(osdpVectors)('$name is read and written', ({ hex, data, name, source, ...fields }) => {
    const message: OsdpMessage = { ...fields, data: bytesOf(data) };
    const bytes = bytesOf(hex.replace(/^FF /, ''));
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', ...message, bytes }]);
    expect(serializeOsdp(message)).toEqual(bytes);
  });
  test.each(osdpRefused)('$why is not believed', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...ack.slice(3), ...card]))).toEqual(['noise 5', '50']));
  test('garbage before a frame', () => expect(short(parse([0x55, 0x00, 0xff, ...ack]))).toEqual(['noise 2', '40']));
  test('a start mark inside garbage', () =>
    expect(short(parse([0x55, startMark, 0x41, 0x00, 0x00, ...ack]))).toEqual(['noise 1', 'header 4', '40']));
  test('start marks without end', () =>
    expect(short(parse([startMark, startMark, startMark, ...ack]))).toEqual([
      'header 1',
      'header 1',
      'header 1',
      '40',
    ]));
  test('garbage inside a frame', () =>
    expect(short(parse([...card.slice(0, 8), 0xfe, ...card.slice(8), ...ack]))).toEqual([
      'checksum 16',
      'noise 1',
      '40',
    ]));
  test('two readers talking at once', () => {
    const output = parse([...card.slice(0, 7), ...ack, ...card.slice(7)]);
    expect(short(output)).toEqual(['checksum 7', '40', 'noise 9']);
  });
  test('a cut frame, then good ones', () =>
    expect(short(parse([...card.slice(0, 9), ...ack, ...card]))).toEqual(['checksum 9', '40', '50']));
});

test('the counters say what happened', () => {
  const parser = new OsdpParser();
  parser.push(Uint8Array.from([...ack, 0x55, ...bad, startMark, 0x00, 0x00, 0x00, ...card]), 0);
  expect(parser.counters).toEqual({ frames: 2, checksumErrors: 1, resyncs: 1, discardedBytes: 21 });
});

test('a message longer than any reader takes is refused', () => {
  const message = { address: 1, isReply: false, sequence: 0, check: 'crc', code: 0x60 } as const;
  expect(() => serializeOsdp({ ...message, data: new Uint8Array(longestFrame) })).toThrow(RangeError);
});
