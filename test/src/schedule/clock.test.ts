import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { confirmClock, scheduleDay } from '../../../src/schedule/actions.ts';
import { occurrencesOn } from '../../../src/schedule/schedule-room.ts';
import { dateOf, datesBetween } from '../../../src/schedule/timing.rules.ts';
import { command } from '../../desk-fixture.ts';
import {
  at,
  disposeScheduleDesks,
  item,
  journalled,
  openScheduleDesk,
  type ScheduleDesk,
  until,
} from './schedule-fixture.ts';

// F5 in the schedule. Breaking it on purpose: key what was aired by its instant instead of its date; arm one long timer and never look
// at the clock again; air while the clock is unsure; answer clockTrusted() with what the last look found.

afterEach(disposeScheduleDesks);
const noon = item('noon', '12:00:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a clock nobody trusts', () => {
  it('holds the schedule back and says so', async () => {
    const one = openScheduleDesk({ items: [noon], startsAt: '1970-01-01T08:00:00+08:00' });
    one.desk.clock.quality = 'unsure';
    await one.desk.clock.advance(10 * HOUR);
    expect(one.schedule.now()).toMatchObject({ held: true, standReady: null });
    expect([one.heard, journalled(one)]).toEqual([[], []]);
  });

  it('that is put right in time misses nothing', async () => {
    const one = openScheduleDesk({ items: [noon], startsAt: '1970-01-01T08:00:00+08:00' });
    one.desk.clock.quality = 'unsure';
    await one.desk.clock.advance(MINUTE);
    one.desk.clock.setWall('2026-12-01T11:58:30+08:00');
    one.desk.clock.quality = 'synchronised';
    await until(one, '2026-12-01 12:01:00');
    expect(one.heard).toEqual([{ id: 'schedule-noon-2026-12-01-1', atMs: at('2026-12-01 12:00:00') }]);
  });

  it('that is put right too late is the reason of what was missed', async () => {
    const one = openScheduleDesk({ items: [noon] });
    await until(one, '2026-12-01 11:00:00');
    one.desk.clock.quality = 'unsure';
    await until(one, '2026-12-01 12:30:00');
    one.desk.clock.quality = 'synchronised';
    await until(one, '2026-12-01 12:31:00');
    expect(scheduleDay(one.schedule).occurrences[0]?.says?.zh).toContain('时钟没有校准');
    expect(one.heard).toEqual([]);
  });

  it('is trusted once a person has looked at it, until it jumps', async () => {
    const one = openScheduleDesk({ items: [noon, item('later', '13:00:00')] });
    one.desk.clock.quality = 'unsure';
    await until(one, '2026-12-01 11:00:00');
    confirmClock(one.schedule, command());
    await until(one, '2026-12-01 12:01:00');
    expect(one.heard).toHaveLength(1);
    expect(one.schedule.now().held).toBe(false);
    one.desk.clock.setWall('2026-12-01T12:58:00+08:00');
    await one.desk.clock.advance(5 * MINUTE);
    expect(one.schedule.now().held).toBe(true);
    expect(one.heard).toHaveLength(1);
    expect(journalled(one)).toContainEqual({ kind: 'schedule/clock-confirmed', subject: 'clock' });
  });

  it('is trusted by nobody before the first look either, nor where the schedule works by it', async () => {
    const one = openScheduleDesk({ items: [noon], rules: { unsureClock: { value: 'trust', clause: 'desk' } } });
    one.desk.clock.quality = 'unsure';
    expect(one.schedule.clockTrusted()).toBe(false);
    await until(one, '2026-12-01 11:00:00');
    expect(one.schedule.clockTrusted()).toBe(false);
    confirmClock(one.schedule, command());
    expect(one.schedule.clockTrusted()).toBe(true);
    one.desk.clock.setWall('2026-12-01T11:58:00+08:00');
    expect(one.schedule.clockTrusted()).toBe(false);
  });

  it('is worked by all the same where the rule says so', async () => {
    const one = openScheduleDesk({ items: [noon], rules: { unsureClock: { value: 'trust', clause: 'desk' } } });
    one.desk.clock.quality = 'unsure';
    await until(one, '2026-12-01 12:01:00');
    expect(one.heard).toHaveLength(1);
  });
});

describe('a clock that jumps', () => {
  it('back over what was aired airs it no second time', async () => {
    const one = openScheduleDesk({ items: [noon] });
    await until(one, '2026-12-01 12:01:00');
    one.desk.clock.setWall('2026-12-01T11:50:00+08:00');
    await until(one, '2026-12-01 12:10:00');
    expect(one.heard).toHaveLength(1);
  });

  it('ahead over what is due airs it late or reports it', async () => {
    const one = openScheduleDesk({ items: [noon, item('long-ago', '11:30:00')] });
    await until(one, '2026-12-01 11:00:00');
    one.desk.clock.setWall('2026-12-01T12:02:00+08:00');
    await one.desk.clock.advance(MINUTE);
    expect(one.heard.map(({ id }) => id)).toEqual(['schedule-noon-2026-12-01-1']);
    expect(scheduleDay(one.schedule).occurrences.map(({ state, says }) => [state, says?.zh])).toEqual([
      ['missed', '时钟被拨过，跳过了这个时间。'],
      ['completed', '时钟被拨过，跳过了这个时间。'],
    ]);
  });

  it('a day ahead and back again still airs today', async () => {
    const one = openScheduleDesk({ items: [noon] });
    await until(one, '2026-12-01 11:00:00');
    one.desk.clock.setWall('2026-12-02T11:00:00+08:00');
    await one.desk.clock.advance(10 * MINUTE);
    expect(scheduleDay(one.schedule, '2026-12-01').occurrences[0]?.state).toBe('missed');
    one.desk.clock.setWall('2026-12-01T11:10:00+08:00');
    await until(one, '2026-12-01 12:01:00');
    expect(one.heard).toEqual([{ id: 'schedule-noon-2026-12-01-1', atMs: at('2026-12-01 12:00:00') }]);
  });

  it('just before it is due is noticed within seconds', async () => {
    const one = openScheduleDesk({ items: [noon] });
    await until(one, '2026-12-01 09:00:00');
    one.desk.clock.setWall('2026-12-01T11:59:40+08:00');
    await until(one, '2026-12-01 12:00:00');
    expect(one.heard[0]?.atMs).toBe(at('2026-12-01 12:00:00'));
  });
});

