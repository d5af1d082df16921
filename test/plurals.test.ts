import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const NOUNS =
  'days|hours|minutes|seconds|weeks|months|people|times|rounds|lines|rows|characters|digits|syllables|points|sheets|forms|punches|departments|items';
/** A place for a number and a noun in the plural, whatever the number: `${n} days`, `{n} days`. Constants are never one. */
const FIXED_PLURAL = new RegExp(`\\{(?![A-Z_]+\\})[^{}|]*\\} (?:${NOUNS})\\b`, 'g');
/** Counted out of a total. */
const NEVER_ONE = ['{n} of {total} months'];

// Break it: write `{n} days` for `{n|day|days}` in a word, or `${days} days` for counted(days, 'day') in a refusal.
it('no sentence fixes the plural of what may be one', () => {
  const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name))
    .flatMap((name) =>
      readFileSync(join('src', name), 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          NEVER_ONE.some((one) => line.includes(one)) || line.includes('=== 1 ?') || /^\s*(\*|\/\/|\/\*\*)/.test(line)
            ? []
            : (line.match(FIXED_PLURAL) ?? []).map((match) => `${name}:${at + 1} ${match}`),
        ),
    );
  expect(found).toEqual([]);
});
