import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiDesk, filledPath, named, openApiDesk, send, writes } from './api-desk.ts';

// Breaking it on purpose: answer a route with a field its schema does not have, or leave one out of its `params` (red).

let desk: ApiDesk;
let token: string;
let ids: Readonly<Record<string, number | string>>;
beforeAll(async () => {
  desk = await openApiDesk();
  token = await desk.signIn('9000');
  ids = await aShortMorning();
});
afterAll(() => desk.close());

async function done(method: string, path: string, body?: unknown) {
  const answer = await desk.ask(method, path, { token, body });
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}

/** One of everything that has an id. */
async function aShortMorning(): Promise<typeof ids> {
  const { services, methods } = await done('GET', '/services');
  const service = services.find((one: { priceFen?: number }) => one.priceFen !== undefined);
  const receipt = await done('POST', '/receipts', {
    lines: [{ serviceId: service.id, quantity: 1 }],
    methodId: methods[0].id,
    saidTotalFen: service.priceFen,
  });
  const loan = await done('POST', '/loans/umbrella', { phone: '13812341234' });
  await done('POST', `/loans/${loan.id}/deposit-taken`, {});
  const { places, meetingPoints, objects, colours } = await done('GET', '/broadcast/options');
  const call = await done('POST', '/calls', {
    form: {
      kind: 'lost-object',
      object: objects[0].id,
      colour: colours[0].id,
      place: places[0].id,
      meeting: meetingPoints[0].id,
    },
    times: 1,
    gapSeconds: 0,
  });
  await done('POST', '/air/stop');
  const promotion = await done('POST', '/promotions', {
    shop: '清泉书店',
    zh: '全场八折',
    from: '2099-11-21T10:30',
    until: '2099-11-21T20:30',
    times: 1,
  });
  const { week } = await done('POST', '/proxy-audit/week');
  const from = { day: '2099-11-23', half: 'first' };
  const until = { day: '2099-11-23', half: 'second' };
  const form = await done('POST', '/forms', { asked: { kind: 'leave', leaveKind: 'sick', from, until }, reason: '' });
  const papers = { number: receipt.number, loanId: loan.id, callId: call.callId, id: receipt.printJobId };
  const ofAir = { announcementId: call.announcementId, promotionId: promotion.id };
  const ofForm = { formId: form.formId, formNumber: form.number };
  return {
    ...papers,
    ...ofAir,
    ...ofForm,
    device: 'reader-1',
    cabinet: 'cabinet-1',
    personId: 1,
    withPersonId: 2,
    day: '2026-11-20',
    otherDay: '2026-11-21',
    week,
    month: new Date().toISOString().slice(0, 'YYYY-MM'.length),
    deliveryId: 'missed-punches',
    nominal: '2026-11-20',
    department: encodeURIComponent('客服中心'),
  };
}

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
  readonly requestBody?: { readonly content: unknown };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>;
  readonly security?: readonly object[];
}

describe('/api/openapi.json', () => {
  it('describes every route: parameters, body, answer, refusal, and who may', async () => {
    const { body } = await desk.ask('GET', '/openapi.json');
    expect(body).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), info: { title: expect.any(String) } });
    expect(Object.values<object>(body.paths).flatMap((path) => Object.keys(path))).toHaveLength(desk.routes.length);
    for (const route of desk.routes) {
      const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
      const operation: Operation | undefined = body.paths[path]?.[route.method];
      if (operation === undefined) throw new Error(`${named(route)} is not described`);
      expect(operation.summary).toBe(route.summary);
      const inPath = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect(inPath.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort());
      expect(operation.parameters.every(({ schema }) => typeof schema === 'object')).toBe(true);
      expect(operation.parameters.some(({ name }) => name === 'Idempotency-Key')).toBe(writes(route));
      expect(operation.requestBody !== undefined).toBe(route.body !== undefined);
      expect(Object.keys(operation.responses)).toEqual(['200', 'default']);
      expect(operation.security !== undefined).toBe(route.access !== 'open');
    }
  });

  it('has no reference that leads nowhere', async () => {
    const { body } = await desk.ask('GET', '/openapi.json');
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '');
    expect(references.length).toBeGreaterThan(0);
    for (const to of new Set(references)) {
      expect(to).toMatch(/^#\//);
      const found = to
        .slice(2)
        .split('/')
        .reduce<unknown>((inside, key) => new Map(Object.entries(inside ?? {})).get(key), body);
      expect(found, to).toBeDefined();
    }
  });
});

