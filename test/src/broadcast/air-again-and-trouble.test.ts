import { afterEach, describe, expect, it } from 'vitest';
import {
  airAgain,
  callById,
  currentAir,
  markFound,
  reprintSlip,
  setMusic,
  stopOne,
  withdraw,
} from '../../../src/broadcast/actions.ts';
import { openAirLog, unheard } from '../../../src/broadcast/log.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { boy, disposeRooms, openRoom, restartRoom } from './broadcast-fixture.ts';

afterEach(disposeRooms);

const NO_ENGINE = new DeviceError('speech/no-engine', { zh: '没有安装语音程序。', en: 'No speech program.' });

function refusal(run: () => unknown): DeskError {
  try {
    run();
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('once more', () => {
  it('follows the rounds on the air after the gap', async () => {
    const room = openRoom();
    const { callId, announcementId } = await room.onAir();
    const more = airAgain(room.broadcast, command(), callId).answer;
    airAgain(room.broadcast, command(), callId);
    await room.desk.clock.advance(30_000);
    expect(currentAir(room.broadcast)).toMatchObject({
      onAir: { id: announcementId },
      armed: { id: more.announcementId, times: 2, follows: announcementId },
    });
    room.device.end();
    await room.desk.clock.advance(19_999);
    expect(room.device.aired).toEqual([announcementId]);
    await room.desk.clock.advance(1);
    expect(room.device.aired).toEqual([announcementId, more.announcementId]);
    expect(room.papers).toHaveLength(1);
  });

  it('falls away when the rounds before it are stopped', async () => {
    const room = openRoom();
    const { callId, announcementId } = await room.onAir();
    const more = airAgain(room.broadcast, command(), callId).answer.announcementId;
    stopOne(room.broadcast, command(), announcementId);
    await settle();
    expect(room.state(more)).toBe('withdrawn');
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toHaveLength(1);
  });

  it('taken back, it leaves the record of an aired call open', async () => {
    const room = openRoom();
    const { callId } = await room.onAir();
    room.device.end();
    const again = airAgain(room.broadcast, command(), callId).answer.announcementId;
    withdraw(room.broadcast, command(), again);
    expect(callById(room.broadcast, callId).state).toBe('open');
  });

  it('is refused for a closed call, an unknown call and too many rounds', async () => {
    const room = openRoom();
    const { callId } = await room.onAir();
    for (let round = 0; round < 6; round++) airAgain(room.broadcast, command(), callId);
    expect(refusal(() => airAgain(room.broadcast, command(), callId)).code).toBe('air/too-often');
    markFound(room.broadcast, command(), callId);
    expect(refusal(() => airAgain(room.broadcast, command(), callId)).code).toBe('call/closed');
    expect(refusal(() => airAgain(room.broadcast, command(), 99)).refusal).toBe('not-found');
    expect(refusal(() => reprintSlip(room.broadcast, command(), 99)).refusal).toBe('not-found');
  });
});

describe('what goes wrong', () => {
  it('speech that cannot be rendered is told during the window, with the device’s sentence', async () => {
    const room = openRoom();
    room.device.breakNext('prepare', NO_ENGINE);
    const { announcementId, callId } = room.call();
    await settle();
    expect(callById(room.broadcast, callId).airings).toMatchObject([
      { id: announcementId, state: 'failed', code: 'speech/no-engine', says: NO_ENGINE.says },
    ]);
    await room.desk.clock.advance(10_000);
    expect(room.device.aired).toEqual([]);
    expect(callById(room.broadcast, callId).state).toBe('open');
  });

  // Breaking it on purpose: in rules.ts call its end a cut, and nobody is told that the call was not heard: red.
  it('a device that dies on the air is told of, with the sentence of its fault', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    room.device.fault({ code: 'audio/worker-dead', says: { zh: '混音程序停了。', en: 'Dead.' }, sinceMs: 0 });
    room.device.end('cut', 'audio/worker-dead');
    expect(unheard(openAirLog(room.broadcast)).lines).toMatchObject([
      { id: announcementId, state: 'failed', code: 'audio/worker-dead', says: { zh: '混音程序停了。' }, again: 'call' },
    ]);
  });

  it.each(['armed', 'on-air'])('a restart while %s interrupts it, and nothing airs again by itself', async (state) => {
    const room = openRoom();
    const { announcementId, callId } = state === 'armed' ? room.call() : await room.onAir();
    const after = restartRoom(room);
    await after.desk.clock.advance(600_000);
    expect(after.device.aired).toEqual([]);
    expect(callById(after.broadcast, callId)).toMatchObject({
      state: 'open',
      airings: [{ id: announcementId, state: 'interrupted', code: 'air/restart' }],
    });
    airAgain(after.broadcast, command(), callId);
    await after.desk.clock.advance(3_000);
    expect(after.device.aired).toHaveLength(1);
  });

  it('a stopped room leaves no timer', () => {
    const room = openRoom();
    room.call();
    room.broadcast.stop();
    expect(room.desk.clock.pending).toBe(0);
  });
});

describe('records', () => {
  it('keep names and numbers out of the journal', async () => {
    const room = openRoom();
    await room.onAir({ ...boy, age: 30, name: '王小明' }, { requester: '赵大海', phone: '13812345678' });
    markFound(room.broadcast, command(), 1);
    await settle();
    const rows = JSON.stringify(room.desk.journal.page({ limit: 100 }));
    expect(rows).toContain('broadcast/call-found');
    for (const secret of ['王小明', '赵大海', '13812345678', '二楼童装']) expect(rows).not.toContain(secret);
  });

  it('tell the screens of every step', async () => {
    const room = openRoom();
    await room.onAir();
    room.device.end();
    const shown = room.desk.events.filter(({ name }) => name === 'air').map(({ payload }) => payload);
    expect(shown.at(0)).toMatchObject({ armed: { state: 'armed' }, onAir: null });
    expect(shown.at(-1)).toMatchObject({ armed: null, onAir: null });
    expect(shown.some((view) => JSON.stringify(view).includes('"round":1'))).toBe(true);
  });
});

describe('music', () => {
  it('is played, paused and set once per command', async () => {
    const room = openRoom();
    const quieter = command();
    await setMusic(room.broadcast, quieter, { playing: false, volume: 30 });
    expect(room.device.music()).toMatchObject({ state: 'paused', volume: 30 });
    await room.device.playMusic();
    await setMusic(room.broadcast, quieter, { playing: false, volume: 30 });
    expect(room.device.music().state).toBe('playing');
  });
});
