import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { broadcastRules } from '../../../config/rules/broadcast.ts';
import { parseWav } from '../../../firmware-bridge/audio/wav.ts';
import { openBroadcast, previewCall, previewService } from '../../../src/broadcast/actions.ts';
import { levelAt } from '../../../src/broadcast/level.rules.ts';
import { logItem, openAirLog } from '../../../src/broadcast/log.ts';
import { CLASSES } from '../../../src/broadcast/rules.ts';
import { openTestDesk } from '../../desk-fixture.ts';
import { decibels, rms } from '../../firmware-bridge/audio/sound.ts';
import { plaza } from '../../hardware/public-address/plaza.ts';
import { ask, boy, disposeRooms, openRoom, shippedCallRules, shippedRules } from './broadcast-fixture.ts';
import { send, wait } from './send-to-air.ts';

// Breaking it on purpose: in level.rules.ts take `<=` for `<` at the end of the hours, compare only `from < to`, ask in UTC, or let an
// emergency have a level; in air.ts hand 0 to the device, or to the store: each one is red.

const [rules] = shippedRules;
if (rules === undefined) throw new Error('no rules');
const ms = (time: string) => Date.parse(time);
const at = (of: (typeof CLASSES)[number], time: string, timeZone = 'Asia/Shanghai') =>
  levelAt(rules.levels, of, ms(time), timeZone);

