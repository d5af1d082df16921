import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { configSchema } from '../../../config/schema.ts';
import { type ApiDesk, filledPath, named, openApiDesk, send, writes } from './api-desk.ts';

// F15 and the access rules, for every route there is. Breaking it on purpose: open one route that asks for a role (red), or leave the
// Host check out of guardOrigin (red).

let desk: ApiDesk;
beforeAll(async () => {
  desk = await openApiDesk();
});
afterAll(() => desk.close());

const anyParams = (path: string) => filledPath(path, new Proxy({}, { get: () => '1' }));

describe('a route that is not open', () => {
  const closed = () => desk.routes.filter(({ access }) => access !== 'open');

  it.each([
    ['nobody', undefined],
    ['a token nobody was given', 'A'.repeat(43)],
    ['a token that is no token', '../../etc/passwd'],
  ])('answers %s with 401', async (_who, token) => {
    const before = desk.lastDeed();
    for (const route of closed()) {
      const { status, body } = await desk.ask(route.method.toUpperCase(), anyParams(route.path), {
        ...(token === undefined ? {} : { token }),
        body: writes(route) ? {} : undefined,
      });
      expect({ route: named(route), status, code: body.code }).toEqual({
        route: named(route),
        status: 401,
        code: 'session/none',
      });
    }
    expect(desk.lastDeed()).toEqual(before);
  });

  it('answers an employee without the post with 403 and says which post it takes', async () => {
    const token = await desk.signIn('2087');
    const before = desk.lastDeed();
    const asking = closed().filter(({ access }) => typeof access === 'object' && !access.includes('employee'));
    expect(asking.length).toBeGreaterThan(30);
    for (const route of asking) {
      const { status, body } = await desk.ask(route.method.toUpperCase(), anyParams(route.path), { token });
      expect({ route: named(route), status, code: body.code }).toEqual({
        route: named(route),
        status: 403,
        code: 'session/role',
      });
      expect(body.facts.needs).not.toBe('');
    }
    expect(desk.lastDeed()).toEqual(before);
  });

  it('answers a session that was signed out with 401', async () => {
    const token = await desk.signIn('1018');
    expect((await desk.ask('GET', '/cash', { token })).status).toBe(200);
    await desk.ask('DELETE', '/session', { token });
    expect((await desk.ask('GET', '/cash', { token })).status).toBe(401);
  });
});

describe('who does not ask from the desk’s own screen', () => {
  const paths = ['/api/desk', '/api/openapi.json', '/api/events', '/api', '/'];
  const refused = async (headers: Readonly<Record<string, string>>, code: string, on = paths) => {
    for (const path of on) {
      const answer = await send(desk.port, 'GET', path, { headers });
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 403, code });
    }
    const before = desk.lastDeed();
    const write = await send(desk.port, 'POST', '/api/air/stop', { headers });
    expect({ status: write.status, code: write.body.code }).toEqual({ status: 403, code });
    expect(desk.lastDeed()).toEqual(before);
  };

  it.each([
    'evil.example',
    'evil.example:8180',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '10.0.0.5',
    '0.0.0.0',
    '[::2]',
    'localhost@evil.example',
    '',
  ])('is refused by Host “%s”', async (Host) => {
    await refused({ Host }, 'request/foreign-host');
  });

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', 'http://127.0.0.1.evil.example'])(
    'is refused by Origin “%s”',
    async (Origin) => {
      await refused({ Origin }, 'request/foreign-origin');
    },
  );

  it.each(['cross-site', 'same-site'])(
    'is refused when the browser says %s, but may follow a link to the screen',
    async (site) => {
      const within = paths.filter((path) => path !== '/');
      await refused({ 'Sec-Fetch-Site': site }, 'request/foreign-origin', within);
      expect((await send(desk.port, 'GET', '/', { headers: { 'Sec-Fetch-Site': site } })).status).not.toBe(403);
    },
  );

  it('is refused without a Host, in HTTP/1.1 and in HTTP/1.0', async () => {
    expect(await raw('GET /api/desk HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    expect(await raw('GET /api/desk HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 403/);
  });

  it('is let in as localhost, 127.0.0.1 and [::1], in any case', async () => {
    for (const name of ['localhost', 'LocalHost', '127.0.0.1', '[::1]']) {
      const Host = `${name}:${desk.port}`;
      const headers = { Host, Origin: `http://${Host}`, 'Sec-Fetch-Site': 'same-origin' };
      expect((await send(desk.port, 'GET', '/api/desk', { headers })).status).toBe(200);
    }
  });
});

it('listens on loopback only, unless the configuration says otherwise', async () => {
  expect(readYaml('config/default.yaml', configSchema).http.host).toBe('127.0.0.1');
  expect(readYaml('config/raspberry-pi.example.yaml', configSchema).http.host).toBe('127.0.0.1');
  const outside = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
  for (const host of outside)
    await expect(raw('GET / HTTP/1.0\r\n\r\n', host)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

function raw(text: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(desk.port, host, () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (received.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}