describe('a place whose clocks change', () => {
  const berlin = { timeZone: 'Europe/Berlin', items: [item('night', '02:30:00'), item('noon', '12:00:00')] };

  it('airs a time that does not exist once, as much later', async () => {
    const one = openScheduleDesk({ ...berlin, startsAt: '2026-03-28T23:00:00+01:00' });
    await until(one, '2026-03-29 13:00:00', '+02:00');
    expect(one.heard.map(({ atMs }) => new Date(atMs).toISOString())).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-29T10:00:00.000Z',
    ]);
  });

  it('airs a time that comes twice once', async () => {
    const one = openScheduleDesk({ ...berlin, startsAt: '2026-10-24T23:00:00+02:00' });
    await until(one, '2026-10-25 13:00:00', '+01:00');
    expect(one.heard.map(({ atMs }) => new Date(atMs).toISOString())).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T11:00:00.000Z',
    ]);
  });
});

describe('midnight', () => {
  it('is no gap: the last second and the first are aired, each on its day', async () => {
    const items = [item('last', '23:59:59'), item('first', '00:00:00')];
    const one = openScheduleDesk({ items, startsAt: '2026-12-31T23:50:00+08:00' });
    await until(one, '2026-12-31 23:58:30');
    expect(one.schedule.now().standReady?.itemId).toBe('last');
    await until(one, '2027-01-01 00:05:00');
    expect(one.heard.map(({ id }) => id)).toEqual(['schedule-last-2026-12-31-1', 'schedule-first-2027-01-01-1']);
    expect(one.schedule.now().ticks).toEqual(['00:00', '23:59']);
  });
});

type Happening =
  | { readonly run: number }
  | { readonly off: number }
  | { readonly jump: number }
  | { readonly unsure: boolean }
  | { readonly fire: boolean };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1_000, max: 25 * MINUTE }).map((run) => ({ run })) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * HOUR }).map((off) => ({ off })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(-24 * HOUR, 24 * HOUR, -HOUR, HOUR, -7 * MINUTE, 7 * MINUTE).map((jump) => ({ jump })),
  },
  { weight: 1, arbitrary: fc.boolean().map((unsure) => ({ unsure })) },
  { weight: 1, arbitrary: fc.boolean().map((fire) => ({ fire })) },
);

async function happen(one: ScheduleDesk, what: Happening): Promise<ScheduleDesk> {
  const { clock } = one.desk;
  if ('run' in what) await clock.advance(what.run);
  else if ('off' in what) return one.restart({ afterMs: what.off });
  else if ('jump' in what) clock.setWall(new Date(clock.read().wallMs + what.jump).toISOString());
  else if ('unsure' in what) clock.quality = what.unsure ? 'unsure' : 'synchronised';
  else if (what.fire) one.broadcast.fireMute.close('device:contacts-1', ['fire']);
  else one.broadcast.fireMute.release('device:contacts-1');
  return one;
}

describe('whatever happens', () => {
  const items = [
    '00:00:00',
    '07:10:00',
    '08:00:30',
    '08:20:00',
    '08:20:00',
    '09:00:00',
    '11:59:59',
    '16:00:00',
    '23:59:59',
  ];

  it('nothing is heard twice and nothing is lost without a report', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async (happenings) => {
        let one = openScheduleDesk({ items: items.map((time, index) => item(`item-${index}`, time)) });
        await one.desk.clock.advance(MINUTE);
        for (const what of happenings) one = await happen(one, what);
        one.broadcast.fireMute.release('device:contacts-1');
        one.desk.clock.quality = 'synchronised';
        await one.desk.clock.advance(6 * MINUTE);

        const heard = one.heard.map(({ id }) => id.replace(/-\d+$/, ''));
        expect(heard).toEqual([...new Set(heard)]);
        const nowMs = one.desk.clock.read().wallMs;
        const sinceMs = one.schedule.store.watched()?.sinceMs ?? 0;
        const zone = one.desk.timeZone;
        const fromDay = dateOf(Math.max(sinceMs, nowMs - 7 * 24 * HOUR), zone);
        const open = datesBetween(fromDay, dateOf(nowMs, zone))
          .flatMap((day) => occurrencesOn(one.schedule, day))
          .filter(({ dueMs, record }) => dueMs + 5 * MINUTE < nowMs && record === undefined);
        expect(open).toEqual([]);
        expect(one.reported).toEqual([]);
        disposeScheduleDesks();
      }),
      { numRuns: 25 },
    );
  });
});
