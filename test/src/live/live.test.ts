import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { liveRules } from '../../../config/rules/live.ts';
import { sendToAir } from '../../../src/broadcast/actions.ts';
import type { AirClass } from '../../../src/broadcast/rules.ts';
import { hold, type Live, liveView, openLive, press, release } from '../../../src/live/actions.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { disposeRooms, openRoom, type Room, restartRoom } from '../broadcast/broadcast-fixture.ts';

const rules = liveRules.parse(
  parse(readFileSync(fileURLToPath(new URL('../../../config/rules/live.yaml', import.meta.url)), 'utf8')),
);
const lives: Live[] = [];
afterEach(() => {
  for (const live of lives.splice(0)) live.stop();
  disposeRooms();
});

async function open(room: Room = openRoom()) {
  const { desk, broadcast, device } = room;
  const report = (error: unknown) => {
    throw error;
  };
  const live = openLive(desk, { rules, broadcast, publicAddress: device, report });
  lives.push(live);
  // After a start the air rests for a moment.
  await desk.clock.advance(3_000);
  /** A hand on the key, until it lets go. */
  const key = async (zones: string[] = []) => {
    const { announcementId } = press(live, command(), zones).answer;
    await settle();
    return announcementId;
  };
  /** The screen says for so long that the key is held. */
  const held = async (id: string, ms: number) => {
    for (let left = ms; left > 0; left -= 500) {
      hold(live, id);
      await desk.clock.advance(Math.min(500, left));
    }
  };
  const kinds = () =>
    desk.database
      .prepare<{ kind: string }>('SELECT kind FROM journal ORDER BY seq')
      .all({})
      .map(({ kind }) => kind);
  return { ...room, live, key, held, kinds };
}

function onAir({ desk, broadcast }: Pick<Room, 'desk' | 'broadcast'>, of: AirClass, id = `other-${of}`, inMs = 0) {
  desk.change('staff:2', (change) => {
    change.record({ kind: 'test/asked', subject: id, body: {} });
    sendToAir(broadcast, change, {
      id,
      class: of,
      title: { zh: '别的广播', en: 'Another' },
      parts: [{ kind: 'speech', text: id, language: 'zh' }],
      times: 1,
      gapMs: 0,
      airAtMs: change.at.wallMs + inMs,
    });
  });
}