describe('the level by the hour', () => {
  it.each([
    ['05:59:59.999', -9, '夜间'],
    ['06:00:00', -3, '早间'],
    ['09:59:59.999', -3, '早间'],
    ['10:00:00', 0, undefined],
    ['19:59:59.999', 0, undefined],
    ['20:00:00', -6, '晚间'],
    ['21:59:59.999', -6, '晚间'],
    ['22:00:00', -9, '夜间'],
    ['23:59:59.999', -9, '夜间'],
    ['00:00:00', -9, '夜间'],
  ])('of a notice at %s is %d dB', (time, db, hours) => {
    expect(at('service', `2026-12-01T${time}+08:00`)).toEqual({
      db,
      hours: hours === undefined ? null : expect.objectContaining({ zh: hours }),
    });
  });

  it('is of each class its own, and full for one that is left out', () => {
    const levels = (time: string) => CLASSES.map((of) => at(of, `2026-12-01T${time}+08:00`).db);
    expect(levels('21:00:00')).toEqual([0, 0, -6, -6, -6, -9]);
    expect(levels('23:00:00')).toEqual([0, -3, -9, -9, -9, -12]);
    expect(levels('14:00:00')).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('of an emergency is full at every hour, whatever stands in the rules', () => {
    const all = [
      { zh: '全天', en: 'always', from: '00:00', to: '23:59', db: { emergency: 0 as const }, clause: 'desk' },
    ];
    expect(levelAt(all, 'emergency', ms('2026-12-01T12:00+08:00'), 'Asia/Shanghai')).toEqual({ db: 0, hours: null });
  });

  it('goes by the wall clock of the plaza: other zones, the hour that is skipped and the one that comes twice', () => {
    expect(at('service', '2026-12-01T21:00:00+08:00', 'Europe/Berlin').db).toBe(0);
    expect(at('service', '2026-12-01T21:00:00+01:00', 'Europe/Berlin').db).toBe(-6);
    const skipped = [{ zh: '夜', en: 'night', from: '01:30', to: '02:30', db: { service: -6 }, clause: 'desk' }];
    const berlin = (time: string) => levelAt(skipped, 'service', ms(time), 'Europe/Berlin').db;
    // 2026-03-29, 02:00 becomes 03:00.
    expect([berlin('2026-03-29T00:59:59Z'), berlin('2026-03-29T01:00:00Z')]).toEqual([-6, 0]);
    // 2026-10-25, 03:00 becomes 02:00: the half hour is quiet both times it is shown.
    const twice = ['2026-10-25T00:29:59Z', '2026-10-25T00:30:00Z', '2026-10-25T01:29:59Z', '2026-10-25T01:30:00Z'];
    expect(twice.map(berlin)).toEqual([-6, 0, -6, 0]);
  });
});

describe('the hours in config/rules/broadcast.yaml', () => {
  const changed = (find: string, replace: string) => {
    const text = readFileSync('config/rules/broadcast.yaml', 'utf8');
    expect(text).toContain(find);
    const { success, error } = broadcastRules.safeParse(parse(text.replace(find, replace)));
    return success ? 'fine' : error.message;
  };
  it('are refused where they lower an emergency, raise anything, go too low, overlap or have no length', () => {
    expect(changed('{ lost-person: -3,', '{ emergency: -3, lost-person: -3,')).toContain(
      'an emergency is never lowered',
    );
    expect(changed('{ lost-person: -3,', '{ emergency: 0, lost-person: -3,')).toBe('fine');
    expect(changed('lost-person: -3', 'lost-person: 3')).toContain('Too big');
    expect(changed('promotion: -12', 'promotion: -13')).toContain('Too small');
    expect(changed('from: "20:00"', 'from: "05:00"')).toContain('hours that do not overlap');
    expect(changed('to: "06:00"', 'to: "06:01"')).toContain('hours that do not overlap');
    expect(changed('to: "06:00"', 'to: "22:00"')).toContain('an end other than the beginning');
  });
});

describe('on the air', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qingyu-level-'));
  });
  afterEach(() => {
    disposeRooms();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the level where a person checks the text', async () => {
    const evening = openRoom(openTestDesk('2026-11-21T20:10:00+08:00'));
    const notice = { zh: '请注意', times: 1, gapSeconds: 0 };
    expect((await previewService(evening.broadcast, notice)).level).toEqual({
      db: -6,
      hours: { zh: '晚间', en: 'evening' },
    });
    expect((await previewCall(evening.broadcast, ask(boy), 'staff:1')).level.db).toBe(0);
  });

  it('is the one of the moment it goes on the air, kept with each stretch, in the log and in the journal', async () => {
    const room = openRoom(openTestDesk('2026-11-21T21:59:50+08:00'));
    const low = await wait(room, 'scheduled', { times: 3, gapMs: 5_000 });
    await room.desk.clock.advance(10_000);
    send(room, 'emergency');
    await room.desk.clock.advance(0);
    room.device.end();
    await room.desk.clock.advance(5_000);
    const item = logItem(openAirLog(room.broadcast), low);
    expect(item.stretches.map(({ db }) => db)).toEqual([-6, -9]);
    const bodies = room.desk.journal
      .page({ limit: 100, subject: `announcement:${low}` })
      .flatMap(({ kind, body }) => (kind === 'broadcast/announcement-on-air' ? [body] : []));
    expect(bodies.reverse()).toEqual(['{"db":-6}', '{"db":-9}']);
  });

  /** What is heard of one announcement of a class at a time of day. */
  async function heard(of: (typeof CLASSES)[number], time: string): Promise<Int16Array> {
    const path = join(folder, `${of}-${time.replaceAll(':', '')}.wav`);
    const desk = openTestDesk(`2026-11-21T${time}+08:00`);
    const { clock } = desk;
    const { device, wait: play } = await plaza(folder, { clock, sink: { kind: 'file', path } });
    const broadcast = openBroadcast(desk, {
      rules: shippedRules,
      callRules: shippedCallRules,
      publicAddress: device,
      identity: { plaza: { zh: '晴川', en: 'Qingchuan' }, desk: { zh: '服务台', en: 'Desk' } },
      queuePaper: () => 1,
      signature: () => ({ name: '王芳', staffNo: '1024' }),
    });
    send({ desk, broadcast }, of);
    await play(8_000);
    broadcast.stop();
    await device.stop();
    desk.dispose();
    const [left = new Float32Array(0)] = parseWav(readFileSync(path)).channelData;
    return Int16Array.from(left, (value) => Math.round(value * 32_768));
  }

  it('is measured at the loudspeakers: a notice by night 9 dB below one by day, an emergency at its full level', async () => {
    const below = async (of: (typeof CLASSES)[number]) =>
      decibels(rms(await heard(of, '23:30:00')) / rms(await heard(of, '14:00:00')));
    expect(Math.abs((await below('service')) + 9)).toBeLessThan(0.5);
    expect(Math.abs((await below('lost-person')) + 3)).toBeLessThan(0.5);
    expect(await below('emergency')).toBe(0);
  });
});
