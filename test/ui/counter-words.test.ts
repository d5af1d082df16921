import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { counterWord } from '../../src/ui/words/counter-words.ts';

it('has a word for every counter a device keeps', () => {
  const sources = ['hardware', 'firmware-bridge'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
  const counted = sources.flatMap((text) =>
    [
      ...text.matchAll(/\b(?:count|setCounter|counted)\('(\w+)'/g),
      ...text.matchAll(/[cC]ounters = \{ (\w+): 0/g),
      ...text.matchAll(/[cC]ounters = \{[^}]*, (\w+): 0/g),
    ].map(([, name = '']) => name),
  );
  expect(counted.length).toBeGreaterThan(20);
  expect([...new Set(counted)].filter((name) => counterWord(name, 'card-reader') === name)).toEqual([]);
});

it('calls the frames of a lock board no cards, and only what was held to a reader a card', () => {
  expect(counterWord('frames', 'umbrella-cabinet')).toBe('锁板的回话');
  expect(counterWord('frames', 'card-reader')).toBe('完整的数据帧');
  expect(counterWord('presentations', 'card-reader')).toBe('读到的卡');
});
