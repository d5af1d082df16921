import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSettings } from '../config/load.ts';
import { configSchema } from '../config/schema.ts';
import { startService } from '../src/service.ts';

const ROUTES = 'src/http/README.md';
const readme = readFileSync('README.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'qingyu-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

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

describe('the documentation', () => {
  it('explains every configuration key', () => {
    const schema: Schema = JSON.parse(
      JSON.stringify(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })),
    );
    const missing = [...new Set(leaves(schema, ''))].filter((key) => !readme.includes(`\`${key}\``));
    expect(missing).toEqual([]);
  });

  it('explains no configuration key that is gone', () => {
    const schema: Schema = JSON.parse(
      JSON.stringify(z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' })),
    );
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
