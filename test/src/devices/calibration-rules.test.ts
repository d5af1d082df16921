import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginCalibration,
  type Calibration,
  type CalibrationInput,
  nextCalibration,
  type Readings,
  verdictOf,
} from '../../../src/devices/calibration.rules.ts';

const through = (state: Calibration, ...inputs: readonly CalibrationInput[]): Calibration =>
  inputs.reduce(nextCalibration, state);
const read = (readings: Readings): CalibrationInput => ({ type: 'read', readings });
const goOn: CalibrationInput = { type: 'went-on' };
const two = beginCalibration('door', [1, 2]);
const shut = read({ 1: 'low', 2: 'low' });

describe('a calibration', () => {
  it('asks for each door shut and then open, and learns how it reads when shut', () => {
    expect(two).toMatchObject({ step: { at: 'shut', door: 1 }, findings: {}, hitch: null });
    const opened = through(two, shut);
    expect(opened.step).toMatchObject({ at: 'open', door: 1 });
    const second = through(opened, read({ 1: 'high', 2: 'low' }));
    expect(second).toMatchObject({ step: { at: 'shut', door: 2 }, findings: { 1: { is: 'learned', shut: 'low' } } });
    const done = through(second, read({ 1: 'low', 2: 'high' }), read({ 1: 'low', 2: 'low' }));
    expect(done).toMatchObject({ step: { at: 'done' }, findings: { 2: { is: 'learned', shut: 'high' } } });
    expect([...verdictOf(done).shut]).toEqual([
      [1, 'low'],
      [2, 'high'],
    ]);
  });

  it('stays where it is when a door reads the same open as shut, and calls it stuck once it is given up', () => {
    const same = through(two, shut, shut);
    expect(same).toMatchObject({ step: { at: 'open', door: 1 }, hitch: { is: 'same' } });
    expect(through(same, read({ 1: 'high', 2: 'low' })).findings[1]).toEqual({ is: 'learned', shut: 'low' });
    expect(through(same, goOn)).toMatchObject({
      findings: { 1: { is: 'stuck', level: 'low' } },
      step: { door: 2 },
      hitch: null,
    });
  });

  it('sees wires that are crossed: the contact of another door changed instead', () => {
    const crossed = through(two, shut, read({ 1: 'low', 2: 'high' }));
    expect(crossed).toMatchObject({ step: { at: 'open', door: 1 }, hitch: { is: 'crossed', door: 2 } });
    expect(through(crossed, goOn).findings[1]).toEqual({ is: 'crossed', moved: 2 });
  });

  it('asks for the door again when one not yet known moved as well', () => {
    const moved = through(two, shut, read({ 1: 'high', 2: 'high' }));
    expect(moved).toMatchObject({
      step: { at: 'shut', door: 1 },
      findings: {},
      hitch: { is: 'others-moved', door: 2 },
    });
  });

  it('lets a door that is learned be pushed shut in passing', () => {
    const first = through(two, shut, read({ 1: 'high', 2: 'low' }));
    const done = through(first, read({ 1: 'high', 2: 'low' }), read({ 1: 'low', 2: 'high' }));
    expect(done.findings).toEqual({ 1: { is: 'learned', shut: 'low' }, 2: { is: 'learned', shut: 'low' } });
  });

  it.each(['unsteady', 'unread'] as const)('goes on from nothing that is %s', (reading) => {
    const once = through(two, read({ 1: reading, 2: 'low' }));
    expect(once).toMatchObject({ step: { at: 'shut', door: 1 }, hitch: { is: reading } });
    const twice = through(two, shut, read({ 1: reading, 2: 'low' }));
    expect(twice).toMatchObject({ step: { at: 'open', door: 1 }, hitch: { is: reading } });
    expect(through(once, goOn).findings[1]).toEqual({ is: 'skipped' });
    expect(through(two, read({})).hitch).toEqual({ is: 'unread' });
  });

  it('takes a door back and goes on with what is left', () => {
    const done = through(two, goOn, goOn);
    expect(done.step).toEqual({ at: 'done' });
    const again = through(done, { type: 'redo', door: 2 });
    expect(again).toMatchObject({ step: { at: 'shut', door: 2 }, findings: { 1: { is: 'skipped' } } });
    expect(again.findings[2]).toBeUndefined();
    expect(through(done, { type: 'redo', door: 9 })).toBe(done);
    expect(through(done, shut)).toBe(done);
  });

  it('of no doors is done', () => expect(beginCalibration('door', []).step).toEqual({ at: 'done' }));
});

describe('a board that has one polarity for all its contacts', () => {
  const of = (...levels: readonly ('high' | 'low')[]): Calibration => ({
    ...beginCalibration('board', [1, 2, 3]),
    findings: Object.fromEntries(levels.map((level, at) => [at + 1, { is: 'learned', shut: level }])),
  });
  const verdict = (state: Calibration) => {
    const { shut: levels, contradicting } = verdictOf(state);
    return { levels: Object.fromEntries(levels), contradicting };
  };

  it('is taught by one door', () => expect(verdict(of('high'))).toEqual({ levels: { 1: 'high' }, contradicting: [] }));
  it('has the polarity of most doors, and the others are wired wrongly', () =>
    expect(verdict(of('high', 'low', 'high'))).toEqual({ levels: { 1: 'high', 3: 'high' }, contradicting: [2] }));
  it('is not guessed when as many doors say one as the other', () =>
    expect(verdict(of('high', 'low'))).toEqual({ levels: {}, contradicting: [1, 2] }));
  it('has nothing to teach when nothing was learned', () =>
    expect(verdict(of())).toEqual({ levels: {}, contradicting: [] }));
});

/** To see it red: let `sawOpen` learn without comparing the two levels. */
it('whatever is read and pressed, only a door that was seen both ways is learned, by its level when shut', () => {
  const reading = fc.constantFrom('high', 'low', 'unsteady', 'unread');
  const input = fc.oneof(
    { weight: 6, arbitrary: fc.record({ 1: reading, 2: reading, 3: reading }).map((each) => read(each)) },
    { weight: 1, arbitrary: fc.constant(goOn) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 }).map((door): CalibrationInput => ({ type: 'redo', door })) },
  );
  fc.assert(
    fc.property(fc.constantFrom('door', 'board'), fc.array(input, { maxLength: 40 }), (polarity, inputs) => {
      let state = beginCalibration(polarity, [1, 2, 3]);
      for (const each of inputs) {
        const before = state;
        state = nextCalibration(before, each);
        for (const door of [1, 2, 3]) {
          const finding = state.findings[door];
          if (finding?.is !== 'learned' || before.findings[door] !== undefined) continue;
          if (before.step.at !== 'open' || each.type !== 'read') throw new Error('learned without being opened');
          expect(before.step).toMatchObject({ door });
          expect(finding.shut).toBe(before.step.shut[door]);
          expect(each.readings[door]).toBe(finding.shut === 'high' ? 'low' : 'high');
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
