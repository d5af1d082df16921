import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const NOUNS =
  'days|hours|minutes|seconds|weeks|months|people|times|rounds|lines|rows|characters|digits|syllables|points|sheets|forms|punches|departments|items';
/** A place for a number and a noun in the plural, whatever the number: `${n} days`, `{n} days`. Constants are never one. */
const FIXED_PLURAL = new RegExp(`\\{(?![A-Z_]+\\})[^{}|]*\\} (?:${NOUNS})\\b`, 'g');
const OUT_OF_TOTAL = ['{n} of {total} months'];

const lines = ['src', 'config'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|yaml)$/.test(name))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .map((text, at) => ({ file: `${folder}/${name}`, at: at + 1, text })),
    ),
);

// Break it: write `{n} days` for `{n|day|days}` in a word, or `${days} days` for counted(days, 'day') in a refusal.
it('no sentence fixes the plural of what may be one', () => {
  const found = lines
    // The templates of config are filled in by staff, who see what they say.
    .filter(({ file }) => file.startsWith('src/'))
    .filter(({ text }) => !/^\s*(\*|\/\/|\/\*\*)/.test(text) && !text.includes('=== 1 ?'))
    .filter(({ text }) => !OUT_OF_TOTAL.some((one) => text.includes(one)))
    .flatMap(({ file, at, text }) => (text.match(FIXED_PLURAL) ?? []).map((match) => `${file}:${at} ${match}`));
  expect(found).toEqual([]);
});

// Break it: write 送人力 for 送人事.
it('the post of HR is 人事 in every sentence and on every paper', () => {
  // 人力资源部 is the name of a department of the demo plaza.
  const others = lines.filter(({ file, text }) => text.includes('人力') && !file.endsWith('demo-plaza.ts'));
  expect(others).toEqual([]);
});
