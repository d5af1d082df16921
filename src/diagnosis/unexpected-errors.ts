import { plainCode, type UnexpectedError } from './rules.ts';

const MOST_KEPT = 50;
const MOST_PLACES = 6;
const CLASS = /^[A-Z][A-Za-z0-9]{0,40}$/;
/** The function and the file below the build, with line: `at Journal.append (file:///…/.build/src/journal/journal.js:80:15)`. */
const PLACE =
  /^\s+at (?:async )?(?:([\w.<>$#[\] ]{1,80}) \()?(?:file:\/\/)?\/?\S*?((?:src|hardware|firmware-bridge|config)\/[\w./-]+:\d+)/;

/** The unexpected errors since the start, newest last, the same one counted. */
export interface UnexpectedErrors {
  add(error: unknown, atMs: number): void;
  list(): readonly UnexpectedError[];
}

/** Keeps the last unexpected errors by class, code and place. What they say may quote anything and is not kept. */
export function keepUnexpectedErrors(): UnexpectedErrors {
  const kept = new Map<string, UnexpectedError>();
  return {
    add(error, atMs) {
      const name = error instanceof Error && CLASS.test(error.name) ? error.name : 'unknown';
      const code = error instanceof Error && 'code' in error ? plainCode(error.code) : '';
      const places = error instanceof Error ? placesOf(error) : [];
      const key = JSON.stringify([name, code, places]);
      const times = (kept.get(key)?.times ?? 0) + 1;
      kept.delete(key);
      kept.set(key, { atMs, name, code, places, times });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    list: () => [...kept.values()],
  };
}

function placesOf({ stack = '', message }: Error): string[] {
  // A message of several lines could look like places.
  const below = message === '' ? stack : stack.slice(stack.indexOf(message) + message.length);
  return below
    .split('\n')
    .flatMap((line) => {
      const [, called = '', place] = PLACE.exec(line) ?? [];
      return place === undefined ? [] : [called === '' ? place : `${called} ${place}`];
    })
    .slice(0, MOST_PLACES);
}
