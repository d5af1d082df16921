import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineSilenceMs, longestLine } from '../../../firmware-bridge/hid-keyboard/constants.ts';
import type { KeyedOutput } from '../../../firmware-bridge/hid-keyboard/frame.ts';
import { HidKeyboardParser } from '../../../firmware-bridge/hid-keyboard/parser.ts';
import { reportOf, serializeKeyed, type Typing } from '../../../firmware-bridge/hid-keyboard/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { hidKeyboardVectors } from '../../vectors/hid-keyboard.ts';
import { fuzz, fuzzTimeoutMs } from '../fuzz-stream.ts';

const good = serializeKeyed('0040856634');
const other = serializeKeyed('0011982773');

/** Reports that follow each other at once, then silence. */
function parse(...reports: readonly Uint8Array[]): readonly KeyedOutput[] {
  const parser = new HidKeyboardParser();
  const output = reports.flatMap((report) => parser.push(report, 0));
  return [...output, ...parser.settle(lineSilenceMs)];
}

function short(output: readonly KeyedOutput[]): readonly string[] {
  return output.map((one) =>
    one.kind === 'frame' ? `${one.text} ${one.ending}` : `${one.reason} ${one.bytes.length}`,
  );
}

test.each(hidKeyboardVectors)('golden reports: $text', ({ reports, text }) => {
  expect(parse(...reports.map(bytesOf))).toEqual([{ kind: 'frame', text, ending: 'enter' }]);
});

describe('lines', () => {
  test('one line', () => expect(short(parse(...good))).toEqual(['0040856634 enter']));
  test('two lines without a pause', () =>
    expect(short(parse(...good, ...other))).toEqual(['0040856634 enter', '0011982773 enter']));
  test('a line counts at its Enter, before any silence', () => {
    const parser = new HidKeyboardParser();
    const output = good.slice(0, -1).flatMap((report) => parser.push(report, 0));
    expect(short(output)).toEqual(['0040856634 enter']);
    expect(parser.held).toBe(0);
  });
  test.each([
    ['tab', 'tab'],
    ['keypad-enter', 'enter'],
    ['none', 'silence'],
  ] as const)('a line that ends with %s', (ending, expected) =>
    expect(short(parse(...serializeKeyed('111,27706', { ending })))).toEqual([`111,27706 ${expected}`]),
  );
  test('silence ends a line only when it is long enough', () => {
    const parser = new HidKeyboardParser(300);
    for (const report of serializeKeyed('12', { ending: 'none' })) parser.push(report, 0);
    expect(parser.settle(299)).toEqual([]);
    expect(short(parser.settle(300))).toEqual(['12 silence']);
    expect(parser.settle(1_000)).toEqual([]);
  });
  test('Enter alone is nothing', () => expect(parse(...serializeKeyed(''), ...serializeKeyed(''))).toEqual([]));
  test('an empty read is nothing', () => expect(parse(new Uint8Array(0))).toEqual([]));
  test('lock keys type nothing and spoil nothing', () =>
    expect(short(parse(reportOf([0x39]), reportOf([]), ...good))).toEqual(['0040856634 enter']));
});

describe('keys', () => {
  test('a key that stays pressed is one character', () =>
    expect(short(parse(reportOf([0x1e]), reportOf([0x1e]), reportOf([0x1e]), reportOf([])))).toEqual(['1 silence']));
  test('the same key twice in one report is one character', () =>
    expect(short(parse(reportOf([0x1e, 0x1e])))).toEqual(['1 silence']));
  test('Shift may come and go by itself', () =>
    expect(short(parse(reportOf([], 2), reportOf([0x1e], 2), reportOf([0x1e]), reportOf([])))).toEqual(['! silence']));
});

