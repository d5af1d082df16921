import { describe, expect, it } from 'vitest';
import {
  type DoorEffect,
  type DoorInput,
  type DoorState,
  nextDoor,
  UNSEEN_DOOR,
} from '../../../hardware/umbrella-cabinet/door-machine.ts';

const timings = { debounceMs: 30, openWithinMs: 3_000, lateWithinMs: 5_000, leftOpenAfterMs: 60_000 };

function walk(...inputs: DoorInput[]): { state: DoorState; effects: DoorEffect[] } {
  let state = UNSEEN_DOOR;
  const effects: DoorEffect[] = [];
  for (const input of inputs) {
    const step = nextDoor(state, input, timings);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const shows = (what: 'open' | 'closed'): DoorInput => ({ type: 'sensor', shows: what });
const timer = (name: 'debounce' | 'open' | 'late' | 'leftOpen'): DoorInput => ({ type: 'timer', timer: name });
const open = (commandId: string): DoorInput => ({ type: 'open', commandId });
const steadyOpen = [shows('open'), timer('debounce')];
const types = (effects: readonly DoorEffect[]) => effects.map((effect) => effect.type);
const of = <T extends DoorEffect['type']>(effects: readonly DoorEffect[], type: T) =>
  effects.filter((effect): effect is Extract<DoorEffect, { type: T }> => effect.type === type);

describe('a door', () => {
  it('takes its first position from the first look and calls it no movement', () => {
    const { state, effects } = walk(shows('closed'));
    expect(state.position).toBe('closed');
    expect(types(effects)).not.toContain('moved');
  });

  it('pulses once when it is asked to open and is shut', () => {
    expect(of(walk(shows('closed'), open('a')).effects, 'pulse')).toHaveLength(1);
  });

  it('never pulses without being asked', () => {
    const { effects } = walk(shows('closed'), ...steadyOpen, timer('leftOpen'), shows('closed'), timer('debounce'));
    expect(types(effects)).not.toContain('pulse');
  });

  it('refuses to open while it is open, unseen or already opening', () => {
    const codeOf = (...inputs: DoorInput[]) => of(walk(...inputs).effects, 'settle').at(-1)?.outcome;
    expect(codeOf(open('a'))).toEqual({ result: 'refused', code: 'cabinet/sensor-unknown' });
    expect(codeOf(shows('open'), open('a'))).toEqual({ result: 'refused', code: 'cabinet/already-open' });
    expect(codeOf(shows('closed'), open('a'), open('b'))).toEqual({ result: 'refused', code: 'cabinet/door-busy' });
  });

  it('answers opened when the sensor is steady, not when the pulse began', () => {
    const begun = walk(shows('closed'), open('a'), { type: 'pulseBegan' }, shows('open'));
    expect(types(begun.effects)).not.toContain('settle');
    const seen = walk(shows('closed'), open('a'), { type: 'pulseBegan' }, ...steadyOpen);
    expect(of(seen.effects, 'settle')).toEqual([{ type: 'settle', commandId: 'a', outcome: { result: 'opened' } }]);
    expect(of(seen.effects, 'moved')).toEqual([{ type: 'moved', to: 'open', requested: true }]);
  });

  it('answers notOpened when the sensor saw nothing in time, and says so until the door opens', () => {
    const { state, effects } = walk(shows('closed'), open('a'), { type: 'pulseBegan' }, timer('open'));
    expect(of(effects, 'settle')[0]?.outcome).toEqual({ result: 'notOpened', code: 'cabinet/not-opened' });
    expect(state.troubles).toEqual(['cabinet/not-opened']);
    const later = nextDoor(nextDoor(state, shows('open'), timings).state, timer('debounce'), timings);
    expect(of([...later.effects], 'moved')[0]?.requested).toBe(true);
    expect(later.state.troubles).toEqual([]);
  });

  it('is forced open when it moves unasked, also long after an opening was given up', () => {
    expect(walk(shows('closed'), ...steadyOpen).state.troubles).toEqual(['cabinet/forced-open']);
    const given = [open('a'), { type: 'pulseBegan' } as const, timer('open'), timer('late')];
    const { effects } = walk(shows('closed'), ...given, ...steadyOpen);
    expect(of(effects, 'moved')[0]?.requested).toBe(false);
  });

  it('ignores a bounce', () => {
    const { state, effects } = walk(shows('closed'), shows('open'), shows('closed'));
    expect(state.position).toBe('closed');
    expect(types(effects)).toEqual(['cancelTimer', 'startTimer', 'cancelTimer']);
  });

  it('answers a refusal of the guard and can be asked again', () => {
    const { state, effects } = walk(
      shows('closed'),
      open('a'),
      { type: 'pulseRefused', code: 'cabinet/resting' },
      open('b'),
    );
    expect(of(effects, 'settle')[0]?.outcome).toEqual({ result: 'refused', code: 'cabinet/resting' });
    expect(state.opening).toBe('b');
  });

  it('clears left-open and forced-open when it is shut', () => {
    const { state, effects } = walk(
      shows('closed'),
      ...steadyOpen,
      timer('leftOpen'),
      shows('closed'),
      timer('debounce'),
    );
    expect(state.troubles).toEqual([]);
    expect(effects.flatMap((effect) => (effect.type === 'clear' ? [effect.trouble] : []))).toEqual([
      'cabinet/forced-open',
      'cabinet/left-open',
    ]);
  });
});
