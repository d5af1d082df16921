import type { Ask, Session } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';

/** The session of a request that cannot do without. @throws DeskError `session/none` */
export function signedIn(ask: Pick<Ask<unknown, unknown, unknown>, 'session'>): Session {
  if (ask.session !== undefined) return ask.session;
  throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
}

/** A session as the screen may see it; its token travels only in the cookie. */
export function withoutToken({ token: _token, ...session }: Session) {
  return { ...session, roles: [...session.roles] };
}
