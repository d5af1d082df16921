import { describe, expect, it } from 'vitest';
import {
  getLevel,
  isRisingEdge,
  parseChips,
  parseVersion,
  setAndHold,
  setAndLeave,
  setFor,
  watchEdges,
} from '../../../firmware-bridge/gpio/gpiod-commands.ts';

const line = { chip: 'gpiochip0', offset: 17, pull: 'pull-up' } as const;
const words = (command: readonly string[]) => command.join(' ');

describe('libgpiod 1.x is asked in its own words', () => {
  it.each([
    [setAndLeave(1, line, true), 'gpioset -B pull-up gpiochip0 17=1'],
    [setAndHold(1, line, false), 'gpioset -m signal -B pull-up gpiochip0 17=0'],
    [setFor(1, line, false, 500), 'gpioset -m time -s 0 -u 500000 -B pull-up gpiochip0 17=0'],
    [setFor(1, line, false, 1_500), 'gpioset -m time -s 1 -u 500000 -B pull-up gpiochip0 17=0'],
    [getLevel(1, line), 'gpioget gpiochip0 17'],
    [watchEdges(1, line), 'gpiomon -b -F %e gpiochip0 17'],
  ])('%s', (command, expected) => {
    expect(words(command)).toBe(expected);
  });
});

describe('libgpiod 2.x is asked in its own words', () => {
  it.each([
    [setAndLeave(2, line, true), 'gpioset -t 0 -b pull-up -c gpiochip0 17=1'],
    [setAndHold(2, line, false), 'gpioset -b pull-up -c gpiochip0 17=0'],
    [setFor(2, line, false, 500), 'gpioset -t 500ms,0 -b pull-up -c gpiochip0 17=0'],
    [getLevel(2, line), 'gpioget --numeric -c gpiochip0 17'],
    [watchEdges(2, line), 'gpiomon -c gpiochip0 -F %e 17'],
  ])('%s', (command, expected) => {
    expect(words(command)).toBe(expected);
  });
});

describe('what libgpiod prints', () => {
  it('tells its generation', () => {
    expect(parseVersion('gpioset (libgpiod) v1.6.3\nCopyright (C) …')).toBe(1);
    expect(parseVersion('gpioset (libgpiod) v2.2.1')).toBe(2);
    expect(parseVersion('gpioset (libgpiod) v3.0')).toBeUndefined();
    expect(parseVersion('command not found')).toBeUndefined();
  });

  it('names chips with label and size, whatever else it says', () => {
    expect(
      parseChips('gpiochip0 [pinctrl-bcm2711] (58 lines)\nunable to open /dev/gpiochip1\ngpiochip2 [] (1 line)\n'),
    ).toEqual([
      { name: 'gpiochip0', label: 'pinctrl-bcm2711', ngpio: 58 },
      { name: 'gpiochip2', label: '', ngpio: 1 },
    ]);
  });

  it('tells edges by number, falling being 0 or 2', () => {
    expect(['1', '0', '2', 'x', ''].map(isRisingEdge)).toEqual([true, false, false, undefined, undefined]);
  });
});
