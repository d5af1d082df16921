import { type Route, route, type Session, shown } from '../http/route.ts';
import type { Overview } from './actions.ts';
import type { DeskShown, ShownSession } from './rules.ts';

/** `GET /desk`: what a screen asks once, and again when its stream was cut. */
export function overviewRoutes(overview: Overview): Route[] {
  return [
    route({
      method: 'get',
      path: '/desk',
      summary: 'What every page shows: day, people on duty, air, devices, deposits, session.',
      access: 'open',
      answer: shown<DeskShown>('Desk'),
      handle: ({ session }) => ({ ...overview.whole(), session: session === undefined ? null : withoutToken(session) }),
    }),
  ];
}

function withoutToken({ staffId, staffNo, name, roles, expiresAtMs }: Session): ShownSession {
  return { staffId, staffNo, name, roles, expiresAtMs };
}
