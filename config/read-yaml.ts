import { readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { z } from 'zod';
import { explainInvalid, explainSyntax } from './locate-in-yaml.ts';
import { ConfigError } from './located-error.ts';

/**
 * Reads one YAML file against its schema.
 *
 * The quick parser knows no lines; where something is wrong the thorough one reads the file again, so that only a wrong file pays.
 * @throws ConfigError with `file:line: key: what was expected`
 */
export function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const text = readText(file);
  const parsed = schema.safeParse(parsedText(file, text));
  if (parsed.success) return parsed.data;
  throw explainInvalid(file, text, parsed.error.issues);
}

/** The YAML 1.2 core types only: `2026-01-01` stays text. */
function parsedText(file: string, text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch (cause) {
    throw explainSyntax(file, text, cause);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError(
      'config/missing',
      `${file}:1: the file cannot be read (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}
