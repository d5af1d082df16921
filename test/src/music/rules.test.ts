import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type MusicPlan, musicRules } from '../../../config/rules/music.ts';
import { listAt, programmeOf } from '../../../src/music/music.rules.ts';
import { shippedRules } from './music-fixture.ts';

const plan: MusicPlan = {
  lists: [
    { id: 'day', zh: '白天', en: 'Day', folder: 'day' },
    { id: 'night', zh: '夜间', en: 'Night', folder: 'night' },
    { id: 'weekend', zh: '周末', en: 'Weekend', folder: 'weekend' },
  ],
  beginnings: [
    { at: '09:00:00', list: 'day', weekdays: [1, 2, 3, 4, 5], loudest: 80 },
    { at: '10:00:00', list: 'weekend', weekdays: [6, 7], loudest: 80 },
    { at: '20:00:00', list: 'night', loudest: 60 },
    { at: '22:00:00', list: 'night', loudest: 40 },
  ],
};

function at(instant: string, timeZone = 'Asia/Shanghai', of: MusicPlan = plan) {
  const weekdayOf = (day: string) => Temporal.PlainDate.from(day).dayOfWeek;
  return listAt(of, Date.parse(instant), { timeZone, weekdayOf });
}

/** Shanghai, November 2026: the 20th is a Friday. */
describe('the list at an instant', () => {
  it('begins at the exact second', () => {
    expect(at('2026-11-20T19:59:59.999+08:00').id).toBe('day');
    expect(at('2026-11-20T20:00:00.000+08:00').id).toBe('night');
  });

  it('goes on past midnight until the next beginning, on another day’s plan', () => {
    expect(at('2026-11-21T03:00:00+08:00')).toMatchObject({
      id: 'night',
      loudest: 40,
      changesAtMs: Date.parse('2026-11-21T10:00:00+08:00'),
      next: { name: { zh: '周末' }, atMs: Date.parse('2026-11-21T10:00:00+08:00') },
    });
    expect(at('2026-11-23T08:59:59+08:00').id).toBe('night');
    expect(at('2026-11-23T09:00:00+08:00').id).toBe('day');
  });

  it('tells a change of the volume from a change of the list', () => {
    const evening = at('2026-11-20T21:00:00+08:00');
    expect(evening.changesAtMs).toBe(Date.parse('2026-11-20T22:00:00+08:00'));
    expect(evening.next?.atMs).toBe(Date.parse('2026-11-21T10:00:00+08:00'));
  });

  it('looks over days without a beginning', () => {
    const mondays: MusicPlan = {
      ...plan,
      beginnings: [
        { at: '09:00:00', list: 'day', weekdays: [1], loudest: 80 },
        { at: '09:00:00', list: 'night', weekdays: [2], loudest: 80 },
      ],
    };
    expect(at('2026-11-22T12:00:00+08:00', 'Asia/Shanghai', mondays)).toMatchObject({
      id: 'night',
      changesAtMs: Date.parse('2026-11-23T09:00:00+08:00'),
    });
  });

  it('never changes where there is one list', () => {
    const one: MusicPlan = { ...plan, beginnings: [{ at: '09:00:00', list: 'day', loudest: 80 }] };
    expect(at('2026-11-20T03:00:00+08:00', 'Asia/Shanghai', one)).toMatchObject({
      id: 'day',
      changesAtMs: undefined,
      next: undefined,
    });
  });

  it('begins once where the clocks are changed', () => {
    const early: MusicPlan = {
      ...plan,
      beginnings: [
        { at: '00:30:00', list: 'night', loudest: 40 },
        { at: '02:30:00', list: 'day', loudest: 80 },
      ],
    };
    // Berlin, 29 March 2026: 02:00 becomes 03:00, so 02:30 comes at 03:30.
    expect(at('2026-03-29T03:29:59+02:00', 'Europe/Berlin', early).id).toBe('night');
    expect(at('2026-03-29T03:30:00+02:00', 'Europe/Berlin', early).id).toBe('day');
    // 25 October 2026: 02:30 comes twice, and counts the first time.
    expect(at('2026-10-25T02:29:59+02:00', 'Europe/Berlin', early).id).toBe('night');
    expect(at('2026-10-25T02:30:00+02:00', 'Europe/Berlin', early).id).toBe('day');
    expect(at('2026-10-25T02:10:00+01:00', 'Europe/Berlin', early).id).toBe('day');
  });
});

describe('the rules file', () => {
  it('becomes what the player is told', () => {
    const [rules] = shippedRules;
    if (rules === undefined) throw new Error('no rules');
    expect(programmeOf(rules, { folder: 'noon', loudest: 80 }, undefined)).toEqual({
      folder: 'noon',
      shuffle: true,
      crossfadeMs: 4_000,
      change: 'crossfade',
      targetLufs: -20,
      loudest: 80,
      silence: { afterMs: 15_000, belowDb: -60 },
    });
    expect(programmeOf(rules, { folder: undefined, loudest: 80 }, false)).toMatchObject({ shuffle: false });
  });

  it('names a list that is not there, and a folder that leads out of the music folder', () => {
    const [rules] = shippedRules;
    const spoilt = (change: Partial<MusicPlan>) =>
      musicRules.safeParse([{ ...rules, plan: { clause: 'desk', value: { ...plan, ...change } } }]).error?.issues[0];
    expect(spoilt({ beginnings: [{ at: '09:00:00', list: 'gone', loudest: 1 }] })?.path.at(-1)).toBe('list');
    expect(spoilt({ lists: [{ id: 'day', zh: '白天', en: 'Day', folder: '../other' }] })?.path.at(-1)).toBe('folder');
  });
});
