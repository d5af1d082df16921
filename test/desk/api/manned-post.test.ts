import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import { openDevices } from '../../../hardware/open-devices.ts';
import { startDevices } from '../../../src/devices/actions.ts';
import { keepUnexpectedErrors } from '../../../src/diagnosis/actions.ts';
import { createLiveStream } from '../../../src/http/live-stream.ts';
import { openRooms, type Rooms } from '../../../src/open-rooms.ts';
import type { CardReaderSimulator } from '../../../src/ports/card-reader.ts';
import { demoPeople } from '../../../src/staff/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { makeServiceFolder, type ServiceFolder } from '../service-process.ts';

// From the bytes of the reader to what HTTP answers, on a clock the test turns. Breaking it on purpose: let reliefFor() answer undefined.

const ZHOU_TING = { id: 5, staffNo: '1042', cardId: '4A00001042' };
const ZHAO_LEI = { id: 4, staffNo: '1033', cardId: '4A00001033' };
/** A day on which the pattern of the hotline has a night. */
const LONG_MS = 60_000;
const DAY = '2026-11-24';

let folder: ServiceFolder;
let desk: TestDesk;
let rooms: Rooms;
let http: HttpFixture;
let reader: CardReaderSimulator;
let screen: TestScreen;

beforeEach(async () => {
  folder = makeServiceFolder();
  const settings = loadSettings(folder.configFile);
  desk = openTestDesk(`${DAY}T08:00:00+08:00`);
  const devices = openDevices(
    settings.config.devices.filter(({ kind }) => kind === 'card-reader'),
    desk.clock,
    desk.folder,
  );
  const live = createLiveStream();
  rooms = await openRooms({
    desk: { ...desk, announce: live.publish },
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
  const simulator = devices[0]?.simulator;
  if (simulator === undefined || !('present' in simulator)) throw new Error('the reader is not simulated');
  reader = simulator;
  http = await openHttp(rooms.routes, rooms.authenticate);
  screen = http.screen();
  for (const { id, pattern } of [
    { id: ZHOU_TING.id, pattern: 'hotline-day' },
    { id: ZHAO_LEI.id, pattern: 'hotline-night' },
  ])
    desk.database
      .prepare(
        `INSERT INTO employments (person_id, from_day, department, post_id, grade, pattern_id, cancelled, set_by, set_at_ms)
         VALUES (@id, '2026-01-01', '热线中心', 'hotline', 'staff', @pattern, 0, 'test', 0)`,
      )
      .run({ id, pattern });
});

afterEach(async () => {
  await http.close();
  const stopped = rooms.stop();
  await desk.clock.advance(60_000);
  await stopped;
  desk.dispose();
  folder.remove();
});

async function tap(time: string, { cardId }: { readonly cardId: string }): Promise<void> {
  desk.clock.setWall(`${DAY}T${time}:00+08:00`);
  reader.present(cardId, 0);
  await desk.clock.advance(61_000);
  await settle();
}

const today = async () =>
  (await screen.get('/punches/today')).body.map((punch: Record<string, unknown>) => [
    punch.staffNo,
    punch.direction,
    punch.relief,
  ]);

it('a leaving at a manned post waits for its relief, is seen, and a supervisor may let go', {
  timeout: LONG_MS,
}, async () => {
  await tap('08:25', ZHOU_TING);
  await tap('16:31', ZHOU_TING);
  expect(await today()).toEqual([
    ['1042', 'in', null],
    ['1042', 'out', 'waiting'],
  ]);
  const { body: waiting } = await screen.get('/punches/waiting');
  expect(waiting).toMatchObject([
    { name: '周*', post: { zh: '热线台' }, readyByMs: Date.parse(`${DAY}T16:20:00+08:00`) },
  ]);
  expect((await screen.get('/presence')).body).toMatchObject([{ staffNo: '1042' }]);
  const path = `/punches/${waiting[0].punchId}/let-go`;
  expect((await screen.post(path, { reason: '接班人来不了' })).status).toBe(401);
  const pin = demoPeople.find(({ staffNo }) => staffNo === '1001')?.pin;
  await screen.post('/session', { staffNo: '1001', pin });
  expect((await screen.post(path, { reason: '' })).status).toBe(400);
  expect(await screen.post(path, { reason: '接班人来不了' })).toMatchObject({ status: 200 });
  expect(await today()).toContainEqual(['1042', 'out', 'overridden']);
  expect((await screen.get('/presence')).body).toEqual([]);
  expect((await screen.post(path, { reason: '接班人来不了' })).body).toMatchObject({ code: 'attendance/nobody-waits' });
});

it('the relief’s card makes it the clock-out', { timeout: LONG_MS }, async () => {
  await tap('08:25', ZHOU_TING);
  await tap('16:31', ZHOU_TING);
  await tap('16:36', ZHAO_LEI);
  expect(await today()).toEqual([
    ['1042', 'in', null],
    ['1042', 'out', 'relieved'],
    ['1033', 'in', null],
  ]);
  expect((await screen.get('/punches/waiting')).body).toEqual([]);
});
