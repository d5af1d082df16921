import { afterEach, describe, expect, it } from 'vitest';
import { announcementsOf, currentAir, moveInQueue, stopAir, stopOne } from '../../../src/broadcast/actions.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { disposeRooms, openRoom, type Room } from './broadcast-fixture.ts';
import { send, wait } from './send-to-air.ts';

/*
 * Breaking it on purpose: in queue.rules.ts let an equal class cut (`<` to `<=` in mayCut: red), sort by place before class (red), leave
 * `armed.some` out of nextTurn (red); in air.ts leave out the rest after an announcement (red).
 */

afterEach(disposeRooms);

const queued = (room: Room) => currentAir(room.broadcast).queue.map(({ id }) => id);

function refusal(run: () => unknown): DeskError {
  try {
    run();
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the queue', () => {
  it('gives equal classes their turn in the order they came, with a breath between them', async () => {
    const room = openRoom();
    const first = await wait(room, 'service');
    const second = await wait(room, 'service');
    const third = await wait(room, 'service');
    expect(room.device.aired).toEqual([first]);
    expect(queued(room)).toEqual([second, third]);
    room.device.end();
    await room.desk.clock.advance(1_999);
    expect(room.device.aired).toEqual([first]);
    await room.desk.clock.advance(1);
    expect(room.device.aired).toEqual([first, second]);
    room.device.end();
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([first, second, third]);
  });

  // Red when turns.ts reads the clock again for when to look next: between the two readings the breath is over, and nobody looks any more.
  it('is looked at again when the breath ends while somebody looks', async () => {
    for (let early = 1; early < 8; early += 1) {
      const room = openRoom();
      await wait(room, 'service');
      const second = await wait(room, 'service');
      room.device.end();
      await room.desk.clock.advance(1_999);
      const { clock } = room.desk;
      const nowMs = clock.monotonicMs();
      let reads = 0;
      clock.monotonicMs = () => nowMs + (++reads > early ? 1 : 0);
      room.broadcast.takeTurns();
      Reflect.deleteProperty(clock, 'monotonicMs');
      await clock.advance(1);
      expect(room.device.aired.at(-1), `${early} early`).toBe(second);
    }
  });

  it('orders what waits by class first', async () => {
    const room = openRoom();
    await wait(room, 'emergency');
    const promotion = await wait(room, 'promotion');
    const service = await wait(room, 'service');
    const scheduled = await wait(room, 'scheduled');
    const object = await wait(room, 'lost-object');
    const person = await wait(room, 'lost-person');
    expect(queued(room)).toEqual([person, object, scheduled, service, promotion]);
  });

  it('says what is next and in how long', async () => {
    const room = openRoom();
    await wait(room, 'service');
    const next = await wait(room, 'service');
    const [entry] = currentAir(room.broadcast).queue;
    // The fake device is 1,234.5 ms into chime and sentence, 12 s; then the breath.
    expect(entry).toMatchObject({ id: next, state: 'queued', inMs: 12_766, resumes: false });
    expect(entry?.expiresInMs).toBe(900_000);
  });

  it('lets nothing less urgent begin in the last seconds before something more urgent', async () => {
    const room = openRoom();
    const first = await wait(room, 'lost-person');
    const low = await wait(room, 'service');
    room.device.end();
    await room.desk.clock.advance(1_000);
    const high = send(room, 'scheduled');
    await room.desk.clock.advance(1_000);
    expect(room.device.aired).toEqual([first]);
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([first, high]);
    expect(queued(room)).toEqual([low]);
  });

  it('drops what has waited too long, says so, and never airs it', async () => {
    const room = openRoom();
    const told: string[] = [];
    room.broadcast.onAnnouncement(({ id, state }) => told.push(`${id} ${state}`));
    await wait(room, 'lost-person', { times: 6, gapMs: 120_000 });
    const low = await wait(room, 'promotion');
    await room.desk.clock.advance(599_999);
    expect(room.state(low)).toBe('queued');
    await room.desk.clock.advance(1);
    expect(room.broadcast.store.announcementById(low)).toMatchObject({
      state: 'expired',
      code: 'air/waited-too-long',
      says: { zh: '前面一直在播，等得太久，没有播。还需要的话请重播。' },
    });
    expect(told.at(-1)).toBe(`${low} expired`);
    room.device.end();
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toHaveLength(1);
    expect(room.desk.clock.pending).toBe(0);
  });

  it('keeps to the deadline its asker set, whatever the wall clock does', async () => {
    const room = openRoom();
    await wait(room, 'lost-person');
    const untilMs = room.desk.clock.read().wallMs + 20_000;
    const low = await wait(room, 'promotion', { expiresAtMs: untilMs });
    room.desk.clock.setWall('2026-11-22T16:10:00+08:00');
    await room.desk.clock.advance(16_999);
    expect(room.state(low)).toBe('queued');
    await room.desk.clock.advance(1);
    expect(room.state(low)).toBe('expired');
  });

  it('holds fifty, refuses the next in plain words, and still takes an emergency', async () => {
    const room = openRoom();
    await wait(room, 'lost-person');
    for (let nth = 0; nth < 50; nth++) send(room, 'service');
    const refused = refusal(() => send(room, 'lost-person'));
    expect(refused).toMatchObject({ code: 'air/queue-full', refusal: 'wrong-state', facts: { most: 50 } });
    expect(refused.says.zh).toContain('已经有 50 条在等着播');
    send(room, 'emergency');
    await settle();
    expect(currentAir(room.broadcast).onAir?.class).toBe('emergency');
  });

  it('waits while there is no sound, and goes on when there is', async () => {
    const room = openRoom();
    const first = await wait(room, 'service');
    const second = await wait(room, 'service');
    room.device.fault({ code: 'audio/sink-dead', says: { zh: '没声音', en: 'dead' }, sinceMs: 0 });
    room.device.end('cut', 'audio/sink-dead');
    await room.desk.clock.advance(30_000);
    expect(room.state(first)).toBe('failed');
    expect(room.state(second)).toBe('queued');
    room.device.mend();
    await settle();
    expect(room.device.aired).toEqual([first, second]);
  });
});

