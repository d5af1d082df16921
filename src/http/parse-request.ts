import type { Request } from 'express';
import { z } from 'zod';
import type { Json } from '../journal/canonical-json.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Route } from './route.ts';

const COMMAND_ID = /^[A-Za-z0-9_-]{8,64}$/;
/** What a route that says nothing about its body or query takes: a caller who sends more meant something else. */
const NOTHING = z.strictObject({});

export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly commandId: string;
  readonly request: Json;
}

/**
 * Everything a route says about its request, checked.
 * @throws DeskError `invalid` that names the first wrong field.
 */
export function parseRequest(route: Route, request: Request): ParsedRequest {
  const params = parsePart(route.params, request.params, 'path');
  const query = parsePart(route.query ?? NOTHING, request.query, 'query');
  const body = parsePart(route.body ?? NOTHING, request.body ?? {}, 'body');
  const writes = route.method !== 'get';
  return {
    params,
    query,
    body,
    commandId: writes ? commandId(request) : '',
    request: writes ? { path: request.path, body: z.json().parse(request.body ?? null) } : null,
  };
}

function parsePart(schema: z.ZodType | undefined, value: unknown, part: 'path' | 'query' | 'body'): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = wrongField(issue) || part;
  throw new DeskError(
    'invalid',
    'request/invalid',
    {
      zh: `“${field}”这一项不对，请改一下。`,
      en: `The field "${field}" is not right: ${issue?.message ?? 'unreadable'}.`,
    },
    { field },
  );
}

/** The path of the field that is wrong; empty for the whole. */
function wrongField(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return '';
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return path.join('.');
}

function commandId(request: Request): string {
  const id = request.get('Idempotency-Key') ?? '';
  if (COMMAND_ID.test(id)) return id;
  throw new DeskError(
    'invalid',
    'request/command-id',
    { zh: '缺少操作编号。', en: 'Every command needs an Idempotency-Key header of 8 to 64 letters, digits, - or _.' },
    { field: 'Idempotency-Key' },
  );
}
