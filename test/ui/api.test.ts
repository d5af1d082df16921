import { afterEach, describe, expect, it, vi } from 'vitest';
import { asProblem, command, freshKey, get, Problem } from '../../src/ui/desk/api.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

function stubFetch(...outcomes: (Response | Error)[]) {
  const fetchStub = vi.fn(async (_path: string, _request?: RequestInit) => {
    const next = outcomes.shift();
    if (next === undefined) throw new Error('asked once too often');
    if (next instanceof Error) throw next;
    return next;
  });
  vi.stubGlobal('fetch', fetchStub);
  return fetchStub;
}

const keyOf = (request: RequestInit | undefined): string | null => new Headers(request?.headers).get('idempotency-key');

describe('Commands to the service', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('carry a fresh key each', async () => {
    const fetchStub = stubFetch(answer(200, {}), answer(200, {}));
    await command('POST', '/api/loans', {});
    await command('POST', '/api/loans', {});
    const keys = fetchStub.mock.calls.map(([, request]) => keyOf(request));
    expect(keys[0]).toMatch(uuid);
    expect(keys[1]).not.toBe(keys[0]);
  });

  it('ask again once with the same key and body when the answer got lost', async () => {
    const fetchStub = stubFetch(new TypeError('network'), answer(200, { number: 7 }));
    expect(await command('POST', '/api/loans', { door: 1 })).toEqual({ number: 7 });
    const [first, second] = fetchStub.mock.calls;
    expect(keyOf(second?.[1])).toBe(keyOf(first?.[1]));
    expect(second?.[1]?.body).toBe('{"door":1}');
  });

  it('end in one plain sentence when the service cannot be reached twice', async () => {
    const fetchStub = stubFetch(new TypeError('network'), new TypeError('network'));
    await expect(command('POST', '/api/loans')).rejects.toMatchObject({ status: 0, code: 'link/unanswered' });
    expect(fetchStub).toHaveBeenCalledTimes(2);
  });

  it('stay the same command when pressed again after no answer, and become a new one after an answer', async () => {
    const lost = new TypeError('network');
    const fetchStub = stubFetch(lost, lost, answer(200, {}), answer(200, {}));
    await command('POST', '/api/refunds', { loan: 7 }).catch(() => undefined);
    await command('POST', '/api/refunds', { loan: 7 });
    await command('POST', '/api/refunds', { loan: 7 });
    const keys = fetchStub.mock.calls.map(([, request]) => keyOf(request));
    expect(keys[2]).toBe(keys[0]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it('are not asked again when the service refused', async () => {
    const detail = { zh: '这把伞已经还了。', en: 'Already returned.' };
    const fetchStub = stubFetch(answer(409, { code: 'loan/already-returned', detail, field: 'umbrella' }));
    await expect(command('POST', '/api/returns')).rejects.toMatchObject({
      status: 409,
      code: 'loan/already-returned',
      detail,
      field: 'umbrella',
    });
    expect(fetchStub).toHaveBeenCalledTimes(1);
  });

  it('turn an unreadable refusal into a sentence', async () => {
    stubFetch(new Response('<html>', { status: 502 }));
    const thrown = asProblem(await get('/api/desk').catch((error: unknown) => error));
    expect(thrown).toBeInstanceOf(Problem);
    expect(thrown.detail.zh).not.toBe('');
  });

  it('make version-4 keys also where the browser has no randomUUID', () => {
    const real = globalThis.crypto;
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => real.getRandomValues(bytes) });
    expect(freshKey()).toMatch(uuid);
  });
});
