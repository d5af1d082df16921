import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../src/http/route.ts';
import { type Answer, type ApiDesk, filledPath, named, openApiDesk, writes } from './api-desk.ts';
import { samples, schemaOf, wrongs } from './schema-samples.ts';

// Driven by the live list of routes and their schemas: a new route is covered the day it is added.
// Breaking it on purpose: make one route's body a z.object() (unknown keys pass: red), let parseRequest skip a route without a
// body (red: a body nobody asked for), or record a journal entry before a body is parsed (red: the head moved).

let desk: ApiDesk;
let administrator: string;
beforeAll(async () => {
  desk = await openApiDesk();
  administrator = await desk.signIn('9000');
});
afterAll(() => desk.close());

/** Every parameter of every route with every nonsense, on a busy machine. */
const EVERY_ID_MS = 120_000;
const FAR_TOO_MANY = 70_000;
const DEEP = 20_000;

/** A value for every path parameter that the schema lets through and nothing has. */
function unknownParams(route: Route): Record<string, string | number> {
  const { properties = {} } = route.params === undefined ? {} : schemaOf(route.params);
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      if (schema.type === 'integer') return [name, Math.min(schema.maximum ?? Number.MAX_SAFE_INTEGER, 987_654)];
      const [sample] = samples(schema);
      return [name, String(sample)];
    }),
  );
}

/** Whether a value with this wrong may be right for some schema; a missing or an unknown field never is. */
const mayFit = (what: string): boolean => what !== 'missing' && !what.startsWith('unknown key');

function expectProblem({ status, type, body }: Answer, allowed: readonly number[]): void {
  expect(allowed).toContain(status);
  expect(type).toContain('application/problem+json');
  expect(body).toMatchObject({ status, code: expect.stringMatching(/^[a-z-]+\/[a-z-]+$/) });
  expect(body.detail.zh).not.toBe('');
  expect(body.detail.en).not.toBe('');
}

