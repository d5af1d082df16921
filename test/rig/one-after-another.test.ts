import { expect, it } from 'vitest';
import { oneAfterAnother } from './one-after-another.ts';

// Break: tell every line as it comes → the second's first line stands between those of the first.
it('tells what several say at once one after the other, the first as it speaks', () => {
  const told: string[] = [];
  const speak = oneAfterAnother((line) => told.push(line));
  const [first, second, third] = [speak(), speak(), speak()];
  first.say('a');
  second.say('x');
  expect(told).toEqual(['a']);
  second.end();
  third.say('?');
  first.say('b');
  first.end();
  expect(told).toEqual(['a', 'b', 'x', '?']);
});
