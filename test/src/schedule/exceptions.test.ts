import { afterEach, describe, expect, it } from 'vitest';
import {
  addItem,
  airOccurrenceNow,
  changeItem,
  type ItemDraft,
  postponeOccurrence,
  restoreOccurrence,
  retireItem,
  scheduleDay,
  scheduledItems,
  skipOccurrence,
} from '../../../src/schedule/actions.ts';
import { command } from '../../desk-fixture.ts';
import { at, disposeScheduleDesks, item, journalled, leapTo, openScheduleDesk, until } from './schedule-fixture.ts';

// Breaking it on purpose: let `openOne` accept what is under way (aired twice); overwrite a version instead of adding one.

afterEach(disposeScheduleDesks);
const noon = { itemId: 'noon', day: '2026-12-01' };
const open = () => openScheduleDesk({ items: [item('noon', '12:00:00')] });
const draft: ItemDraft = {
  title: { zh: '广播体操', en: 'Gymnastics' },
  at: '10:00:00',
  holidays: 'skip',
  chime: true,
  text: { zh: '各位同事，请起立。' },
  times: 1,
  gapSeconds: 0,
};

describe('one day is an exception', () => {
  it('is skipped for a reason, once, by a named person, and the next day is not', async () => {
    const one = open();
    await until(one, '2026-12-01 11:00:00');
    const ask = command();
    expect(skipOccurrence(one.schedule, ask, noon, '上午有活动').answer).toEqual({ state: 'skipped' });
    expect(skipOccurrence(one.schedule, ask, noon, '上午有活动').repeated).toBe(true);
    await until(one, '2026-12-01 12:10:00');
    leapTo(one, '2026-12-02 11:57:00');
    await until(one, '2026-12-02 12:05:00');
    expect(one.heard.map(({ id }) => id)).toEqual(['schedule-noon-2026-12-02-1']);
    expect(scheduleDay(one.schedule, '2026-12-01').occurrences[0]).toMatchObject({
      state: 'skipped',
      by: '王芳',
      reason: '上午有活动',
    });
    expect(journalled(one).filter(({ kind }) => kind === 'schedule/skipped')).toHaveLength(1);
  });

  it('a skipped one has no tick and no cue, and is put back at its own time', async () => {
    const one = open();
    await until(one, '2026-12-01 11:59:00');
    skipOccurrence(one.schedule, command(), noon, '上午有活动');
    expect(one.schedule.now()).toMatchObject({ ticks: [], standReady: null });
    restoreOccurrence(one.schedule, command(), noon);
    expect(one.schedule.now()).toMatchObject({ ticks: ['12:00'], standReady: { itemId: 'noon' } });
    await until(one, '2026-12-01 12:01:00');
    expect(one.heard[0]?.atMs).toBe(at('2026-12-01 12:00:00'));
    expect(() => restoreOccurrence(one.schedule, command(), noon)).toThrow(/about to air/);
  });

  it('is aired now and not again at its own time', async () => {
    const one = open();
    await until(one, '2026-12-01 11:00:00');
    airOccurrenceNow(one.schedule, command(), noon);
    await until(one, '2026-12-01 13:00:00');
    expect(one.heard).toEqual([{ id: 'schedule-noon-2026-12-01-1', atMs: at('2026-12-01 11:00:03') }]);
    expect(() => airOccurrenceNow(one.schedule, command(), noon)).toThrow(/aired already/);
  });

  it('is postponed, also twice, and airs to the second then', async () => {
    const one = open();
    await until(one, '2026-12-01 11:00:00');
    postponeOccurrence(one.schedule, command(), noon, 30);
    expect(postponeOccurrence(one.schedule, command(), noon, 30).answer.dueMs).toBe(at('2026-12-01 13:00:00'));
    expect(one.schedule.now().ticks).toEqual(['13:00']);
    expect(() => postponeOccurrence(one.schedule, command(), noon, 61)).toThrow(/At most 120 minutes/);
    await until(one, '2026-12-01 13:01:00');
    expect(one.heard.map(({ atMs }) => atMs)).toEqual([at('2026-12-01 13:00:00')]);
  });

  it('one that was missed is aired by hand or settled with a reason, and is reported no more', async () => {
    const before = openScheduleDesk({ items: [item('noon', '12:00:00'), item('half', '12:30:00')] });
    await until(before, '2026-12-01 11:50:00');
    const one = await before.restart({ afterMs: 60 * 60_000 });
    await until(one, '2026-12-01 12:51:00');
    expect(one.schedule.now().missed).toHaveLength(2);
    airOccurrenceNow(one.schedule, command(), noon);
    skipOccurrence(one.schedule, command(), { ...noon, itemId: 'half' }, '来不及');
    expect(one.schedule.now().missed).toEqual([]);
    await until(one, '2026-12-01 13:00:00');
    expect(one.heard).toHaveLength(1);
  });

  it('is not decided about in the last seconds, nor where there is nothing', async () => {
    const one = open();
    await until(one, '2026-12-01 11:59:55');
    expect(() => skipOccurrence(one.schedule, command(), noon, '不要')).toThrow(/about to air/);
    expect(() => postponeOccurrence(one.schedule, command(), noon, 5)).toThrow(/about to air/);
    expect(() => airOccurrenceNow(one.schedule, command(), { ...noon, itemId: 'none' })).toThrow(/not on the schedule/);
  });

  it('survives a restart', async () => {
    const before = open();
    await until(before, '2026-12-01 11:00:00');
    postponeOccurrence(before.schedule, command(), noon, 10);
    const one = await before.restart({ afterMs: 60_000 });
    await until(one, '2026-12-01 12:11:00');
    expect(one.heard.map(({ atMs }) => atMs)).toEqual([at('2026-12-01 12:10:00')]);
  });
});