/** Asks each route in turn and says which answered otherwise; the journal must not have moved. */
async function everyRoute(
  routes: readonly Route[],
  check: (route: Route, path: string) => Promise<void>,
): Promise<void> {
  expect(routes.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const route of routes) {
    // Signing out is a route like any other.
    if (desk.service.rooms.authenticate(administrator, true) === undefined) administrator = await desk.signIn('9000');
    const before = desk.lastDeed();
    try {
      await check(route, filledPath(route.path, unknownParams(route)));
      expect(desk.lastDeed()).toEqual(before);
    } catch (error) {
      wrong.push(`${named(route)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  expect(wrong).toEqual([]);
}

const send = (route: Route, path: string, asked: { readonly body?: unknown; readonly text?: string }) =>
  desk.ask(route.method.toUpperCase(), path, { token: administrator, ...asked });

const withBody = () => desk.routes.filter(({ body }) => body !== undefined);

describe('a body', () => {
  it('has samples that its own schema lets through', async () => {
    await everyRoute(withBody(), async ({ body }) => {
      for (const sample of samples(schemaOf(body ?? expect.fail()))) body?.parse(sample);
    });
  });

  it('with one thing wrong is refused with 400 and names the field', async () => {
    await everyRoute(withBody(), async (route, path) => {
      const schema = schemaOf(route.body ?? expect.fail());
      for (const sample of samples(schema)) {
        for (const { what, field, value } of wrongs(schema, sample)) {
          const fits = mayFit(what) && route.body?.safeParse(value).success === true;
          // What a nullable field takes is no wrong value; where any text fits (one of a list only the room knows), the room refuses it.
          if (fits && what !== 'huge string') continue;
          const answer = await send(route, path, { body: value });
          const why = `${what} ${field} → ${answer.status} ${JSON.stringify(answer.body)}`;
          if (fits) expectProblem(answer, [400, 404]);
          if (fits) continue;
          expectProblem(answer, [400]);
          expect(answer.body.field, why).toBe(field);
        }
      }
    });
  });

  it('that is no JSON object is refused with 400', async () => {
    await everyRoute(desk.routes.filter(writes), async (route, path) => {
      for (const text of ['{"a":', '[]', '"text"', '7', 'true', '{"a":1}}', '\u0000', `[${'['.repeat(DEEP)}`]) {
        const answer = await send(route, path, { text });
        expectProblem(answer, [400]);
        expect(answer.body.field, text.slice(0, 20)).toBe('body');
      }
    });
  });

  it('nested twenty thousand deep is refused with 400', async () => {
    const deep = `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`;
    await everyRoute(desk.routes.filter(writes), async (route, path) => {
      for (const text of [deep, `{"deep":${deep}}`]) expectProblem(await send(route, path, { text }), [400]);
    });
  });

  it('larger than 64 kB is refused with 413', async () => {
    await everyRoute(desk.routes.filter(writes), async (route, path) => {
      const answer = await send(route, path, { body: { text: 'x'.repeat(FAR_TOO_MANY) } });
      expectProblem(answer, [413]);
      expect(answer.body.field).toBe('body');
    });
  });

  it('nobody asked for is refused with 400', async () => {
    await everyRoute(
      desk.routes.filter((route) => writes(route) && route.body === undefined),
      async (route, path) => {
        const answer = await send(route, path, { body: { noSuchField: 1 } });
        expectProblem(answer, [400]);
        expect(answer.body.field).toBe('noSuchField');
      },
    );
  });
});

describe('a path', () => {
  const withParams = () => desk.routes.filter(({ params }) => params !== undefined);
  const bodyFor = ({ body }: Route) => (body === undefined ? {} : { body: samples(schemaOf(body))[0] });

  it('with an id that nothing has is answered with 404', async () => {
    await everyRoute(withParams(), async (route, path) => {
      const answer = await send(route, path, bodyFor(route));
      expect(answer.status, JSON.stringify(answer.body)).toBe(404);
      expectProblem(answer, [404]);
    });
  });

  it('with a nonsense id is answered with 400 or 404', { timeout: EVERY_ID_MS }, async () => {
    const nonsense = [
      '0',
      '-1',
      '1.5',
      'NaN',
      '1e400',
      '9'.repeat(300),
      'x',
      '%00',
      '%zz',
      '%ff',
      '..%2f..',
      '%F0%9F%92%A9',
      "1'--",
    ];
    await everyRoute(withParams(), async (route) => {
      for (const name of Object.keys(unknownParams(route))) {
        for (const id of nonsense) {
          const path = filledPath(route.path, { ...unknownParams(route), [name]: id });
          const answer = await send(route, path, bodyFor(route));
          expect([400, 404], `${name}=${id}: ${answer.status}`).toContain(answer.status);
          expectProblem(answer, [400, 404]);
        }
      }
    });
  });

  it('nobody knows is answered with 404', async () => {
    for (const path of ['/nothing', '/loans/1/nothing', '/desk/', '/DESK', '/__proto__', '/events/1']) {
      expectProblem(await desk.ask('GET', path, { token: administrator }), [404]);
    }
    expectProblem(await desk.ask('PUT', '/desk', { token: administrator }), [404]);
  });
});

describe('a query', () => {
  const reads = () => desk.routes.filter((route) => !writes(route));
  const ask = (path: string, query: string) => desk.ask('GET', `${path}?${query}`, { token: administrator });

  it('with a key nobody knows is refused with 400 and names it', async () => {
    await everyRoute(reads(), async (route, path) => {
      for (const key of ['nonsense', '__proto__', 'constructor']) {
        const answer = await ask(path, `${key}=1`);
        expectProblem(answer, [400]);
        if (!('card' in (schemaOf(route.query ?? route.answer).properties ?? {}))) expect(answer.body.field).toBe(key);
      }
    });
  });

  it('with a nonsense value is refused with 400 and names the key', async () => {
    await everyRoute(
      reads().filter(({ query }) => query !== undefined),
      async (route, path) => {
        for (const [key, schema] of Object.entries(schemaOf(route.query ?? expect.fail()).properties ?? {})) {
          const values = schema.type === 'string' ? ['x'.repeat(HUGE_QUERY)] : ['abc', '1.5', 'NaN', '9'.repeat(40)];
          for (const value of [...values, `1&${key}=2`]) {
            const answer = await ask(path, `${key}=${value}`);
            expectProblem(answer, [400]);
            expect(answer.body.field).toBe(key);
          }
        }
      },
    );
  });

  const HUGE_QUERY = 5_000;
});

describe('an Idempotency-Key', () => {
  it('is asked for by every command, 8 to 64 characters long', async () => {
    await everyRoute(desk.routes.filter(writes), async (route, path) => {
      const body = route.body === undefined ? undefined : samples(schemaOf(route.body))[0];
      for (const key of [null, '', 'short', 'x'.repeat(65), 'with spaces in it', '<script>alert(1)']) {
        const answer = await desk.ask(route.method.toUpperCase(), path, { token: administrator, body, key });
        expectProblem(answer, [400]);
        expect(answer.body).toMatchObject({ field: 'Idempotency-Key', code: 'request/command-id' });
      }
    });
  });

  it('that was used answers the same again, and 409 for anything else', async () => {
    const key = 'used-for-one-correction';
    const correct = (amountFen: number) =>
      desk.ask('POST', '/cash/corrections', {
        token: administrator,
        key,
        body: { purse: 'income', amountFen, why: '零钱' },
      });
    const first = await correct(100);
    expect(first.status).toBe(200);
    const head = desk.lastDeed();
    expect(await correct(100)).toEqual(first);
    const other = await correct(200);
    expectProblem(other, [409]);
    expect(other.body.code).toBe('command/id-reused');
    const elsewhere = await desk.ask('POST', '/printer/test', { token: administrator, key });
    expectProblem(elsewhere, [409]);
    expect(elsewhere.body).toMatchObject({ code: 'command/id-reused', facts: { state: 'id-reused' } });
    expect(desk.lastDeed()).toEqual(head);
  });
});
