import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/load.ts';
import { openDevices } from '../hardware/open-devices.ts';
import { createSystemClock } from './clock/system-clock.ts';
import { watchClock } from './clock/watch-clock.ts';
import { startDevices } from './devices/actions.ts';
import { keepUnexpectedErrors } from './diagnosis/actions.ts';
import { createLiveStream, type LiveStream } from './http/live-stream.ts';
import { createApp, hangUp, listen, stillStarting } from './http/server.ts';
import { createDesk, type Desk } from './journal/desk.ts';
import { openJournal } from './journal/journal.ts';
import { openRooms, type Rooms } from './open-rooms.ts';
import type { Clock } from './ports/clock.ts';
import { openDatabase } from './store/database.ts';
import { readSecret } from './store/secrets.ts';

/** The running product. */
export interface Service {
  /** e.g. `http://127.0.0.1:8180` */
  readonly address: string;
  readonly clock: Clock;
  readonly desk: Desk;
  readonly rooms: Rooms;
  readonly live: LiveStream;
  /** Stops taking requests, leaves outputs off, closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

/** Opens everything a configuration names and listens. @throws StoreError, ListenError */
export async function startService(settings: Settings): Promise<Service> {
  const { host, port } = settings.config.http;
  // The port comes first: a second start must fail before it closes what the running desk has open.
  const server = await listen(stillStarting, port, host);
  try {
    return await openDesk(settings, server);
  } catch (error) {
    await hangUp(server);
    throw error;
  }
}

async function openDesk(settings: Settings, server: Server): Promise<Service> {
  const { config } = settings;
  const unexpected = keepUnexpectedErrors();
  const report = (error: unknown): void => {
    unexpected.add(error, clock.read().wallMs);
    console.error(error);
  };
  const folder = resolve(config.store.folder);
  const secrets = resolve(config.store.secrets ?? join(folder, 'secrets'));
  // The key is made at the first start, after the database.
  const hasRecorded = existsSync(join(secrets, 'personal-digest-key'));
  const database = openDatabase(join(folder, 'qingyu.db'), { hasRecorded });
  const isNew = database.prepare('SELECT 1 FROM journal LIMIT 1').get() === undefined;
  const secret = (name: string) => readSecret(secrets, name, isNew);
  const journal = openJournal(database, secret('personal-digest-key'));
  const clock = createSystemClock(journal.head().at);
  const live = createLiveStream({ after: clock.after, report });
  const requestKey = secret('request-digest-key');
  const { timeZone } = config.plaza;
  const desk = createDesk({ clock, database, journal, timeZone, live, requestKey, report });
  const version = process.env.npm_package_version ?? '0.1.0';
  const rooms = await openRooms({
    desk,
    live,
    settings,
    devices: openDevices(config.devices, clock, folder),
    pepper: secret('pin-pepper'),
    version,
    unexpected,
    report,
  });
  const app = createApp({
    routes: rooms.routes,
    live,
    authenticate: rooms.authenticate,
    screenFolder: resolve('.build/ui'),
    hosts: config.http.allowedHosts,
    version,
    report,
  });
  const stopWatching = watchClock(desk, report);
  server.off('request', stillStarting).on('request', app);
  const { port } = server.address() as AddressInfo;
  await startDevices(rooms.devices);

  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    live.close();
    stopWatching();
    await hangUp(server);
    await rooms.stop();
    database.close();
  };
  return {
    address: `http://${config.http.host}:${port}`,
    clock,
    desk,
    rooms,
    live,
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
