import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  airByPin,
  armEmergency,
  currentAir,
  disarm,
  type Emergencies,
  emergencyView,
  followEmergencies,
  makeReady,
  openEmergencies,
  stopAir,
  stopOne,
  takeEmergencyCard,
} from '../../../src/broadcast/actions.ts';
import { emergencyParts, titleOf } from '../../../src/broadcast/emergency.rules.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import {
  announcements,
  disposeRooms,
  openRoom,
  type Room,
  restartRoom,
  shippedEmergencyRules,
} from './broadcast-fixture.ts';
import { send, wait } from './send-to-air.ts';

// Breaking it on purpose: leave the drill words out of emergencyParts, `mayHold` out of decide, `taken` out of takeEmergencyCard, or let
// `disarm` act again for a command it has seen: red.

const all = shippedEmergencyRules[0]?.emergencies ?? [];
const supervisor = { id: 7, name: '李敏', roles: ['employee', 'supervisor'] };
const employee = { id: 8, name: '张伟', roles: ['employee', 'clerk', 'shift-lead'] };
const F14_MS = 300;

let room: Room;
let emergencies: Emergencies;
beforeEach(async () => {
  room = openRoom();
  emergencies = openEmergencies(room.broadcast, shippedEmergencyRules);
  await makeReady(emergencies);
});
afterEach(disposeRooms);

const arm = (id = 'evacuation') => armEmergency(emergencies, command('screen'), id);
const onAir = () => currentAir(room.broadcast).onAir;
const aired = () =>
  room.desk.database
    .prepare<{ actor: string; body: string }>(
      "SELECT actor, body FROM journal WHERE kind = 'broadcast/emergency-aired'",
    )
    .all();
const kinds = () =>
  room.desk.database
    .prepare<{ kind: string }>("SELECT kind FROM journal WHERE kind LIKE 'broadcast/emergency%' ORDER BY seq")
    .all()
    .map(({ kind }) => kind.replace('broadcast/emergency-', ''));

describe('the words of an emergency', () => {
  const words = shippedEmergencyRules[0]?.drillWords ?? { zh: '', en: '' };
  const none = new Set<string>();

  it.each(all.map((one) => [one.id, one] as const))(
    '%s is spoken in both languages, with or without recordings',
    (_id, one) => {
      const spoken = emergencyParts(one, words, none);
      expect(spoken[0]).toEqual({ kind: 'chime' });
      expect(spoken.flatMap((part) => (part.kind === 'speech' ? [part.language] : []))).toEqual(
        expect.arrayContaining(['zh', 'en']),
      );
      expect(spoken).toContainEqual({ kind: 'speech', text: one.words.zh, language: 'zh', cacheable: true });
      const recorded = emergencyParts(one, words, new Set([one.tone, one.recording ?? '']));
      expect(recorded[0]).toEqual({ kind: 'recording', recording: one.tone });
      expect(recorded).toContainEqual({ kind: 'recording', recording: one.recording });
      expect(JSON.stringify(recorded)).not.toContain(one.words.zh);
      expect(one.clause).not.toBe('');
    },
  );

  it('a drill says so on the screen, in the log, and before and after its words, whatever was recorded', () => {
    const drills = all.filter(({ drill }) => drill);
    expect(drills.length).toBeGreaterThan(0);
    for (const one of drills)
      for (const stored of [none, new Set([one.recording ?? ''])]) {
        const texts = emergencyParts(one, words, stored).map((part) =>
          part.kind === 'speech' ? part.text : part.kind,
        );
        const said = texts.filter((text) => text.includes('演习，演习'));
        expect([said.length, texts[1], texts.at(-1)]).toEqual([2, words.zh, words.en]);
        expect(titleOf(one).zh).toContain('演习');
      }
    expect(titleOf({ title: { zh: '停电', en: 'Power failure' }, drill: true })).toEqual({
      zh: '演习 停电',
      en: 'Drill: Power failure',
    });
  });
});

