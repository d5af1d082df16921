import { afterEach, describe, expect, it } from 'vitest';
import {
  airCall,
  airService,
  callById,
  closeCall,
  currentAir,
  markFound,
  stopAir,
  withdraw,
} from '../../../src/broadcast/actions.ts';
import { type AnnouncementState, mayCut, nextAir } from '../../../src/broadcast/rules.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { announcements, ask, disposeRooms, openRoom, type Room } from './broadcast-fixture.ts';

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

const service = (room: Room) =>
  airService(room.broadcast, command(), { zh: '今天二十二点关门。', times: 1, gapSeconds: 0 }).answer.announcementId;

describe('the life of an announcement', () => {
  const inputs = [
    { type: 'windowEnded', begins: true },
    { type: 'windowEnded', begins: false },
    { type: 'turnCame' },
    { type: 'waitedTooLong' },
    { type: 'withdrawn', code: 'c' },
    { type: 'ended', ending: 'completed', rounds: 3 },
    { type: 'ended', ending: 'cut', code: 'c', rounds: 1 },
    { type: 'failed', code: 'c' },
    { type: 'restarted' },
  ] as const;
  it.each<[AnnouncementState, (string | undefined)[]]>([
    ['armed', ['on-air', 'queued', undefined, undefined, 'withdrawn', undefined, undefined, 'failed', 'interrupted']],
    ['queued', [undefined, undefined, 'on-air', 'expired', 'withdrawn', undefined, undefined, 'failed', undefined]],
    ['on-air', [undefined, undefined, undefined, undefined, undefined, 'completed', 'cut', 'failed', 'interrupted']],
    ['completed', Array(9).fill(undefined)],
    ['cut', Array(9).fill(undefined)],
    ['withdrawn', Array(9).fill(undefined)],
    ['expired', Array(9).fill(undefined)],
    ['failed', Array(9).fill(undefined)],
    ['interrupted', Array(9).fill(undefined)],
  ])('from %s', (state, next) => {
    expect(inputs.map((input) => nextAir(state, input)?.state)).toEqual(next);
  });

  it('only beginning acts on the device, and only the higher class cuts', () => {
    expect(inputs.filter((input) => nextAir('armed', input)?.effect !== undefined)).toEqual([
      { type: 'windowEnded', begins: true },
    ]);
    expect(mayCut('service', 'lost-person')).toBe(true);
    expect(mayCut('lost-object', 'lost-person')).toBe(true);
    expect(mayCut('lost-person', 'lost-person')).toBe(false);
    expect(mayCut('lost-person', 'service')).toBe(false);
  });
});

describe('the cancel window', () => {
  it('airs nothing before three seconds, then airs by itself, and prints the slip only then', async () => {
    const room = openRoom();
    const { announcementId } = room.call();
    await room.desk.clock.advance(2_999);
    expect(room.device.aired).toEqual([]);
    expect(room.papers).toEqual([]);
    expect(currentAir(room.broadcast).armed).toMatchObject({ id: announcementId, leftMs: 1 });
    await room.desk.clock.advance(1);
    expect(room.device.aired).toEqual([announcementId]);
    expect(room.papers).toHaveLength(1);
    expect(currentAir(room.broadcast)).toMatchObject({
      armed: null,
      onAir: { id: announcementId, class: 'lost-person', times: 3, round: 1 },
    });
  });

  it('renders the speech while it waits', () => {
    const room = openRoom();
    room.call();
    expect(room.device.prepared).toHaveLength(1);
  });

  it('taken back, it is never heard; the record stays as withdrawn and no paper comes out', async () => {
    const room = openRoom();
    const { callId, announcementId } = room.call();
    withdraw(room.broadcast, command('screen'), announcementId);
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toEqual([]);
    expect(room.papers).toEqual([]);
    expect(callById(room.broadcast, callId)).toMatchObject({
      state: 'withdrawn',
      airings: [{ state: 'withdrawn', code: 'air/withdrawn' }],
    });
    expect(room.desk.clock.pending).toBe(0);
  });

  it('says press stop when it is too late to take back', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    const refused = refusal(() => withdraw(room.broadcast, command(), announcementId));
    expect(refused).toMatchObject({ code: 'air/too-late', refusal: 'wrong-state', facts: { state: 'on-air' } });
    expect(refused.says.zh).toContain('停播');
    expect(refusal(() => withdraw(room.broadcast, command(), 'nothing')).refusal).toBe('not-found');
  });

  it('pressed twice with one command, it airs once with one record', async () => {
    const room = openRoom();
    const press = command();
    const first = airCall(room.broadcast, press, ask());
    const second = airCall(room.broadcast, press, ask());
    expect(second).toEqual({ answer: first.answer, repeated: true });
    await room.desk.clock.advance(3_000);
    expect(room.device.aired).toHaveLength(1);
    expect(announcements(room.broadcast)).toHaveLength(1);
  });

  it('pressed twice with two commands, the second is refused and leaves no record and no gap in the numbers', async () => {
    const room = openRoom();
    const first = room.call();
    const refused = refusal(() => room.call());
    expect(refused.code).toBe('air/already-waiting');
    expect(refused.says.zh).toBe('“寻人”同样的话已经在等着播了，不用再按。要改请先撤回它。');
    withdraw(room.broadcast, command(), first.announcementId);
    const next = room.call();
    expect(callById(room.broadcast, next.callId).number).toBe('X-20261121-002');
  });
});

