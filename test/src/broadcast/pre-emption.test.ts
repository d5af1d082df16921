import { afterEach, describe, expect, it } from 'vitest';
import { stopOne } from '../../../src/broadcast/actions.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { disposeRooms, openRoom, restartRoom } from './broadcast-fixture.ts';
import { send, wait } from './send-to-air.ts';

// Breaking it on purpose: in air.ts leave out the mark on the one that gives way, or in rules.ts its way back into the queue: red.

afterEach(disposeRooms);

describe('pre-emption', () => {
  it('an emergency is on the air at once, with no window, and what it cut is repeated from the round it was in', async () => {
    const room = openRoom();
    const low = await wait(room, 'lost-person', { times: 3, gapMs: 10_000 });
    room.device.nextRound();
    const high = send(room, 'emergency');
    await settle();
    expect(room.device.aired).toEqual([low, high]);
    expect(room.broadcast.store.announcementById(low)).toMatchObject({ state: 'queued', rounds: 1, resumeMs: 22_000 });
    room.device.end();
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([low, high, low]);
    expect(room.device.onAir()?.round).toBe(2);
    room.device.end();
    await settle();
    expect(room.broadcast.store.announcementById(low)).toMatchObject({ state: 'completed', rounds: 3, code: null });
  });

  it('at a sentence, what is on the air is asked once and has its last word; then the other begins without a breath', async () => {
    const room = openRoom();
    const low = await wait(room, 'service');
    const high = await wait(room, 'scheduled');
    expect(room.device.stops).toEqual(['air/cut-by-higher at-sentence']);
    await room.desk.clock.advance(5_000);
    expect(room.device.stops).toHaveLength(1);
    expect(room.device.aired).toEqual([low]);
    room.device.sentenceEnds();
    await settle();
    expect(room.device.aired).toEqual([low, high]);
  });

  it('a scheduled item goes on at the sentence in which it was cut', async () => {
    const room = openRoom();
    const low = await wait(room, 'scheduled');
    const high = await wait(room, 'lost-person');
    expect(room.device.aired).toEqual([low, high]);
    expect(room.broadcast.store.announcementById(low)).toMatchObject({ state: 'queued', resumeMs: 2_000 });
  });

  it('a promotion that was cut does not come again', async () => {
    const room = openRoom();
    const low = await wait(room, 'promotion');
    await wait(room, 'lost-person');
    expect(room.state(low)).toBe('cut');
    room.device.end();
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toHaveLength(2);
  });

  it('stopped while it makes room, it does not come again', async () => {
    const room = openRoom();
    const low = await wait(room, 'service');
    const high = await wait(room, 'scheduled');
    stopOne(room.broadcast, command('staff:3'), low);
    await settle();
    expect(room.broadcast.store.announcementById(low)).toMatchObject({
      state: 'cut',
      code: 'air/stopped',
      endedBy: 'staff:3',
    });
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([low, high]);
  });

  it('each stretch on the air is kept with its end and for whom it gave way', async () => {
    const room = openRoom();
    const low = await wait(room, 'lost-person', { times: 3, gapMs: 10_000 });
    room.device.nextRound();
    const high = send(room, 'emergency');
    await settle();
    room.device.end();
    await room.desk.clock.advance(2_000);
    room.device.end();
    const rows = room.desk.database
      .prepare<Record<string, unknown>>(
        'SELECT ending, code, ended_by, rounds, ended_at - started_at AS ms FROM airings WHERE announcement_id = @low ORDER BY id',
      )
      .all({ low });
    expect(rows).toEqual([
      { ending: 'cut', code: 'air/cut-by-higher', ended_by: `announcement:${high}`, rounds: 1, ms: 0 },
      { ending: 'completed', code: null, ended_by: null, rounds: 3, ms: 0 },
    ]);
  });
});

describe('after a restart', () => {
  it('what was on the air is interrupted, what waited still waits, and a person has a moment before it is heard', async () => {
    const room = openRoom();
    const first = await wait(room, 'service');
    const second = await wait(room, 'service');
    const armed = send(room, 'service');
    const again = restartRoom(room);
    expect([first, second, armed].map(again.state)).toEqual(['interrupted', 'queued', 'interrupted']);
    await again.desk.clock.advance(2_999);
    expect(again.device.aired).toEqual([]);
    await again.desk.clock.advance(1);
    expect(again.device.aired).toEqual([second]);
  });

  it('the rounds that were heard are known, though the power went in the middle of the next', async () => {
    const room = openRoom();
    const id = await wait(room, 'lost-person', { times: 3, gapMs: 10_000 });
    room.device.nextRound();
    room.device.nextRound();
    const again = restartRoom(room);
    expect(again.broadcast.store.announcementById(id)).toMatchObject({ state: 'interrupted', rounds: 2 });
    const heard = again.desk.database
      .prepare<Record<string, unknown>>('SELECT ending, rounds, ended_at FROM airings WHERE announcement_id = @id')
      .all({ id });
    expect(heard).toEqual([{ ending: 'interrupted', rounds: 2, ended_at: null }]);
  });

  it('one that was cut goes on where it was', async () => {
    const room = openRoom();
    const low = await wait(room, 'lost-person', { times: 3, gapMs: 10_000 });
    room.device.nextRound();
    send(room, 'emergency');
    await settle();
    const again = restartRoom(room);
    await again.desk.clock.advance(3_000);
    expect(again.device.aired).toEqual([low]);
    expect(again.device.onAir()?.round).toBe(2);
  });

  it('what has waited too long meanwhile is dropped and told', async () => {
    const room = openRoom();
    await wait(room, 'lost-person');
    const low = await wait(room, 'promotion', { expiresAtMs: room.desk.clock.read().wallMs + 8_000 });
    room.broadcast.stop();
    await room.desk.clock.advance(60_000);
    const again = restartRoom(room);
    await again.desk.clock.advance(3_000);
    expect(again.state(low)).toBe('expired');
    expect(again.device.aired).toEqual([]);
  });
});
