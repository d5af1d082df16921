import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const TABLE = 'config/rules/README.md';
const FILES = ['attendance', 'forms', 'leave', 'swaps', 'post-room', 'roster', 'calendar', 'proxy-audit'];

interface Row {
  readonly clause: string;
  /** `attendance.weekHours` */
  readonly keys: readonly string[];
  readonly code: readonly string[];
  readonly tests: readonly string[];
}

const rows = readFileSync(TABLE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| clause') && !line.startsWith('| ---'))
  .map((line): Row => {
    const [, clause = '', , keys = '', code = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return { clause, keys: named(keys), code: named(code), tests: named(tests) };
  });

describe('the table of the rules', () => {
  // Break it: change a clause in one of the files, or take a key out of the table.
  it('has every clause of the rules of attendance with every setting it is given for, and no other', () => {
    const told = rows.flatMap(({ clause, keys }) => keys.map((key) => `${clause}: ${key}`));
    const set = FILES.flatMap((file) => clausesOf(file));
    expect([...new Set(told)].sort()).toEqual([...new Set(set)].sort());
  });

  it('names code that knows each of the settings, and tests that exist', () => {
    for (const { clause, keys, code, tests } of rows) {
      expect([...code, ...tests].filter((file) => !existsSync(file))).toEqual([]);
      expect(tests.length, clause).toBeGreaterThan(0);
      const text = code.map((file) => readFileSync(file, 'utf8')).join('\n');
      const strange = keys.filter((key) => !new RegExp(`\\b${key.split('.')[1] ?? ''}\\b`).test(text));
      expect(strange, `${clause}: not in ${code.join(', ')}`).toEqual([]);
    }
  });
});

function named(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
}

/** `R2 5: attendance.weekHours` for everything in a file that has a clause, by the key of its version that it stands below. */
function clausesOf(file: string): string[] {
  const versions: unknown = parse(readFileSync(`config/rules/${file}.yaml`, 'utf8'));
  const below = (value: unknown, key: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((one: unknown) => below(one, key));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
      if (name === 'clause') return [`${String(inner)}: ${file}.${key}`];
      // The clauses of what has no number of its own.
      if (name === 'clauses' && key === '')
        return Object.values(Object(inner)).map((clause) => `${String(clause)}: ${file}.clauses`);
      return below(inner, key === '' ? name : key);
    });
  };
  return below(versions, '');
}