it('/api lists every route in plain HTML', async () => {
  const { body, type } = await send(desk.port, 'GET', '/api');
  expect(type).toContain('text/html');
  for (const route of desk.routes) expect(body).toContain(`<code>/api${route.path}</code>`);
});

const NO_IMPORT = '7b0d4b8e-6a0f-4c1b-9a52-0c8f6a7f2d11';

/** Nothing has been recorded this morning, nothing is past its time, and nobody punched for another. */
const NOTHING_YET: Readonly<Record<string, string>> = {
  '/recordings/take/sound': 'take/none',
  '/recordings/:recordingId/sound': 'recording/unknown',
  '/retention/lists/:listId': 'retention/unknown',
  '/roster/imports/:importId': 'roster/no-such-import',
  '/outcomes/taps/:punchId/month': 'outcomes/no-such-tap',
  '/proxy-audit/flags/:flagId': 'proxy-audit/no-such-flag',
};

it('every GET answers as its schema says', async () => {
  const reads = desk.routes.filter((route) => !writes(route) && NOTHING_YET[route.path] === undefined);
  for (const [path, code] of Object.entries(NOTHING_YET)) {
    const { body } = await desk.ask(
      'GET',
      filledPath(path, { ...ids, recordingId: 'none', listId: 1, importId: NO_IMPORT, flagId: 1, punchId: 99 }),
      {
        token,
      },
    );
    expect(body.code).toBe(code);
  }
  expect(reads.length).toBeGreaterThan(20);
  for (const route of reads) {
    const query = route.path === '/loans/open' ? '?code=001' : '';
    const answer = await desk.ask('GET', `${filledPath(route.path, ids)}${query}`, { token });
    expect(answer.status, `${named(route)}: ${JSON.stringify(answer.body)}`).toBe(200);
    const parsed = route.answer.safeParse(answer.body);
    expect(parsed.success ? [] : parsed.error.issues, named(route)).toEqual([]);
  }
});

it('live events arrive in the order of their commits, and again after the stream was cut', async () => {
  const heard = await listen();
  for (const amountFen of [100, 200, 300]) {
    await done('POST', '/cash/corrections', { purse: 'income', amountFen, why: '零钱' });
  }
  const balances = (await heard.until(3)).map(({ income }) => income.balanceFen);
  expect(balances.map((fen, index) => (index === 0 ? 0 : fen - (balances[index - 1] ?? 0)))).toEqual([0, 200, 300]);
  heard.cut();
  const again = await listen();
  await done('POST', '/cash/corrections', { purse: 'income', amountFen: 400, why: '零钱' });
  expect((await again.until(1))[0]?.income.balanceFen).toBe((balances.at(-1) ?? 0) + 400);
  again.cut();
});

interface CashEvent {
  readonly income: { readonly balanceFen: number };
}

/** The `cash` events of the stream. */
async function listen() {
  const stop = new AbortController();
  const response = await fetch(`http://127.0.0.1:${desk.port}/api/events`, { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  return {
    cut: () => stop.abort(),
    async until(count: number): Promise<CashEvent[]> {
      for (;;) {
        const found = [...received.matchAll(/event: cash\ndata: (.*)\n\n/g)].map(([, json]) => JSON.parse(json ?? ''));
        if (found.length >= count) return found;
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) throw new Error('the stream ended');
        received += chunk.value;
      }
    },
  };
}
