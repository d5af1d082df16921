import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSettings } from '../config/load.ts';
import { configSchema } from '../config/schema.ts';
import { startService } from '../src/service.ts';

const ROUTES = 'src/http/README.md';
const readme = readFileSync('README.md', 'utf8');
const PROFILES = 'hardware/board/printers';
const folder = mkdtempSync(join(tmpdir(), 'qingyu-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Schema {
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const schema: Schema = JSON.parse(
  JSON.stringify(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })),
);

/** The leaf keys of a JSON schema, `a.b[].c`. */
function leaves(schema: Schema, path: string): string[] {
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (choices.length > 0) {
    const inner = choices.flatMap((choice) => leaves(choice, path));
    return inner.length > 0 ? inner : [path];
  }
  if (schema.type === 'array' && schema.items?.type !== 'string') return leaves(schema.items ?? {}, `${path}[]`);
  if (schema.properties === undefined) return [path];
  return Object.entries(schema.properties).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** The words that the schema allows for a key, wherever it stands. */
function wordsOf(schema: Schema, key: string): string[] {
  const inner = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.items === undefined ? [] : [schema.items]),
  ];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, value]) => [
    ...(name === key ? [...(value.enum ?? []), ...(value.const === undefined ? [] : [value.const])] : []),
    ...wordsOf(value, key),
  ]);
  return [...own, ...inner.flatMap((one) => wordsOf(one, key))];
}

describe('the documentation', () => {
  it('explains every configuration key', () => {
    const missing = [...new Set(leaves(schema, ''))].filter((key) => !readme.includes(`\`${key}\``));
    expect(missing).toEqual([]);
  });

  it('shows every configuration key in the example, at least in a comment', () => {
    const example = readFileSync('config/raspberry-pi.example.yaml', 'utf8');
    const keys = leaves(schema, '').flatMap((leaf) => leaf.replaceAll('[]', '').split('.').at(-1) ?? []);
    // These are for desks without hardware.
    const simulated = ['simulated', 'simulatedDoors'];
    const missing = [...new Set(keys)].filter((key) => !new RegExp(`\\b${key}:`).test(example));
    expect(missing.filter((key) => !simulated.includes(key))).toEqual([]);
  });

  it('lists every device with what it costs and where to read on', () => {
    const table = readme.split('## Devices it works with')[1]?.split('\n## ')[0] ?? '';
    const profiles = readdirSync(PROFILES).map((file) => file.replace('.json', ''));
    const names = [...wordsOf(schema, 'model'), ...wordsOf(schema, 'lockBoard'), ...profiles];
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !new RegExp(`[\`\\s]${name}\``).test(table))).toEqual([]);
    const rooms = [...table.matchAll(/\((hardware\/[a-z-]+\/README\.md)\)/g)].map(([, path]) => path);
    const kinds = readdirSync('hardware').filter((room) => existsSync(`hardware/${room}/README.md`));
    expect([...new Set(rooms)].sort()).toEqual(kinds.map((room) => `hardware/${room}/README.md`).sort());
  });

  it('explains no configuration key that is gone', () => {
    const known = leaves(schema, '');
    const table = readme.split('## Configuration')[1]?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const written = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? ''),
    );
    expect(written.filter((key) => !known.some((leaf) => leaf === key || leaf.startsWith(`${key}.`)))).toEqual([]);
  });

  // QINGYU_WRITE_DOCS=1 writes the table anew.
  it('lists every route, and none that is gone', async () => {
    const { config, ...rest } = loadSettings('config/default.yaml');
    const service = await startService({
      ...rest,
      config: { ...config, store: { folder }, http: { ...config.http, port: 0 } },
    });
    await service.stop();
    const rows = service.rooms.routes
      .map((route) => `| ${route.method.toUpperCase()} | \`/api${route.path}\` | ${route.summary} |`)
      .sort();
    const text = readFileSync(ROUTES, 'utf8');
    const head = text.slice(0, text.indexOf('| --- |')).concat('| --- | --- | --- |\n');
    const written = `${head}${rows.join('\n')}\n`;
    if (process.env.QINGYU_WRITE_DOCS === '1') writeFileSync(ROUTES, written);
    expect(readFileSync(ROUTES, 'utf8')).toBe(written);
  });

  it('names only commands and files that exist', () => {
    const scripts: unknown = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
    const known = z.record(z.string(), z.string()).parse(scripts);
    const used = [...readme.matchAll(/npm (?:run )?(start|test|check|build|bench|verify|backup|[a-z:]+)\b/g)].map(
      ([, name]) => name ?? '',
    );
    expect(used.filter((name) => !(name in known))).toEqual([]);
    for (const [, path] of readme.matchAll(/\]\(((?!http)[^)#]+)\)/g))
      expect(() => readFileSync(path ?? '')).not.toThrow();
  });
});
