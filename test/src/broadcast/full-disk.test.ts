import { afterEach, expect, it } from 'vitest';
import { airCall, stopAir, withdraw } from '../../../src/broadcast/actions.ts';
import { command, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { ask, disposeRooms, openRoom } from './broadcast-fixture.ts';
import { wait } from './send-to-air.ts';

// F4: a disk that takes nothing. Breaking it on purpose: let `step` run bare in the timer (the error leaves the timer: red), or
// let `stopAir` only throw (the plaza still hears it: red); in follow-device.ts forget an end that was not written, or in turns.ts let what is
// armed without a window hold others up (nothing is heard any more: red).

afterEach(disposeRooms);

/** From now on nothing can be written down; returns what gives the disk its room back. */
function fillDisk({ database }: TestDesk): () => void {
  const sql = "CREATE TEMP TRIGGER full_disk BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END";
  database.prepare(sql).run();
  return () => void database.prepare('DROP TRIGGER full_disk').run();
}

it('puts nothing on the air that could not be written down, and leaves it for a person to take back', async () => {
  const room = openRoom();
  const { announcementId } = airCall(room.broadcast, command(), ask()).answer;
  const makeRoom = fillDisk(room.desk);
  await room.desk.clock.advance(60_000);
  expect(room.device.aired).toEqual([]);
  expect(room.state(announcementId)).toBe('armed');
  makeRoom();
  await room.desk.clock.advance(60_000);
  expect(room.device.aired).toEqual([]);
  expect(withdraw(room.broadcast, command(), announcementId).answer).toEqual({ state: 'withdrawn' });
});

it('is silent when stop is pressed although that could not be written down', async () => {
  const room = openRoom();
  await room.onAir();
  fillDisk(room.desk);
  expect(() => stopAir(room.broadcast, command())).toThrow('disk full');
  await settle();
  expect(room.device.stops).toEqual(['air/stopped']);
});

it('airs nothing after a stop that could not be written down', async () => {
  const room = openRoom();
  const { announcementId } = airCall(room.broadcast, command(), ask()).answer;
  const makeRoom = fillDisk(room.desk);
  expect(() => stopAir(room.broadcast, command())).toThrow('disk full');
  makeRoom();
  await room.desk.clock.advance(60_000);
  expect([room.device.aired, room.state(announcementId)]).toEqual([[], 'withdrawn']);
});

it('writes an end down as soon as that works again, and the next one has its turn', async () => {
  const room = openRoom();
  const { announcementId } = await room.onAir();
  const next = await wait(room, 'service');
  const makeRoom = fillDisk(room.desk);
  room.device.end();
  await room.desk.clock.advance(30_000);
  expect([room.state(announcementId), room.state(next)]).toEqual(['on-air', 'queued']);
  makeRoom();
  await room.desk.clock.advance(10_000);
  expect([room.state(announcementId), room.device.aired]).toEqual(['completed', [announcementId, next]]);
});

it('is held up by nothing whose window could not be ended in writing', async () => {
  const room = openRoom();
  const { announcementId } = airCall(room.broadcast, command(), ask()).answer;
  const makeRoom = fillDisk(room.desk);
  await room.desk.clock.advance(10_000);
  makeRoom();
  const lower = await wait(room, 'service');
  await room.desk.clock.advance(10_000);
  expect([room.state(announcementId), room.device.aired]).toEqual(['armed', [lower]]);
});
