import fc from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that the routes' schemas come to. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

const SEED = 20_261_121;
const A_DAY = '2026-11-21';

/** What a schema lets through, as JSON Schema. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/** One value of each variant the schema has, with every optional field filled in. */
export function samples(schema: JsonSchema): unknown[] {
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return variants.flatMap(samples);
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return schema.enum.slice(0, 1);
  switch (schema.type) {
    case 'object':
      return objects(schema);
    case 'array':
      return [Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => samples(schema.items ?? {})[0])];
    case 'string':
      return [textSample(schema)];
    case 'integer':
    case 'number':
      return [number(schema)];
    case 'boolean':
      return [true];
    case 'null':
      return [null];
    default:
      return ['anything'];
  }
}

/** The first sample with each variant of each field once: enough to reach every part of the schema. */
function objects({ properties = {} }: JsonSchema): Record<string, unknown>[] {
  const choices = Object.entries(properties).map(([name, property]) => ({ name, values: samples(property) }));
  const first = Object.fromEntries(choices.map(({ name, values }) => [name, values[0]]));
  const others = choices.flatMap(({ name, values }) => values.slice(1).map((value) => ({ ...first, [name]: value })));
  return [first, ...others];
}

function textSample(schema: JsonSchema): string {
  if (schema.format === 'date') return A_DAY;
  if (schema.pattern !== undefined) {
    const [found] = fc.sample(fc.stringMatching(new RegExp(schema.pattern)), { numRuns: 1, seed: SEED });
    return found ?? '';
  }
  return 'x'.repeat(Math.max(2, schema.minLength ?? 0));
}

function number({ minimum, maximum }: JsonSchema): number {
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) return minimum;
  return Math.min(1, maximum ?? 1);
}

/** A value with one thing wrong, and where. */
export interface Wrong {
  readonly what: string;
  /** The field's path; the whole value's is empty. */
  readonly field: string;
  readonly value: unknown;
}

/** Where in a value a schema applies. */
interface Place {
  readonly schema: JsonSchema;
  readonly path: readonly (string | number)[];
}

const HUGE = 20_000;
export const NO_SUCH_FIELD = 'noSuchField';

/** Everything that can be wrong with this sample, one thing at a time. */
export function wrongs(schema: JsonSchema, sample: unknown): Wrong[] {
  return places({ schema, path: [] }, sample).flatMap((place) => [
    ...wrongType(place, sample),
    ...missing(place, sample),
    ...unknownKeys(place, sample),
    ...huge(place, sample),
  ]);
}

function places({ schema, path }: Place, sample: unknown): Place[] {
  const variant = (schema.anyOf ?? schema.oneOf)?.find((one) => fits(one, at(sample, path)));
  const here = { schema: variant === undefined ? schema : { ...variant }, path };
  const inner = Object.entries(here.schema.properties ?? {}).flatMap(([name, property]) =>
    places({ schema: property, path: [...path, name] }, sample),
  );
  const items =
    here.schema.items === undefined ? [] : places({ schema: here.schema.items, path: [...path, 0] }, sample);
  return [here, ...inner, ...items];
}

function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (schema.type === 'null') return value === null;
  if (schema.type !== 'object') return typeof value === (schema.type === 'integer' ? 'number' : schema.type);
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  return Object.entries(schema.properties ?? {}).every(
    ([name, property]) => property.const === undefined || property.const === fields.get(name),
  );
}

function wrongType({ schema, path }: Place, sample: unknown): Wrong[] {
  if (path.length === 0) return [];
  const other = schema.type === 'object' || schema.type === 'array' ? 'not this' : { not: 'this' };
  const wrong = { what: 'wrong type', field: path.join('.'), value: replaced(sample, path, other) };
  const empty = { what: 'null', field: path.join('.'), value: replaced(sample, path, null) };
  return at(sample, path) === null ? [wrong] : [wrong, empty];
}

function missing({ schema, path }: Place, sample: unknown): Wrong[] {
  return (schema.required ?? [])
    .filter((name) => schema.properties?.[name]?.default === undefined)
    .map((name) => ({
      what: 'missing',
      field: [...path, name].join('.'),
      value: replaced(sample, [...path, name], undefined),
    }));
}

function unknownKeys({ schema, path }: Place, sample: unknown): Wrong[] {
  // A record takes any name.
  if (schema.type !== 'object' || typeof schema.additionalProperties === 'object') return [];
  return [NO_SUCH_FIELD, '__proto__', 'constructor'].map((name) => ({
    what: `unknown key ${name}`,
    field: [...path, name].join('.'),
    value: replaced(sample, [...path, name], { admin: true }),
  }));
}

function huge({ schema, path }: Place, sample: unknown): Wrong[] {
  if (schema.type !== 'string' || schema.const !== undefined) return [];
  return [{ what: 'huge string', field: path.join('.'), value: replaced(sample, path, 'x'.repeat(HUGE)) }];
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inside, step) => {
    return typeof inside === 'object' && inside !== null
      ? new Map(Object.entries(inside)).get(String(step))
      : undefined;
  }, value);
}

/** A copy with one place changed; `undefined` takes it away. Own keys only, so that `__proto__` is a key like any other. */
function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  const inner = (inside: unknown): unknown => (rest.length === 0 ? by : replaced(inside, rest, by));
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? inner(item) : item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = new Map<string, unknown>(Object.entries(value));
  entries.set(String(step), inner(entries.get(String(step))));
  const copy: Record<string, unknown> = {};
  for (const [name, field] of entries) {
    Object.defineProperty(copy, name, { value: field, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
