import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLEAN,
  type PrinterCondition,
  readAutomatic,
  readOrdered,
  readRealTime,
  writeAutomatic,
  writeOrdered,
  writeRealTime,
} from '../../../firmware-bridge/escpos/printer-status.ts';
import {
  createResponseParser,
  LONGEST_BLOCK,
  type PrinterResponse,
} from '../../../firmware-bridge/escpos/response-parser.ts';
import { bytesOf, hexOf, realTimeVectors } from '../../vectors/escpos.ts';
import { copiedBytes } from '../copied-bytes.ts';
import { fuzz, fuzzFrames, fuzzTimeoutMs } from '../fuzz-stream.ts';

/** Short names for what came out: `rt 12`, `ord 00`, `asb 10 00 00 00`, `blk 22 …`, `drop …`. */
const named = (response: PrinterResponse): string => {
  switch (response.kind) {
    case 'realTime':
      return `rt ${hexOf(Uint8Array.of(response.status))}`;
    case 'ordered':
      return `ord ${hexOf(Uint8Array.of(response.status))}`;
    case 'automatic':
      return `asb ${hexOf(Uint8Array.from(response.status))}`;
    case 'block':
      return `blk ${hexOf(response.payload)}`;
    case 'flow':
      return response.paused ? 'xoff' : 'xon';
    case 'discarded':
      return `drop ${response.reason} ${hexOf(response.bytes)}`;
  }
};
const parse = (...chunks: string[]): string[] => {
  const parser = createResponseParser();
  return chunks.flatMap((chunk) => parser.push(bytesOf(chunk))).map(named);
};

describe('answers are told apart by their fixed bits', () => {
  it('one frame of each', () => {
    expect(parse('12')).toEqual(['rt 12']);
    expect(parse('0c')).toEqual(['ord 0c']);
    expect(parse('14 00 00 0f')).toEqual(['asb 14 00 00 0f']);
    expect(parse('37 22 30 30 30 31 00')).toEqual(['blk 22 30 30 30 31']);
    expect(parse('11 13')).toEqual(['xon', 'xoff']);
  });

  it('two in one chunk', () => {
    expect(parse('12 37 22 30 30 30 31 00 00')).toEqual(['rt 12', 'blk 22 30 30 30 31', 'ord 00']);
  });

  it('one in two chunks, and byte by byte', () => {
    expect(parse('37 22 30', '30 30 31 00')).toEqual(['blk 22 30 30 30 31']);
    expect(parse('18', '00', '03', '00')).toEqual(['asb 18 00 03 00']);
    expect(parse('37', '22', '30', '30', '30', '31', '00')).toEqual(['blk 22 30 30 30 31']);
  });

  it('garbage before', () => {
    expect(parse('ff 80 12')).toEqual(['drop not-a-status ff 80', 'rt 12']);
  });

  it('garbage inside an automatic status: the bytes taken are looked at again', () => {
    expect(parse('10 00 ff 12')).toEqual([
      'drop broken-automatic-status 10',
      'ord 00',
      'drop not-a-status ff',
      'rt 12',
    ]);
  });

  it('an XOFF inside an automatic status is no part of it', () => {
    expect(parse('10 00 13 00 00')).toEqual(['xoff', 'asb 10 00 00 00']);
  });

  it('a block too long, then a good one', () => {
    const parser = createResponseParser();
    const long = parser.push(Uint8Array.from([0x37, ...Array(LONGEST_BLOCK).fill(0xff)])).map(named);
    expect(long[0]).toMatch(/^drop block-too-long 37$/);
    expect(parser.held).toBe(0);
    expect(parser.push(bytesOf('37 22 30 30 30 31 00')).map(named)).toEqual(['blk 22 30 30 30 31']);
  });

  it('no status is read inside a block', () => {
    expect(parse('37 22 12 14 16 1a 00')).toEqual(['blk 22 12 14 16 1a']);
  });

  it('silence gives up what was begun', () => {
    const parser = createResponseParser();
    parser.push(bytesOf('10 00'));
    expect(parser.silence().map(named)).toEqual(['drop silence 10 00']);
    expect(parser.push(bytesOf('12')).map(named)).toEqual(['rt 12']);
  });

  it('endless garbage stays bounded, never throws and loses no byte', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (chunks) => {
        const parser = createResponseParser();
        let out = 0;
        for (const chunk of chunks) {
          for (const response of parser.push(chunk)) out += sizeOf(response);
          expect(parser.held).toBeLessThan(LONGEST_BLOCK);
        }
        expect(out + parser.held).toBe(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      }),
    );
  });
});