describe('what is not sure is no line', () => {
  test('more keys at once than can be told: the line is thrown away, the next one read', () =>
    expect(short(parse(...good.slice(0, 6), reportOf(Array(6).fill(1)), ...good.slice(6), ...other))).toEqual([
      'rollover 10',
      '0011982773 enter',
    ]));
  test('a rollover before the first character spoils the line as well', () =>
    expect(short(parse(reportOf(Array(6).fill(1)), ...good, ...other))).toEqual(['rollover 10', '0011982773 enter']));
  test('keys held before a rollover are not typed again after it', () =>
    expect(short(parse(reportOf([0x1e]), reportOf(Array(6).fill(1)), reportOf([0x1e]), reportOf([])))).toEqual([
      'rollover 1',
    ]));
  test('after a silence a rollover is forgotten', () => {
    const parser = new HidKeyboardParser();
    parser.push(reportOf(Array(6).fill(1)), 0);
    parser.push(reportOf([]), 1);
    expect(short(good.flatMap((report) => parser.push(report, 1_000)))).toEqual(['0040856634 enter']);
  });
  test('a key that types nothing inside a line', () => {
    const f5 = [reportOf([0x3e]), reportOf([])];
    expect(short(parse(...good.slice(0, 4), ...f5, ...good.slice(4)))).toEqual(['key 10']);
    expect(short(parse(...f5, ...good))).toEqual(['key 1', '0040856634 enter']);
  });
  test('Ctrl with a letter is no letter', () => {
    const ctrlJ = [reportOf([0x0d], 1), reportOf([])];
    expect(short(parse(...good, ...ctrlJ))).toEqual(['0040856634 enter', 'key 1']);
    expect(short(parse(...good.slice(0, 4), ...ctrlJ, ...good.slice(4)))).toEqual(['key 10']);
  });
  test('reports of other lengths, as of media keys, disturb no line', () =>
    expect(short(parse(...good.slice(0, 4), Uint8Array.of(2, 0xe9), new Uint8Array(9), ...good.slice(4)))).toEqual([
      'length 2',
      'length 9',
      '0040856634 enter',
    ]));
  test('a link lost inside a line', () => {
    const parser = new HidKeyboardParser();
    for (const report of good.slice(0, 7)) parser.push(report, 0);
    expect(short(parser.reset())).toEqual(['lost 4']);
    expect(short(good.flatMap((report) => parser.push(report, 10)))).toEqual(['0040856634 enter']);
  });
  test('keys without end hold no memory, are no line, and the ending makes good', () => {
    const parser = new HidKeyboardParser();
    const endless = serializeKeyed('12', { ending: 'none' });
    let thrown = 0;
    for (let round = 0; round < 10_000; round++) {
      for (const one of endless.flatMap((report) => parser.push(report, 0))) {
        if (one.kind === 'frame') throw new Error(`a line: ${one.text}`);
        thrown += one.bytes.length;
      }
      expect(parser.held).toBeLessThanOrEqual(longestLine + 1);
    }
    const [rest] = serializeKeyed('').flatMap((report) => parser.push(report, 0));
    expect(rest).toMatchObject({ reason: 'too-long' });
    expect(thrown + (rest?.kind === 'discarded' ? rest.bytes.length : 0)).toBe(20_000);
    expect(short(good.flatMap((report) => parser.push(report, 0)))).toEqual(['0040856634 enter']);
  });
});

test('the counters say what happened', () => {
  const parser = new HidKeyboardParser();
  for (const report of [...good, Uint8Array.of(1, 2), ...good.slice(0, 4)]) parser.push(report, 0);
  parser.reset();
  expect(parser.counters).toEqual({ frames: 1, checksumErrors: 0, resyncs: 2, discardedBytes: 4 });
});

test('what no key types is refused', () => {
  for (const wrong of ['晴', 'é', '\n']) expect(() => serializeKeyed(wrong)).toThrow(RangeError);
});

describe('properties', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'0123456789ABCDEFabcdefXYZ,.-/*+ ?'),
    minLength: 1,
    maxLength: longestLine,
  });
  const typing = fc.record<Typing>(
    {
      ending: fc.constantFrom('enter', 'keypad-enter', 'tab', 'none'),
      reportNumber: fc.integer({ min: 1, max: 255 }),
      keypad: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test('what is typed is read, however the device types it', () => {
    fc.assert(
      fc.property(text, typing, (line, how) => {
        expect(parse(...serializeKeyed(line, how))).toMatchObject([{ kind: 'frame', text: line }]);
      }),
    );
  });

  test('a key pressed while the one before is still down is read in its place', () => {
    const digits = fc.uniqueArray(fc.integer({ min: 0x1e, max: 0x27 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(digits, (usages) => {
        const overlapping = usages.map((usage, index) =>
          reportOf(index === 0 ? [usage] : [usages[index - 1] ?? 0, usage]),
        );
        const read = parse(...overlapping, reportOf([]));
        const expected = usages.map((usage) => (usage === 0x27 ? '0' : String(usage - 0x1d))).join('');
        expect(short(read)).toEqual([`${expected} silence`]);
      }),
    );
  });

  test(
    'fuzz: reports cut and spoilt anywhere never throw, hold little, and a line after a pause is read',
    () => {
      // Here a chunk is a report: the stream of bytes is cut where no report would be.
      const report = fc.constantFrom(...good, ...serializeKeyed('EFBE', { reportNumber: 1 }));
      fuzz(report, [0x00, 0x01, 0x02, 0x1e, 0x28, 0x62], ({ pieces, chunks }) => {
        const parser = new HidKeyboardParser();
        for (const bytes of [...pieces.map((piece) => Uint8Array.from(piece.bytes)), ...chunks]) {
          for (const one of parser.push(bytes, 0))
            if (one.kind === 'frame' && (one.text.length === 0 || one.text.length > longestLine))
              throw new Error(`a line of ${one.text.length}`);
          if (parser.held > longestLine + 1) throw new Error(`holds ${parser.held}`);
        }
        parser.push(reportOf([]), 0);
        parser.settle(1_000);
        const after = good.flatMap((one) => parser.push(one, 2_000));
        expect(short(after)).toEqual(['0040856634 enter']);
      });
    },
    fuzzTimeoutMs,
  );
});
