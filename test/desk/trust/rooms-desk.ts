import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { loadSettings } from '../../../config/load.ts';
import { createSystemClock } from '../../../src/clock/system-clock.ts';
import { keepUnexpectedErrors } from '../../../src/diagnosis/actions.ts';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import type { Route, Session } from '../../../src/http/route.ts';
import type { Json } from '../../../src/journal/canonical-json.ts';
import { createDesk } from '../../../src/journal/desk.ts';
import { openJournal } from '../../../src/journal/journal.ts';
import { openRooms } from '../../../src/open-rooms.ts';
import type { CardPresented, CardReader } from '../../../src/ports/card-reader.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { type OpenOptions, openDatabase } from '../../../src/store/database.ts';
import { readSecret } from '../../../src/store/secrets.ts';
import type { ServiceFolder } from '../service-process.ts';
import { type LoadedDesk, type Punched, Refused } from './desk-load.ts';

/** All rooms of the desk on the real database, without HTTP and without devices: what the power and kill tests can start often. */
export interface RoomsDesk extends LoadedDesk {
  close(): Promise<void>;
}

const SHIFT_LEAD = '1018';

/** Opens the desk of a service folder. `options` is how the power-cut test shows what `synchronous = NORMAL` loses. */
export async function openRoomsDesk(
  folder: Pick<ServiceFolder, 'configFile' | 'dataFolder'>,
  options: OpenOptions = {},
): Promise<RoomsDesk> {
  const settings = loadSettings(folder.configFile);
  const secrets = join(folder.dataFolder, 'secrets');
  const database = openDatabase(join(folder.dataFolder, 'qingyu.db'), options);
  const isNew = database.prepare('SELECT 1 FROM journal LIMIT 1').get() === undefined;
  const secret = (name: string) => readSecret(secrets, name, isNew);
  const journal = openJournal(database, secret('personal-digest-key'));
  const clock = createSystemClock(journal.head().at);
  const live = createLiveStream();
  const requestKey = secret('request-digest-key');
  const { timeZone } = settings.config.plaza;
  const desk = createDesk({ clock, database, journal, timeZone, live, requestKey });
  const hand = new EventEmitter<{ card: [CardPresented] }>();
  const rooms = await openRooms({
    desk,
    live,
    settings,
    devices: [{ device: heldCards(hand) }],
    pepper: secret('pin-pepper'),
    version: 'test',
    unexpected: keepUnexpectedErrors(),
    report: (error) => console.error(error),
  });
  const calls = rooms.routes.map((route) => ({ route, path: pathPattern(route.path) }));
  let session: Session | undefined;

  async function call(method: string, path: string, body: unknown, commandId: string): Promise<unknown> {
    for (const { route, path: pattern } of calls) {
      const found = route.method === method ? pattern.exec(path) : null;
      if (found === null) continue;
      const actor = session === undefined ? 'screen' : `staff:${session.staffId}`;
      return route.handle({
        params: route.params?.parse({ ...found.groups }),
        query: route.query?.parse({}),
        body: route.body?.parse(body ?? {}),
        session,
        actor,
        command: { id: commandId, actor, request: { path, body: json(body) } },
        cookie: { set: () => undefined, clear: () => undefined },
      });
    }
    throw new Error(`no route ${method} ${path}`);
  }

  session = await signedIn(call);
  return {
    async send(path, body, commandId) {
      // What runs beside the commands, such as the outbox, gets its turn.
      await turn();
      try {
        return json(await call('post', path, body, commandId));
      } catch (error) {
        throw error instanceof DeskError ? new Refused(`${path}: ${error.code}`) : error;
      }
    },
    read: (path) => call('get', path, undefined, ''),
    tap: (cardId) =>
      new Promise<Punched>((resolve, reject) => {
        const stop = live.on(({ name, payload }) => {
          if (name !== 'punch' && name !== 'card') return;
          stop();
          if (isPunch(payload)) resolve(payload);
          else reject(new Refused(`card ${cardId}: ${JSON.stringify(payload)}`));
        });
        hand.emit('card', { type: 'cardPresented', readerId: 'reader-1', cardId, at: clock.read() });
      }),
    async close() {
      await rooms.stop();
      database.close();
    },
  };
}

async function signedIn(call: (method: string, path: string, body: unknown, id: string) => Promise<unknown>) {
  const people = z.array(z.object({ id: z.int(), staffNo: z.string(), name: z.string() }));
  const person = people
    .parse(await call('get', '/people', undefined, ''))
    .find(({ staffNo }) => staffNo === SHIFT_LEAD);
  if (person === undefined) throw new Error('the demo plaza has no shift lead');
  const { id: staffId, staffNo, name } = person;
  const session: Session = {
    token: '',
    staffId,
    staffNo,
    name,
    roles: ['clerk', 'shift-lead'],
    expiresAtMs: Number.MAX_SAFE_INTEGER,
  };
  return session;
}

const json = (value: unknown): Json => z.json().parse(JSON.parse(JSON.stringify(value ?? null)));

function isPunch(payload: unknown): payload is Punched {
  return typeof payload === 'object' && payload !== null && 'punchId' in payload && 'repeat' in payload;
}

function pathPattern(path: Route['path']): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

function heldCards(hand: EventEmitter<{ card: [CardPresented] }>): CardReader {
  const health = { state: 'ready', faults: [], counters: {} } as const;
  return {
    id: 'reader-1',
    kind: 'card-reader',
    model: 'hand',
    simulated: true,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => health,
    onHealth: () => () => undefined,
    onCard(listener) {
      hand.on('card', listener);
      return () => hand.off('card', listener);
    },
    answer: () => Promise.resolve(),
  };
}
