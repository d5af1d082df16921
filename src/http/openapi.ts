import { z } from 'zod';
import type { Route } from './route.ts';

type Schema = Record<string, unknown>;

/** The OpenAPI 3.1 description of the routes, made from the very schemas that check the requests. */
export function openApi(routes: readonly Route[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] ??= {};
    paths[path][route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '晴雨 Qingyu',
      version,
      description: 'Every action of the desk. Errors are problem+json (RFC 9457).',
    },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'qingyu_session' } },
    },
  };
}

function operation(route: Route): Schema {
  const writes = route.method !== 'get';
  return {
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? 'desk'],
    description: route.access === 'open' ? 'Open to anybody at the screen.' : `Needs: ${needs(route)}.`,
    ...(route.access === 'open' ? {} : { security: [{ session: [] }] }),
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(writes
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
            },
          ]
        : []),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: inputSchema(route.body) } } } }),
    responses: {
      200: {
        description: 'Done.',
        content: { [route.media ?? 'application/json']: { schema: outputSchema(route.answer) } },
      },
      default: {
        description: 'Not done.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function needs(route: Route): string {
  if (route.access === 'signed-in') return 'a signed-in person';
  return route.access === 'open' ? 'nothing' : route.access.join(' or ');
}

function parameters(schema: z.ZodType | undefined, where: 'path' | 'query'): Schema[] {
  if (schema === undefined) return [];
  const object = inputSchema(schema);
  const required: unknown = object.required;
  const properties = z.record(z.string(), z.unknown()).catch({}).parse(object.properties);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || (Array.isArray(required) && required.includes(name)),
    schema: property,
  }));
}

const inputSchema = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
const outputSchema = (schema: z.ZodType): Schema => z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });

const problemSchema: Schema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, e.g. loan/already-returned.' },
    detail: { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } },
    field: { type: 'string' },
    facts: { type: 'object' },
  },
};
