import { join } from 'node:path';
import { loadSettings } from '../../../config/load.ts';
import { openDevices } from '../../../hardware/open-devices.ts';
import { startDevices } from '../../../src/devices/actions.ts';
import { keepUnexpectedErrors } from '../../../src/diagnosis/actions.ts';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import { createDesk } from '../../../src/journal/desk.ts';
import { openRooms } from '../../../src/open-rooms.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { openHttp, type TestScreen } from '../../http-fixture.ts';
import { makeServiceFolder } from '../service-process.ts';

/** Every room with its HTTP, a card reader, and a clock the test turns. */
export interface TappedDesk {
  readonly desk: TestDesk;
  readonly screen: TestScreen;
  /** A card at the reader at a moment (`2026-11-24T08:25`), and a minute after it. */
  tap(moment: string, cardId: string): Promise<void>;
  close(): Promise<void>;
}

export async function openTappedDesk(startsAt: string): Promise<TappedDesk> {
  const folder = makeServiceFolder();
  const settings = loadSettings(folder.configFile);
  const desk = openTestDesk(`${startsAt}:00+08:00`);
  const devices = openDevices(
    settings.config.devices.filter(({ kind }) => kind === 'card-reader'),
    desk.clock,
    desk.folder,
  );
  const live = createLiveStream();
  const rooms = await openRooms({
    desk: createDesk({ ...desk, live, requestKey: Buffer.alloc(32, 9) }),
    live,
    settings: {
      ...settings,
      config: { ...settings.config, store: { ...settings.config.store, folder: join(desk.folder, 'data') } },
    },
    devices,
    pepper: new Uint8Array(32),
    version: 'test',
    unexpected: keepUnexpectedErrors(),
    report: (error) => {
      throw error;
    },
  });
  await startDevices(rooms.devices);
  const reader = devices[0]?.simulator;
  if (reader === undefined || !('present' in reader)) throw new Error('the reader is not simulated');
  const http = await openHttp(rooms.routes, rooms.authenticate);
  return {
    desk,
    screen: http.screen(),
    async tap(moment, cardId) {
      desk.clock.setWall(`${moment}:00+08:00`);
      reader.present(cardId, 0);
      await desk.clock.advance(61_000);
      await settle();
    },
    async close() {
      await http.close();
      const stopped = rooms.stop();
      await desk.clock.advance(60_000);
      await stopped;
      desk.dispose();
      folder.remove();
    },
  };
}