describe('a hostile line', () => {
  // Red when neighbouring discards are joined by copying: 20,000 bytes then took 25 s.
  it.each([
    ['no status at all', [0x80]],
    ['automatic status that breaks', [0x10, 0x80]],
    ['blocks without end', [0x37, 0x81]],
  ])('%s in one long chunk is copied once', (_, bytes) => {
    const chunk = Uint8Array.from({ length: 6_000 }, (_each, at) => bytes[at % bytes.length] ?? 0);
    const parser = createResponseParser();
    expect(copiedBytes(() => parser.push(chunk))).toBeLessThanOrEqual(chunk.length);
  });

  it(
    `${fuzzFrames} fuzzed answers: no byte is lost, cuts change nothing, the next answer after a silence is read`,
    () => {
      const status = fc.nat(255).map((bits) => Uint8Array.of((bits & 0x6c) | 0x12));
      const automatic = fc
        .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255))
        .map(([one, two, three, four]) => Uint8Array.of((one & 0x6c) | 0x10, two & 0x6f, three & 0x6f, four & 0x6f));
      const block = fc
        .tuple(fc.constantFrom(0x37, 0x5f), fc.uint8Array({ min: 1, maxLength: 80 }))
        .map(([header, payload]) => Uint8Array.of(header, ...payload, 0));
      fuzz(fc.oneof(status, automatic, block), [0x00, 0x10, 0x11, 0x12, 0x13, 0x37, 0x5f, 0x80], ({ chunks }) => {
        const parser = createResponseParser();
        const output = chunks.flatMap((chunk) => {
          const heard = parser.push(chunk);
          if (parser.held >= LONGEST_BLOCK) throw new Error(`holds ${parser.held} bytes`);
          return heard;
        });
        const stream = chunks.flatMap((chunk) => [...chunk]);
        expect(output.reduce((sum, one) => sum + sizeOf(one), 0) + parser.held).toBe(stream.length);
        const answers = (all: readonly PrinterResponse[]) => all.filter(({ kind }) => kind !== 'discarded');
        expect(answers(output)).toEqual(answers(createResponseParser().push(Uint8Array.from(stream))));
        parser.silence();
        expect(parser.push(Uint8Array.of(0x16))).toEqual([{ kind: 'realTime', status: 0x16 }]);
      });
    },
    fuzzTimeoutMs,
  );
});

function sizeOf(response: PrinterResponse): number {
  switch (response.kind) {
    case 'automatic':
      return 4;
    case 'block':
      return response.payload.length + 2;
    case 'discarded':
      return response.bytes.length;
    default:
      return 1;
  }
}

describe('status bytes', () => {
  it.each(realTimeVectors)('DLE EOT $query: $hex ($source)', ({ query, hex, says }) => {
    const read = readRealTime(query, bytesOf(hex)[0] ?? 0);
    expect({ ...CLEAN, ...read }).toEqual({ ...CLEAN, ...says });
  });

  it('what the printer end writes, the driver end reads', () => {
    const flags = fc.boolean();
    const conditions: fc.Arbitrary<PrinterCondition> = fc.record({
      offline: flags,
      coverOpen: flags,
      paperOut: flags,
      paperNearEnd: flags,
      cutterError: flags,
      recoversByItself: flags,
      mechanicalError: flags,
      otherError: flags,
      drawerPinHigh: flags,
    });
    fc.assert(
      fc.property(conditions, (condition) => {
        // A roll at its end is also near its end.
        const expected = { ...condition, paperNearEnd: condition.paperNearEnd || condition.paperOut };
        const asked = ([1, 2, 3, 4] as const).map((query) => readRealTime(query, writeRealTime(query, condition)));
        expect(Object.assign({}, ...asked)).toEqual(expected);
        const [one = 0, two = 0, three = 0, four = 0] = writeAutomatic(condition);
        expect(readAutomatic([one, two, three, four])).toEqual(expected);
        expect(readOrdered(writeOrdered(condition))).toEqual({
          paperOut: expected.paperOut,
          paperNearEnd: expected.paperNearEnd,
        });
        const parser = createResponseParser();
        expect(parser.push(writeAutomatic(condition)).map(({ kind }) => kind)).toEqual(['automatic']);
      }),
    );
  });
});
