import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { Authenticate } from '../src/http/api.ts';
import { createLiveStream, type LiveStream } from '../src/http/live-stream.ts';
import type { Route } from '../src/http/route.ts';
import { createApp, listen } from '../src/http/server.ts';

export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  readonly body: any;
  readonly headers: Headers;
}

/** A screen with its own cookie, talking to routes over real HTTP on a loopback port. */
export interface TestScreen {
  get(path: string): Promise<HttpAnswer>;
  post(path: string, body?: unknown, commandId?: string): Promise<HttpAnswer>;
  put(path: string, body?: unknown, commandId?: string): Promise<HttpAnswer>;
  delete(path: string, body?: unknown, commandId?: string): Promise<HttpAnswer>;
  /** The session cookie as it stands, if any. */
  readonly token: string | undefined;
}

export interface HttpFixture {
  readonly origin: string;
  readonly live: LiveStream;
  /** Errors nobody expected. */
  readonly reported: unknown[];
  /** A new screen; `token` signs it in. Paths are below `/api`. */
  screen(token?: string): TestScreen;
  close(): Promise<void>;
}

/** Starts the real HTTP side with these routes on a free loopback port. */
export async function openHttp(
  routes: readonly Route[],
  authenticate: Authenticate = () => undefined,
): Promise<HttpFixture> {
  const live = createLiveStream();
  const reported: unknown[] = [];
  const app = createApp({
    routes,
    live,
    authenticate,
    screenFolder: tmpdir(),
    hosts: ['127.0.0.1'],
    version: 'test',
    report: (error) => reported.push(error),
  });
  const server: Server = await listen(app, 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    live,
    reported,
    screen: (token) => openScreen(origin, token),
    close() {
      live.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function openScreen(origin: string, firstToken: string | undefined): TestScreen {
  let token = firstToken;
  async function ask(method: string, path: string, body: unknown, commandId: string | undefined): Promise<HttpAnswer> {
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { 'Idempotency-Key': commandId ?? randomUUID() }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === undefined ? {} : { Cookie: `qingyu_session=${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const value = /^qingyu_session=([^;]*)/.exec(cookie)?.[1];
      if (value !== undefined) token = value === '' ? undefined : value;
    }
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
  }
  return {
    get: (path) => ask('GET', path, undefined, undefined),
    post: (path, body, commandId) => ask('POST', path, body, commandId),
    put: (path, body, commandId) => ask('PUT', path, body, commandId),
    delete: (path, body, commandId) => ask('DELETE', path, body, commandId),
    get token() {
      return token;
    },
  };
}
