import { type Request, type Response, Router } from 'express';
import { DeskError } from '../ports/desk-error.ts';
import { parseRequest } from './parse-request.ts';
import type { Access, Route, Session } from './route.ts';

export const SESSION_COOKIE = 'qingyu_session';

/**
 * Looks a session up by its cookie; `undefined` when there is none or it has ended. `touched`: a person's touch asked, which keeps it
 * alive. Commands always come of a touch; a read says so with the header `X-Touched: 1`.
 */
export type Authenticate = (token: string, touched: boolean) => Session | undefined;

/** Mounts the routes on an Express router, each behind its access rule and its schemas. */
export function apiRouter(routes: readonly Route[], authenticate: Authenticate): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    router[route.method](route.path, async (request, response) => {
      const session = sessionOf(request, authenticate);
      admit(route.access, session);
      const { commandId, request: asked, ...parsed } = parseRequest(route, request);
      const actor = session === undefined ? 'screen' : `staff:${session.staffId}`;
      const ask = {
        ...parsed,
        session,
        actor,
        command: { id: commandId, actor, request: asked },
        cookie: cookieOf(response),
      };
      const answer = await route.handle(ask);
      response.set('Cache-Control', 'no-store');
      if (route.fileName !== undefined) response.attachment(route.fileName(ask));
      if (answer instanceof Uint8Array)
        response.type(route.media ?? 'application/octet-stream').send(Buffer.from(answer));
      else response.json(answer ?? null);
    });
  }
  return router;
}

function sessionOf(request: Request, authenticate: Authenticate): Session | undefined {
  const cookies = (request.get('Cookie') ?? '').split(/;\s*/);
  const token = cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
  if (token === undefined || token === '') return undefined;
  return authenticate(token, request.method !== 'GET' || request.get('X-Touched') === '1');
}

function admit(access: Access, session: Session | undefined): void {
  if (access === 'open') return;
  if (session === undefined) {
    throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
  }
  if (access === 'signed-in' || session.roles.includes('administrator')) return;
  if (!access.some((role) => session.roles.includes(role))) {
    throw new DeskError(
      'forbidden',
      'session/role',
      { zh: '这件事要由有权限的人来做。', en: 'Somebody with the right post has to do this.' },
      { facts: { needs: access.join(', ') } },
    );
  }
}

function cookieOf(response: Response): { set(token: string): void; clear(): void } {
  const options = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
  return {
    set: (token) => response.cookie(SESSION_COOKIE, token, options),
    clear: () => response.clearCookie(SESSION_COOKIE, options),
  };
}