describe('a supervisor’s card', () => {
  it('puts it on the air at once, over everything, and the log says whose card it was', async () => {
    const low = await wait(room, 'lost-person', { times: 3 });
    arm();
    const beganMs = room.desk.clock.monotonicMs();
    expect(takeEmergencyCard(emergencies, supervisor)).toMatchObject({ accepted: true, name: '李敏' });
    await settle();
    expect(room.device.aired.at(-1)).toBe(onAir()?.id);
    expect(room.desk.clock.monotonicMs() - beganMs).toBeLessThanOrEqual(F14_MS);
    expect(onAir()).toMatchObject({ class: 'emergency', title: { zh: '紧急疏散' } });
    expect(room.state(low)).toBe('queued');
    expect(announcements(room.broadcast).slice(0, 1)).toMatchObject([
      { source: 'emergency:evacuation', requestedBy: 'staff:7', approvedBy: 'staff:7' },
    ]);
    expect(aired()).toHaveLength(1);
  });

  // F14: the breath between two announcements is not for an emergency.
  it('waits for no breath after what has just ended, nor for the rest after a restart', async () => {
    await wait(room, 'service');
    room.device.end();
    arm();
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    expect(onAir()?.class).toBe('emergency');
  });

  it('is asked for by nobody: the card punches as ever', () => {
    expect(takeEmergencyCard(emergencies, supervisor)).toBeUndefined();
    arm();
    const giveUp = command('screen');
    expect(disarm(emergencies, giveUp).answer).toEqual({ disarmed: true });
    expect(takeEmergencyCard(emergencies, supervisor)).toBeUndefined();
    arm('lockdown');
    expect(disarm(emergencies, giveUp)).toEqual({ answer: { disarmed: true }, repeated: true });
    expect([emergencyView(emergencies).armed?.emergencyId, kinds()]).toEqual([
      'lockdown',
      ['armed', 'disarmed', 'armed'],
    ]);
  });

  it('too late is a punch again: what was armed is forgotten after its time, by the monotonic clock', async () => {
    arm();
    room.desk.clock.setWall('2036-01-01T00:00:00+08:00');
    await room.desk.clock.advance(29_999);
    expect(emergencyView(emergencies).armed).toMatchObject({ emergencyId: 'evacuation', leftMs: 1 });
    await room.desk.clock.advance(1);
    expect(emergencyView(emergencies).armed).toBeNull();
    expect(takeEmergencyCard(emergencies, supervisor)).toBeUndefined();
  });

  it('held on or shown twice is one broadcast and no punch', async () => {
    arm();
    const first = takeEmergencyCard(emergencies, supervisor);
    await room.desk.clock.advance(2_000);
    expect(takeEmergencyCard(emergencies, supervisor)).toEqual(first);
    expect(aired()).toHaveLength(1);
    await room.desk.clock.advance(10_000);
    expect(takeEmergencyCard(emergencies, supervisor)).toBeUndefined();
  });

  it('of anybody else does nothing but say so, is journalled, and the right one still works', () => {
    arm();
    expect(takeEmergencyCard(emergencies, employee)).toMatchObject({
      accepted: false,
      says: { zh: '这张卡不能启动紧急广播，请主管刷卡。' },
    });
    expect(onAir()).toBeNull();
    expect(takeEmergencyCard(emergencies, supervisor)).toMatchObject({ accepted: true });
    expect(kinds()).toEqual(['armed', 'refused', 'aired']);
  });

  it('of an administrator may as well', () => {
    arm();
    expect(takeEmergencyCard(emergencies, { ...employee, roles: ['administrator'] })).toMatchObject({ accepted: true });
  });
});

describe('number and PIN', () => {
  it('do the same for a dead reader, once for one command', async () => {
    arm('power-failure');
    const press = command('screen');
    expect(airByPin(emergencies, press, supervisor)).toEqual({ emergencyId: 'power-failure' });
    expect(airByPin(emergencies, press, supervisor)).toEqual({ emergencyId: 'power-failure' });
    await settle();
    expect(onAir()?.title.zh).toBe('停电');
    expect(aired().map(({ body }) => JSON.parse(body))).toEqual([{ how: 'pin', drill: false, staff: 7 }]);
  });

  it('of the wrong post, or for nothing that waits, are refused', () => {
    expect(() => airByPin(emergencies, command(), supervisor)).toThrow(/time for the supervisor is over/);
    arm();
    expect(() => airByPin(emergencies, command(), employee)).toThrow(/supervisor has to start it/);
    expect(onAir()).toBeNull();
  });
});