describe('stop', () => {
  it('answers when nothing is on, and still silences the device', async () => {
    const room = openRoom();
    expect(stopAir(room.broadcast, command('screen')).answer).toEqual({ stopped: 0 });
    expect(room.device.stops).toEqual(['air/stopped']);
  });

  it('silences what is on the air and counts the rounds heard to the end', async () => {
    const room = openRoom();
    const { announcementId, callId } = await room.onAir();
    room.device.nextRound();
    stopAir(room.broadcast, command('screen'));
    await settle();
    expect(announcements(room.broadcast).slice(0, 1)).toMatchObject([
      { id: announcementId, state: 'cut', code: 'air/stopped', rounds: 1, says: { zh: '有人按了停播。' } },
    ]);
    expect(currentAir(room.broadcast).onAir).toBeNull();
    expect(callById(room.broadcast, callId).state).toBe('open');
  });

  it('takes an armed one back', async () => {
    const room = openRoom();
    const { callId } = room.call();
    expect(stopAir(room.broadcast, command('screen')).answer).toEqual({ stopped: 1 });
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toEqual([]);
    expect(callById(room.broadcast, callId).state).toBe('withdrawn');
  });

  it('also ends one whose speech is still being rendered', async () => {
    const room = openRoom();
    room.device.breakNext('announce', 'hang');
    const { announcementId } = await room.onAir();
    expect(currentAir(room.broadcast).onAir).toMatchObject({ id: announcementId, timeline: { totalMs: 0 } });
    stopAir(room.broadcast, command('screen'));
    await settle();
    expect(room.state(announcementId)).toBe('cut');
  });

  it('keeps what goes on sounding on the screen when the device refuses to stop', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    room.device.breakNext('stop', new DeviceError('audio/worker-dead', { zh: '停', en: 'dead' }));
    stopAir(room.broadcast, command('screen'));
    await settle();
    expect(currentAir(room.broadcast).onAir).toMatchObject({ id: announcementId });
    stopAir(room.broadcast, command('screen'));
    await settle();
    expect(room.state(announcementId)).toBe('cut');
  });
});

describe('found', () => {
  it('stops the repeats and closes the record in one press', async () => {
    const room = openRoom();
    const { callId } = await room.onAir();
    room.device.nextRound();
    markFound(room.broadcast, command(), callId);
    await settle();
    expect(callById(room.broadcast, callId)).toMatchObject({
      state: 'found',
      airings: [{ state: 'cut', code: 'air/found', rounds: 1 }],
    });
    expect(room.device.onAir()).toBeUndefined();
    const again = refusal(() => markFound(room.broadcast, command(), callId));
    expect(again).toMatchObject({ code: 'call/closed', facts: { state: 'found' } });
  });

  it('leaves another call on the air alone', async () => {
    const room = openRoom();
    const first = await room.onAir();
    room.device.end();
    await room.onAir();
    closeCall(room.broadcast, command(), first.callId);
    await settle();
    expect(room.device.onAir()).toBeDefined();
  });
});

describe('classes', () => {
  it('a lost person cuts a service announcement when it begins, not before; the other one waits and is repeated', async () => {
    const room = openRoom();
    const low = service(room);
    await room.desk.clock.advance(3_000);
    const high = room.call();
    expect(room.state(low)).toBe('on-air');
    await room.desk.clock.advance(3_000);
    expect(room.state(low)).toBe('queued');
    expect(announcements(room.broadcast).find((one) => one.id === low)).toMatchObject({
      code: 'air/cut-by-higher',
      endedBy: `announcement:${high.announcementId}`,
      rounds: 0,
      resumeMs: 0,
    });
    expect(currentAir(room.broadcast).onAir?.id).toBe(high.announcementId);
    room.device.end();
    await room.desk.clock.advance(2_000);
    expect(room.device.aired).toEqual([low, high.announcementId, low]);
  });

  it('a higher one that cannot be spoken leaves the lower one on the air', async () => {
    const room = openRoom();
    const low = service(room);
    await room.desk.clock.advance(3_000);
    const high = room.call();
    await settle();
    room.device.breakNext('announce', NO_ENGINE);
    await room.desk.clock.advance(3_000);
    expect(room.state(high.announcementId)).toBe('failed');
    expect(currentAir(room.broadcast).onAir?.id).toBe(low);
    room.device.end();
    expect(announcements(room.broadcast).find((one) => one.id === low)).toMatchObject({
      state: 'completed',
      code: null,
      says: null,
    });
  });
});