describe('items of the desk', () => {
  it('are aired from the moment they are written, never before', async () => {
    const one = open();
    await until(one, '2026-12-01 10:30:00');
    const { id } = addItem(one.schedule, command(), draft).answer;
    expect(scheduleDay(one.schedule).occurrences.map(({ itemId }) => itemId)).toEqual(['noon']);
    await until(one, '2026-12-01 12:05:00');
    leapTo(one, '2026-12-02 09:57:00');
    await until(one, '2026-12-02 10:01:00');
    expect(one.heard.at(-1)).toEqual({ id: `schedule-${id}-2026-12-02-1`, atMs: at('2026-12-02 10:00:00') });
    expect(journalled(one).filter(({ kind }) => kind === 'schedule/missed')).toEqual([]);
  });

  it('are changed by a new version; the old one stays on record', async () => {
    const one = open();
    await until(one, '2026-12-01 09:00:00');
    const { id } = addItem(one.schedule, command(), draft).answer;
    expect(changeItem(one.schedule, command(), id, { ...draft, at: '15:00:00' }).answer.version).toBe(2);
    expect(one.schedule.store.versions().map(({ version, item: written }) => [version, written?.at])).toEqual([
      [1, '10:00:00'],
      [2, '15:00:00'],
    ]);
    expect(one.schedule.now().ticks).toEqual(['12:00', '15:00']);
    expect(scheduledItems(one.schedule)).toMatchObject([
      { fromRules: true },
      { id, at: '15:00:00', writtenBy: '王芳' },
    ]);
  });

  it('are taken off the schedule, and what they aired stays', async () => {
    const one = open();
    await until(one, '2026-12-01 09:00:00');
    const { id } = addItem(one.schedule, command(), draft).answer;
    await until(one, '2026-12-01 10:30:00');
    retireItem(one.schedule, command(), id);
    expect(scheduledItems(one.schedule)).toHaveLength(1);
    await until(one, '2026-12-01 12:05:00');
    leapTo(one, '2026-12-02 09:57:00');
    await until(one, '2026-12-02 10:10:00');
    expect(one.heard.filter((each) => each.id.includes(id))).toHaveLength(1);
    expect(scheduleDay(one.schedule, '2026-12-01').occurrences.map(({ state }) => state)).toEqual([
      'completed',
      'completed',
    ]);
    expect(() => changeItem(one.schedule, command(), id, draft)).toThrow(/not on the schedule any more/);
  });

  it('keep no control characters and nothing that turns the direction of writing', () => {
    const one = open();
    const hostile = '开\u202e始\u0000<b>\u001b@';
    addItem(one.schedule, command(), { ...draft, title: { zh: hostile, en: hostile }, text: { zh: hostile } });
    expect(scheduledItems(one.schedule)[1]).toMatchObject({
      title: { zh: '开始 <b> @' },
      text: { zh: '开始 <b> @' },
    });
    expect(() => addItem(one.schedule, command(), { ...draft, text: { zh: '\u0007' } })).toThrow(/what is to be said/);
  });

  it('need something to say, and those of the rules are changed in the rules', () => {
    const one = open();
    expect(() => addItem(one.schedule, command(), { ...draft, text: {} })).toThrow(/what is to be said/);
    expect(() => addItem(one.schedule, command(), { ...draft, text: { zh: '长'.repeat(501) } })).toThrow(/500/);
    expect(() => changeItem(one.schedule, command(), 'noon', draft)).toThrow(/config\/rules\/schedule.yaml/);
  });
});