describe('an emergency on the air', () => {
  it('is not started twice, and gives way to another one', async () => {
    arm('power-failure');
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    expect(() => arm('power-failure')).toThrow(/is on the air/);
    await room.desk.clock.advance(20_000);
    arm('evacuation');
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    expect(onAir()?.title.zh).toBe('紧急疏散');
    room.device.end('cut', 'x');
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toHaveLength(2);
  });

  it('goes on until it is stopped, where that is its rule, in the name of the same supervisor', async () => {
    const stop = followEmergencies(emergencies);
    arm();
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    for (const _round of [1, 2]) {
      room.device.end();
      await settle();
    }
    expect(room.device.aired.map((id) => id.replace(/^.*\+/, '+'))).toEqual([expect.any(String), '+2', '+3']);
    expect(emergencyView(emergencies).live).toMatchObject({ emergencyId: 'evacuation', by: '王芳' });
    stopAir(room.broadcast, command('staff:3'));
    await room.desk.clock.advance(60_000);
    expect(onAir()).toBeNull();
    const [last] = announcements(room.broadcast);
    expect(last).toMatchObject({ state: 'cut', code: 'air/stopped', endedBy: 'staff:3', approvedBy: 'staff:7' });
    stop();
  });

  // Breaking it on purpose: let followEmergencies forget who ended it, and the plaza is evacuated once more after stop: red.
  it('goes on no more when its round ends just as somebody stops it', async () => {
    const stop = followEmergencies(emergencies);
    arm();
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    room.device.breakNext('stop', 'hang');
    const live = onAir()?.id ?? '';
    stopOne(room.broadcast, command('staff:3'), live);
    room.device.end();
    await room.desk.clock.advance(60_000);
    expect([onAir(), room.device.aired]).toEqual([null, [live]]);
    expect(room.state(live)).toBe('completed');
    stop();
  });

  it('that is a drill ends with its rounds', async () => {
    const stop = followEmergencies(emergencies);
    arm('fire-drill');
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    room.device.end();
    await room.desk.clock.advance(60_000);
    expect(onAir()).toBeNull();
    stop();
  });

  it('does not go on by itself after a restart, and nothing is armed any more', async () => {
    arm();
    takeEmergencyCard(emergencies, supervisor);
    await settle();
    room = restartRoom(room);
    emergencies = openEmergencies(room.broadcast, shippedEmergencyRules);
    const stop = followEmergencies(emergencies);
    await room.desk.clock.advance(60_000);
    expect(onAir()).toBeNull();
    expect(emergencyView(emergencies)).toMatchObject({ armed: null, live: null });
    expect(takeEmergencyCard(emergencies, supervisor)).toBeUndefined();
    stop();
  });
});

describe('while a fire contact is closed', () => {
  it('it is refused with a sentence that names the building’s own voice alarm', () => {
    arm();
    room.broadcast.fireMute.close('device:contacts-1', ['fire']);
    expect(takeEmergencyCard(emergencies, supervisor)).toMatchObject({
      accepted: false,
      says: { zh: expect.stringContaining('大楼消防应急广播') },
    });
    expect(() => arm('power-failure')).toThrow(/voice alarm speaks/);
    expect([emergencyView(emergencies).muted, room.device.aired]).toEqual([true, []]);
  });
});

it('the words are ready before the card comes, those of what was armed first', async () => {
  room.device.prepared.length = 0;
  arm('lockdown');
  await settle();
  expect(room.device.prepared.map(({ id }) => id)).toEqual([
    'ready-lockdown',
    ...all.filter(({ id }) => id !== 'lockdown').map(({ id }) => `ready-${id}`),
  ]);
});

it('an unknown one is refused', () => {
  expect(() => arm('party')).toThrow(/no such emergency/);
  expect(send(room, 'service')).toBeDefined();
});