describe('at the queue', () => {
  it('one that waits is moved in front of another of its class, and never of another class', async () => {
    const room = openRoom();
    await wait(room, 'emergency');
    const [a, b, c] = [await wait(room, 'service'), await wait(room, 'service'), await wait(room, 'service')];
    const person = await wait(room, 'lost-person');
    const press = command('staff:3');
    moveInQueue(room.broadcast, press, c, a);
    expect(moveInQueue(room.broadcast, press, c, a).repeated).toBe(true);
    expect(queued(room)).toEqual([person, c, a, b]);
    moveInQueue(room.broadcast, command(), c, b);
    expect(queued(room)).toEqual([person, a, c, b]);
    moveInQueue(room.broadcast, command(), a, null);
    expect(queued(room)).toEqual([person, c, b, a]);
    expect(refusal(() => moveInQueue(room.broadcast, command(), c, person)).code).toBe('air/other-class');
    const onAir = currentAir(room.broadcast).onAir?.id ?? '';
    expect(refusal(() => moveInQueue(room.broadcast, command(), onAir, a)).code).toBe('air/not-waiting');
  });

  it('one is taken back, the others keep their turn', async () => {
    const room = openRoom();
    const first = await wait(room, 'service');
    const second = await wait(room, 'service');
    const third = await wait(room, 'service');
    stopOne(room.broadcast, command('screen'), second);
    expect(room.state(second)).toBe('withdrawn');
    stopOne(room.broadcast, command('screen'), first);
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([first, third]);
    expect(refusal(() => stopOne(room.broadcast, command(), first)).code).toBe('air/ended');
  });

  it('stop means silence: everything that waits is taken back', async () => {
    const room = openRoom();
    const ids = [await wait(room, 'service'), await wait(room, 'service'), send(room, 'lost-person')];
    expect(stopAir(room.broadcast, command('staff:3')).answer).toEqual({ stopped: 3 });
    await room.desk.clock.advance(120_000);
    expect(ids.map(room.state)).toEqual(['cut', 'withdrawn', 'withdrawn']);
    expect(room.device.aired).toHaveLength(1);
    expect(ids.map((id) => room.broadcast.store.announcementById(id)?.endedBy)).toEqual(Array(3).fill('staff:3'));
  });

  it('finds what a source has asked for', async () => {
    const room = openRoom();
    const id = await wait(room, 'scheduled', { source: 'schedule:welcome@2026-11-21' });
    expect(announcementsOf(room.broadcast, 'schedule:welcome@2026-11-21')).toMatchObject([{ id, state: 'on-air' }]);
    expect(announcementsOf(room.broadcast, 'schedule:other')).toEqual([]);
  });
});
