import { createServer, type RequestListener, type Server } from 'node:http';
import express, { type Express } from 'express';
import { type Authenticate, apiRouter } from './api.ts';
import { apiPage } from './api-page.ts';
import { guardOrigin } from './guard-origin.ts';
import type { LiveStream } from './live-stream.ts';
import { openApi } from './openapi.ts';
import { problemHandlers } from './problem.ts';
import type { Route } from './route.ts';

export interface HttpParts {
  readonly routes: readonly Route[];
  readonly live: LiveStream;
  readonly authenticate: Authenticate;
  /** Folder of the built screen; served at `/`. */
  readonly screenFolder: string;
  /** Host names answered to, without port. */
  readonly hosts: readonly string[];
  readonly version: string;
  /** Hears of errors nobody expected. */
  report(error: unknown): void;
}

/** The largest request a screen ever sends is an announcement of 500 characters. */
const BODY_LIMIT = '64kb';

/** Puts the whole HTTP side together: origin guard, API, live events, API page, screen. */
export function createApp(parts: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(guardOrigin(parts.hosts), (_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
      'Content-Security-Policy':
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; media-src 'self' blob:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    });
    next();
  });
  app.get('/api/events', (request, response) => parts.live.attach(request, response));
  app.get('/api/openapi.json', (_request, response) => {
    response.json(openApi(parts.routes, parts.version));
  });
  app.get('/api', (_request, response) => {
    response.type('html').send(apiPage(parts.routes));
  });
  app.use('/api', express.json({ limit: BODY_LIMIT, strict: true }), apiRouter(parts.routes, parts.authenticate));
  const { notFound, failed } = problemHandlers(parts.report);
  app.use('/api', notFound);
  app.use(express.static(parts.screenFolder, { index: false, maxAge: '1h', etag: true }));
  app.get('/{*page}', (request, response, next) => {
    if (request.accepts('html') === false) next();
    else response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: parts.screenFolder });
  });
  app.use(notFound, failed);
  return app;
}

/** Stops the start: the sentence is for the person at the console. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'http/cannot-listen';
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already, perhaps this very desk',
  EACCES: 'this user may not use that port',
  EADDRNOTAVAIL: 'this computer has no such address',
};

/**
 * Node's own five seconds are so short that a desk busy for a moment closes a connection on which a request is already waiting: the
 * screen would be told that the desk is gone.
 */
const KEEP_ALIVE_MS = 60_000;

/** Listens. @throws ListenError when the port cannot be had */
export function listen(answer: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = WHY[cause.code ?? ''] ?? cause.message;
      const next = 'Stop it, or choose another http.port in the configuration.';
      reject(new ListenError(`Cannot listen on http://${host}:${port}: ${why}. ${next}`, { cause }));
    });
    server.listen(port, host, () => resolve(server));
  });
}

/** Answers while the desk is still being opened behind a port that is already its own. */
export const stillStarting: RequestListener = (_request, response) => {
  const detail = { zh: '正在启动，请稍等。', en: 'Starting. Please wait a moment.' };
  response.writeHead(503, { 'Content-Type': 'application/problem+json', 'Retry-After': '1' });
  response.end(JSON.stringify({ type: 'about:blank', title: detail.en, status: 503, code: 'desk/starting', detail }));
};

/** Closes the port and whatever is still connected to it. */
export function hangUp(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
