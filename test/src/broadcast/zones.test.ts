import { afterEach, describe, expect, it } from 'vitest';
import { airAgain, markFound, refuseUnknownZones } from '../../../src/broadcast/actions.ts';
import { addItem, scheduleDay } from '../../../src/schedule/actions.ts';
import { command } from '../../desk-fixture.ts';
import { openPromotionRoom, stopPromotions } from '../promotions/promotions-fixture.ts';
import { disposeScheduleDesks, item, openScheduleDesk, until } from '../schedule/schedule-fixture.ts';
import { boy, disposeRooms, openRoom, type Room, wallet } from './broadcast-fixture.ts';

// Breaking it on purpose: in calls.ts leave `zones` out of the call, the staff call or firstToPublic; in end-call.ts out of the all-clear;
// in air-occurrence.ts or air-plan.ts out of what is sent; in promotions/rules.ts make up for `air/zone`: each one is red.

afterEach(() => {
  stopPromotions();
  disposeScheduleDesks();
  disposeRooms();
});

/** Where everything of a call was to be heard, oldest first. */
const where = (room: Room, callId: number) => room.broadcast.store.ofCall(callId).map(({ zones }) => zones);

describe('a call', () => {
  it('for a child is heard everywhere unless the clerk chooses', async () => {
    const room = openRoom();
    const { callId } = await room.onAir(boy, { audience: undefined });
    expect(where(room, callId)).toEqual([[], []]);
  });

  it('is heard where the clerk chooses: by the staff, by the public, once more, and when it is over', async () => {
    const room = openRoom();
    const { callId } = await room.onAir(wallet, { audience: 'staff', zones: ['floor-1'] });
    room.device.end();
    await room.desk.clock.advance(5_000);
    airAgain(room.broadcast, command(), callId);
    await room.desk.clock.advance(3_000);
    room.device.end();
    await room.desk.clock.advance(5_000);
    airAgain(room.broadcast, command(), callId, 'staff');
    markFound(room.broadcast, command(), callId);
    expect(where(room, callId)).toEqual([['floor-1'], ['floor-1'], ['floor-1'], ['floor-1']]);
    const { callId: first } = await room.onAir(boy, { audience: 'staff-first', zones: ['car-park'] });
    expect(where(room, first)).toEqual([['car-park'], ['car-park']]);
  });

  it('is refused for a zone that is none, and nothing of it is kept', () => {
    const room = openRoom();
    expect(() => room.call(boy, { zones: ['roof'] })).toThrow(expect.objectContaining({ code: 'air/zone' }));
    expect(room.broadcast.store.recentCalls(0)).toEqual([]);
    expect(() => refuseUnknownZones(room.broadcast, ['floor-1', 'car-park'])).not.toThrow();
  });
});

describe('a scheduled item', () => {
  const draft = item('desk', '10:00:00', { zones: ['floor-1'] });

  it('is heard in its zones, and the day shows them', async () => {
    const one = openScheduleDesk({
      items: [item('all', '09:00:00'), item('some', '10:00:00', { zones: ['car-park'] })],
    });
    await until(one, '2026-12-01 10:01:00');
    expect(one.heard.map(({ id }) => one.announcement(id)?.zones)).toEqual([[], ['car-park']]);
    expect(scheduleDay(one.schedule).occurrences.map(({ zones }) => zones)).toEqual([[], ['car-park']]);
  });

  it('is refused with a zone that is none, and reported where a zone is gone when it is due', async () => {
    const one = openScheduleDesk({ items: [item('gone', '10:00:00', { zones: ['roof'], graceMinutes: 1 })] });
    const { id: _id, clause: _clause, ...asked } = draft;
    expect(() => addItem(one.schedule, command(), { ...asked, zones: ['roof'] })).toThrow(
      expect.objectContaining({ code: 'air/zone' }),
    );
    expect(addItem(one.schedule, command(), asked).answer.version).toBe(1);
    await until(one, '2026-12-01 10:02:00');
    expect(scheduleDay(one.schedule).occurrences.find(({ itemId }) => itemId === 'gone')).toMatchObject({
      state: 'missed',
      says: { zh: '要播的分区已经没有了，请改这一条的分区。' },
    });
  });
});

describe('a promotion', () => {
  const once = { from: '2026-11-21T10:30', until: '2026-11-21T13:30', times: 1, wished: ['11:00'] };

  it('is heard in its zones, and its paper names them', async () => {
    const room = openPromotionRoom();
    const id = room.approved({ ...once, zones: ['car-park', 'floor-1', 'car-park'] });
    await room.until('11:00');
    expect(room.broadcast.store.ofSource(`promotion:${id}@1`).map(({ zones }) => zones)).toEqual([
      ['car-park', 'floor-1'],
    ]);
    expect(JSON.stringify(room.papers.at(-1)?.paper)).toContain('播出区域  停车场、一楼');
    expect(room.view(room.request()).zones).toEqual([]);
  });

  it('is refused for a zone that is none; where a zone is gone when it is due it is lost, once, and not tried for ever', async () => {
    const room = openPromotionRoom();
    expect(() => room.request({ zones: ['roof'] })).toThrow(expect.objectContaining({ code: 'air/zone' }));
    const id = room.approved({ ...once, zones: ['floor-1'] });
    room.desk.database.prepare('UPDATE promotions SET zones = \'["roof"]\' WHERE id = @id').run({ id });
    await room.until('11:10');
    expect(room.view(id).airings).toMatchObject([{ state: 'lost', code: 'air/zone' }]);
    expect(room.reported).toEqual([]);
  });
});
