import { afterEach, describe, expect, it } from 'vitest';
import { airAgain } from '../../../src/broadcast/actions.ts';
import { airDroppedAgain, noteDropped } from '../../../src/broadcast/dropped.ts';
import { openAirLog, unheard } from '../../../src/broadcast/log.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { boy, disposeRooms, openRoom, type Room, restartRoom } from './broadcast-fixture.ts';
import { type send, wait } from './send-to-air.ts';

// Breaking it on purpose: in dropped.ts leave out refuseNoted, or in log.rules.ts let againOf offer every class: red.

afterEach(disposeRooms);

const broken = new DeviceError('audio/sink-dead', { zh: '没有声音', en: 'No sound' }, { retryable: true });

/** A service announcement the device refuses. */
async function failed(room: Room, more: Parameters<typeof send>[2] = {}): Promise<string> {
  room.device.breakNext('announce', broken);
  const id = await wait(room, 'service', more);
  await room.desk.clock.advance(3_000);
  return id;
}

describe('what was not heard', () => {
  it('is told until a named person has taken note, once, and that is journalled', async () => {
    const room = openRoom();
    const log = openAirLog(room.broadcast);
    const id = await failed(room);
    expect(unheard(log)).toMatchObject({ count: 1, lines: [{ id, outcome: 'dropped', noted: null, again: 'itself' }] });
    noteDropped(log, command('staff:5'), id);
    expect(unheard(log)).toEqual({ count: 0, lines: [] });
    expect(() => noteDropped(log, command('staff:6'), id)).toThrow(/has dealt with this one already/);
    expect(room.desk.journal.page({ limit: 1 })).toMatchObject([
      { kind: 'broadcast/dropped-noted', actor: 'staff:5', subject: `announcement:${id}` },
    ]);
    expect(room.desk.events.at(-1)?.name).toBe('air');
  });

  it('is what expired, what failed and what a restart interrupted; not what somebody stopped or took back', async () => {
    const room = openRoom();
    const on = await wait(room, 'lost-person');
    const late = await wait(room, 'service');
    await room.desk.clock.advance(900_000);
    const again = restartRoom(room);
    const log = openAirLog(again.broadcast);
    expect(unheard(log).lines.map(({ id, state }) => [id, state])).toEqual([
      [late, 'expired'],
      [on, 'interrupted'],
    ]);
    expect(unheard(log).lines.map(({ told }) => told.zh)).toEqual(['等得太久，没有播', '服务重启时断了']);
    const heard = await wait(again, 'service');
    again.device.end();
    await settle();
    expect(() => noteDropped(log, command(), heard)).toThrow(/was not dropped/);
  });

  it('is sent once more in the same words, for the rounds that are missing, and the log says for what', async () => {
    const room = openRoom();
    const id = await wait(room, 'service', { times: 3, gapMs: 5_000, approvedBy: 'staff:8' });
    room.device.nextRound();
    room.broadcast.stop();
    const again = restartRoom(room);
    const log = openAirLog(again.broadcast);
    const asked = command('staff:5');
    const { announcementId } = airDroppedAgain(log, asked, id).answer;
    expect(airDroppedAgain(log, asked, id)).toMatchObject({ repeated: true, answer: { announcementId } });
    expect(() => airDroppedAgain(log, command(), id)).toThrow(/dealt with/);
    const before = again.broadcast.store.announcementById(id);
    expect(again.broadcast.store.announcementById(announcementId)).toMatchObject({
      parts: before?.parts,
      // One of three was heard to its end.
      times: 2,
      approvedBy: 'staff:8',
      requestedBy: 'staff:5',
      source: `again:${id}`,
    });
    expect(unheard(log).count).toBe(0);
    await again.desk.clock.advance(3_000);
    expect(again.device.aired).toEqual([announcementId]);
  });

  it('is not sent from the log where other rules hold: a promotion, an emergency, a microphone; a call goes by its own page', async () => {
    const room = openRoom();
    const log = openAirLog(room.broadcast);
    room.device.breakNext('announce', broken);
    const { announcementId, callId } = await room.onAir(boy);
    await settle();
    expect(unheard(log).lines).toMatchObject([{ id: announcementId, again: 'call' }]);
    expect(() => airDroppedAgain(log, command(), announcementId)).toThrow(/belongs to a call/);
    airAgain(room.broadcast, command(), callId);
    await room.desk.clock.advance(3_000);
    room.device.end();
    await room.desk.clock.advance(3_000);
    for (const of of ['promotion', 'emergency'] as const) {
      room.device.breakNext('announce', broken);
      const id = await wait(room, of);
      await settle();
      expect(() => airDroppedAgain(log, command(), id)).toThrow(/cannot be aired again from the log/);
    }
    const live = await failed(room, { parts: [{ kind: 'live', limitMs: 5_000 }] });
    expect(() => airDroppedAgain(log, command(), live)).toThrow(/cannot be aired again from the log/);
  });
});
