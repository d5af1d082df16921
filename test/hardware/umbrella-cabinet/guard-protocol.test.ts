import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GuardCommand,
  type GuardReport,
  LINE_LIMIT,
  parseCommand,
  parseReport,
  serializeCommand,
  serializeReport,
} from '../../../hardware/umbrella-cabinet/guard-protocol.ts';
import { createLineSplitter, type PipePiece } from '../../../hardware/umbrella-cabinet/line-splitter.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const line = (text: string): PipePiece => ({ type: 'line', text });

describe('the line splitter', () => {
  const PULSE = '7 pulse 3 500\n';
  it.each<[string, string[], PipePiece[]]>([
    ['one line', [PULSE], [line('7 pulse 3 500')]],
    ['two in one chunk', [`${PULSE}8 off\n`], [line('7 pulse 3 500'), line('8 off')]],
    ['one in two chunks', ['7 pul', 'se 3 500\n'], [line('7 pulse 3 500')]],
    ['byte by byte', [...PULSE], [line('7 pulse 3 500')]],
    [
      'garbage before',
      ['\x00\xffno\n', PULSE],
      [{ type: 'discarded', reason: 'not-text', bytes: 4 }, line('7 pulse 3 500')],
    ],
    [
      'garbage inside',
      ['7 pu\x00lse 3 500\n', PULSE],
      [{ type: 'discarded', reason: 'not-text', bytes: 14 }, line('7 pulse 3 500')],
    ],
  ])('%s', (_name, chunks, pieces) => {
    const splitter = createLineSplitter();
    expect(chunks.flatMap((chunk) => splitter.push(bytes(chunk)))).toEqual(pieces);
  });

  it('stays small under endless garbage and is back in step at the next line', () => {
    const splitter = createLineSplitter();
    for (let chunk = 0; chunk < 1_000; chunk++) expect(splitter.push(bytes('x'.repeat(1_000)))).toEqual([]);
    expect(splitter.push(bytes('\n8 off\n'))).toEqual([
      { type: 'discarded', reason: 'too-long', bytes: 1_000_000 },
      line('8 off'),
    ]);
  });
});

describe('the guard protocol', () => {
  const id = fc.integer({ min: 0, max: 999_999_999 });
  const lock = fc.integer({ min: 0, max: 999 });

  it('reads every command it writes', () => {
    const command: fc.Arbitrary<GuardCommand> = fc.oneof(
      fc.record({ type: fc.constant('pulse' as const), id, lock, ms: fc.integer({ min: 0, max: 99_999 }) }),
      fc.record({ type: fc.constantFrom('off' as const, 'ping' as const), id }),
      fc.constant({ type: 'beat' as const }),
    );
    fc.assert(
      fc.property(command, (each) => {
        expect(parseCommand(serializeCommand(each).trimEnd())).toEqual(each);
      }),
    );
  });

  it.each<GuardReport>([
    { type: 'ready' },
    { type: 'ok', id: 7 },
    { type: 'refused', id: 7, code: 'guard/resting' },
    { type: 'line', lock: 3, on: true, reason: 'pulse' },
    { type: 'line', lock: 3, on: false, reason: 'parent-silent' },
    { type: 'rubbish', bytes: 12 },
    { type: 'failed', code: 'link/not-found', sentence: 'no chip' },
  ])('reads the report it writes: $type', (report) => {
    expect(parseReport(serializeReport(report).trimEnd())).toEqual(report);
  });

  it('never reads a pulse out of rubbish', () => {
    fc.assert(fc.property(fc.string(), (text) => parseCommand(text)?.type !== 'pulse'));
    for (const near of [
      'pulse 1 500',
      '1 pulse 1',
      '1 pulse 1 -5',
      '1 pulse 1 5e2',
      '1 PULSE 1 500',
      ' 1 pulse 1 500',
      '1 pulse 1 500 ',
    ])
      expect(parseCommand(near)).toBeUndefined();
  });

  it('keeps a failure of any length and script in one line', () => {
    const text = serializeReport({ type: 'failed', code: 'guard/failed', sentence: `线路\n1 ok\n${'x'.repeat(500)}` });
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(text.length).toBeLessThanOrEqual(LINE_LIMIT + 1);
    expect(parseReport(text.trimEnd())?.type).toBe('failed');
  });
});
