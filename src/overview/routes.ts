import { type Route, route, type Session, shown } from '../http/route.ts';
import { type DeskOverview, type OverviewParts, overview } from './actions.ts';

/** Who uses this screen, without the session's token. */
export type ShownSession = Omit<Session, 'token'>;

export function overviewRoutes(parts: OverviewParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/desk',
      summary: 'What every page shows: day, people on duty, air, devices, deposits, session.',
      access: 'open',
      answer: shown<DeskOverview & { readonly session: ShownSession | null }>('Desk'),
      handle: ({ session }) => ({ ...overview(parts), session: session === undefined ? null : withoutToken(session) }),
    }),
  ];
}

function withoutToken({ token: _token, ...shownSession }: Session): ShownSession {
  return shownSession;
}