describe('push to talk', () => {
  it('goes by chime, ready light and hand: on the air at once, live when the device says so, over when the hand leaves', async () => {
    const { live, key, held, device, state, kinds } = await open();
    const id = await key(['floor-1']);
    expect(device.aired).toEqual([id]);
    expect(liveView(live).talk).toMatchObject({ id, state: 'chime', leftMs: null });
    device.liveOpens();
    expect(liveView(live).talk).toMatchObject({ state: 'ready', leftMs: 120_000 });
    await held(id, 5_000);
    expect(liveView(live).talk?.leftMs).toBe(115_000);
    expect(release(live, command(), id).answer).toEqual({ released: true });
    await settle();
    expect(state(id)).toBe('completed');
    expect(liveView(live)).toMatchObject({ talk: null, last: null });
    expect(kinds().filter((kind) => kind.startsWith('live/'))).toEqual(['live/pressed', 'live/released']);
  });

  // Red without the dead-man's switch: the plaza would hear the desk for two minutes.
  it('ends two seconds after the last word of the screen, and says why', async () => {
    const { live, key, held, device, state, desk, broadcast, kinds } = await open();
    const id = await key();
    device.liveOpens();
    await held(id, 3_000);
    await desk.clock.advance(1_400);
    expect(state(id)).toBe('on-air');
    await desk.clock.advance(200);
    expect(broadcast.store.announcementById(id)).toMatchObject({ state: 'cut', code: 'live/hand-lost' });
    expect(liveView(live).last?.says.zh).toContain('屏幕没有反应');
    expect(kinds()).toContain('live/hand-lost');
    expect(() => hold(live, id)).toThrow(/ended/);
  });

  it('is told at once that something as urgent or more is on the air; nothing is queued', async () => {
    for (const of of ['lost-person', 'scheduled', 'service'] as const) {
      const set = await open();
      onAir(set, of);
      await settle();
      expect(liveView(set.live).busy?.zh).toContain('别的广播');
      expect(() => press(set.live, command(), [])).toThrow(expect.objectContaining({ code: 'live/busy' }));
      expect(set.broadcast.store.live()).toHaveLength(1);
    }
  });

  // Red when refusalOf looks only at what is on the air.
  it('is told so too while it is about to be on the air', async () => {
    const { live, desk, broadcast } = await open();
    onAir({ desk, broadcast }, 'lost-person', 'soon', 3_000);
    expect(liveView(live).busy?.zh).toBe('马上要播“别的广播”，播完才能喊话。');
    expect(() => press(live, command(), [])).toThrow(expect.objectContaining({ code: 'live/busy' }));
    await desk.clock.advance(3_000);
    expect(liveView(live).busy?.zh).toBe('正在播“别的广播”，播完才能喊话。');
  });

  it('waits, held, for the sentence of a promotion, and is taken back when the hand leaves meanwhile', async () => {
    const set = await open();
    const { live, key, held, device, state } = set;
    onAir(set, 'promotion');
    await settle();
    const id = await key();
    expect(state(id)).toBe('queued');
    expect(liveView(live).talk?.state).toBe('waiting');
    await held(id, 1_000);
    device.sentenceEnds();
    await settle();
    expect(state(id)).toBe('on-air');
    release(live, command(), id);
    await settle();

    const second = await open();
    onAir(second, 'promotion');
    await settle();
    const early = await second.key();
    release(second.live, command(), early);
    expect(second.state(early)).toBe('withdrawn');
    expect(liveView(second.live).talk).toBeNull();
  });

  it('waits no longer than the rule says', async () => {
    const set = await open();
    onAir(set, 'promotion');
    await settle();
    const id = await set.key();
    await set.held(id, 19_500);
    expect(set.state(id)).toBe('queued');
    hold(set.live, id);
    await set.desk.clock.advance(600);
    expect(set.state(id)).toBe('expired');
    expect(liveView(set.live).last?.says.zh).toContain('等得太久');
  });

  it('has one hand: a second press, from this screen or another, is refused; the same command acts once', async () => {
    const { live, device } = await open();
    const once = command();
    press(live, once, []);
    expect(press(live, once, []).repeated).toBe(true);
    expect(() => press(live, command('staff:2'), [])).toThrow(expect.objectContaining({ code: 'live/held' }));
    await settle();
    expect(device.aired).toHaveLength(1);
  });

  it('is not ended by the hand on another key', async () => {
    const { live, key, held, device, state } = await open();
    const before = await key();
    release(live, command(), before);
    await settle();
    const id = await key();
    await held(id, 2_000);
    device.liveOpens();
    expect(release(live, command(), before).answer).toEqual({ released: false });
    expect(() => release(live, command(), 'nothing')).toThrow(expect.objectContaining({ code: 'air/unknown' }));
    await settle();
    expect(state(id)).toBe('on-air');
  });

  // Red when it goes back into the queue as others do: then the microphone would open by itself when nobody holds the key.
  it('that gave way to something more urgent never comes back by itself', async () => {
    const set = await open();
    const { key, device, state, live, desk } = set;
    const id = await key();
    device.liveOpens();
    onAir(set, 'lost-person');
    await settle();
    device.sentenceEnds();
    await settle();
    expect(device.onAir()?.id).toBe('other-lost-person');
    expect(state(id)).toBe('cut');
    device.end();
    await desk.clock.advance(60_000);
    expect(device.aired).toEqual([id, 'other-lost-person']);
    expect(liveView(live).talk).toBeNull();
  });

  it('is ended by stop and by a fire contact like anything else', async () => {
    const set = await open();
    const id = await set.key();
    set.device.liveOpens();
    set.broadcast.fireMute.close('device:contacts-1', ['fire']);
    await settle();
    expect(set.broadcast.store.announcementById(id)).toMatchObject({ state: 'cut', code: 'air/fire-contact' });
    expect(liveView(set.live).busy?.zh).toContain('消防');
    expect(() => press(set.live, command(), [])).toThrow(expect.objectContaining({ code: 'air/muted' }));
  });

  it('says the device’s own words when the microphone is refused, and the key is free again', async () => {
    const { live, key, device, state } = await open();
    const says = { zh: '话筒没有接通', en: 'The microphone cannot be reached' };
    device.breakNext('announce', new DeviceError('microphone/dead', says));
    const id = await key();
    expect(state(id)).toBe('failed');
    expect(liveView(live)).toMatchObject({ talk: null, last: { id, says } });
  });

  it('says that the time was over when nobody let go', async () => {
    const { live, key, device } = await open();
    await key();
    device.liveOpens();
    device.end();
    expect(liveView(live).last?.says.zh).toContain('到时间');
  });

  it('refuses zones there are not', async () => {
    const { live } = await open();
    expect(() => press(live, command(), ['moon'])).toThrow(expect.objectContaining({ code: 'air/zone' }));
  });

  it('that a restart found waiting is taken back: the hand is gone', async () => {
    const set = await open();
    onAir(set, 'promotion');
    await settle();
    const id = await set.key();
    expect(set.state(id)).toBe('queued');
    set.live.stop();
    const again = await open(restartRoom(set));
    await again.desk.clock.advance(30_000);
    expect(again.state(id)).toBe('withdrawn');
    expect(again.device.aired).toEqual([]);
  });
});
