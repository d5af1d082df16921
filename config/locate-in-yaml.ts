import { createRequire } from 'node:module';
import type { Document, LineCounter } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from './located-error.ts';
import { meantIssues } from './meant-branch.ts';

const require = createRequire(import.meta.url);

interface Located {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly yaml: typeof import('yaml');
}

/** A file that is no YAML, with the line where it goes wrong. */
export function explainSyntax(file: string, text: string, cause: unknown): ConfigError {
  const { document, lines } = locate(text);
  const error = document.errors[0];
  const line = error === undefined ? 1 : lines.linePos(error.pos[0]).line;
  const why = error?.message ?? (cause instanceof Error ? cause.message : String(cause));
  return new ConfigError('config/syntax', `${file}:${line}: ${why}`);
}

/** What a schema does not accept, one sentence per finding with the line of its key. */
export function explainInvalid(file: string, text: string, issues: readonly z.core.$ZodIssue[]): ConfigError {
  const located = locate(text);
  const sentences = meantIssues(issues, (path) => located.document.getIn(path)).map((issue) => {
    const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
    const what = path.length === 0 ? 'the file' : path.join('.');
    return `${file}:${lineOf(located, path)}: ${what}: ${issue.message}`;
  });
  return new ConfigError('config/invalid', sentences.join('\n'));
}

/** Loaded only here: a right file never needs it. */
function locate(text: string): Located {
  const yaml: typeof import('yaml') = require('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  return { document, lines, yaml };
}

/** The line of the key itself, or of its nearest parent that is there. */
function lineOf(located: Located, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const offset = keyOffset(located, path.slice(0, length));
    if (offset !== undefined) return located.lines.linePos(offset).line;
  }
  return 1;
}

function keyOffset({ document, yaml }: Located, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (yaml.isMap(parent)) {
    const pair = parent.items.find((item) => yaml.isScalar(item.key) && item.key.value === key);
    if (pair !== undefined && yaml.isScalar(pair.key)) return pair.key.range?.[0];
  }
  const node = document.getIn(path, true);
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? Number(node.range[0])
    : undefined;
}
