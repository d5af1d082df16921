import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/load.ts';
import { openDevices } from '../hardware/open-devices.ts';
import { createSystemClock } from './clock/system-clock.ts';
import { startDevices } from './devices/actions.ts';
import { createLiveStream, type LiveStream } from './http/live-stream.ts';
import { createApp, listen } from './http/server.ts';
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

/** Opens everything a configuration names and listens. @throws StoreError, and what Node says when the port is taken */
export async function startService(settings: Settings): Promise<Service> {
  const { config } = settings;
  const folder = resolve(config.store.folder);
  const secrets = resolve(config.store.secrets ?? join(folder, 'secrets'));
  const database = openDatabase(join(folder, 'qingyu.db'));
  const journal = openJournal(database, readSecret(secrets, 'personal-digest-key'));
  const clock = createSystemClock(journal.head().at);
  const live = createLiveStream();
  const requestKey = readSecret(secrets, 'request-digest-key');
  const desk = createDesk({ clock, database, journal, timeZone: config.plaza.timeZone, live, requestKey });
  const rooms = await openRooms({
    desk,
    live,
    settings,
    devices: openDevices(config.devices, clock, folder),
    pepper: readSecret(secrets, 'pin-pepper'),
    report: (error) => console.error(error),
  });
  const app = createApp({
    routes: rooms.routes,
    live,
    authenticate: rooms.authenticate,
    screenFolder: resolve('.build/ui'),
    hosts: config.http.allowedHosts,
    version: process.env.npm_package_version ?? '0.1.0',
    report: (error) => console.error(error),
  });
  const server = await listen(app, config.http.port, config.http.host);
  const { port } = server.address() as AddressInfo;
  await startDevices(rooms.devices);

  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    live.close();
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
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
