import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { postRoomRules } from '../../../config/rules/post-room.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import {
  type CellFacts,
  cellState,
  isToRemind,
  type Round,
  roundOf,
  roundShown,
  roundsOfWeek,
} from '../../../src/post-room/rules.ts';

const [rules] = readYaml('config/rules/post-room.yaml', postRoomRules);
if (rules === undefined) throw new Error('no rules');
const { deliveries } = rules;
const calendar = openCalendar(readYaml('config/rules/calendar.yaml', calendarRules));
const frame = { closes: '22:00', day: (day: string) => calendar.day(day) };
const shown = (rounds: readonly Round[]) =>
  rounds.map(({ delivery, dueDay, dueTime, from, until }) => `${delivery.id} ${dueDay} ${dueTime} ${from}…${until}`);
const delivery = (id: string) => {
  const found = deliveries.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe('the rounds of a week', () => {
  // Break it: any day, time or span of config/rules/post-room.yaml.
  it('are those of the regulations, each with its clause', () => {
    expect(shown(roundsOfWeek('2026-11-16', deliveries, frame))).toEqual([
      'weekly-summary 2026-11-16 22:00 2026-11-09…2026-11-15',
      'exception-leave 2026-11-19 22:00 2026-11-13…2026-11-19',
      'missed-punches 2026-11-20 17:00 2026-11-14…2026-11-20',
      'to-hr 2026-11-20 22:00 2026-11-14…2026-11-20',
      // The 21st is a Saturday: the Monday after.
      'overtime 2026-11-23 22:00 2026-10-21…2026-11-20',
    ]);
    expect(deliveries.map(({ id, clause }) => [id, clause])).toEqual([
      ['weekly-summary', 'R2 6'],
      ['exception-leave', 'R2 6'],
      ['missed-punches', 'R2 6'],
      ['to-hr', 'R2 6'],
      ['overtime', 'R2 5'],
    ]);
  });

  // Break it: answer `date` at once from workday().
  it('move with days off: what is handed in to the workday before, what HR sends to the one after', () => {
    // 1 to 8 October 2025 are holidays, the 28th of September and the 11th of October are worked.
    expect(shown(roundsOfWeek('2025-09-29', deliveries, frame))).toEqual([
      'weekly-summary 2025-09-29 22:00 2025-09-22…2025-09-28',
      'missed-punches 2025-09-30 17:00 2025-09-27…2025-10-03',
      'exception-leave 2025-09-30 22:00 2025-09-26…2025-10-02',
      'to-hr 2025-09-30 22:00 2025-09-27…2025-10-03',
    ]);
    expect(shown(roundsOfWeek('2025-10-06', deliveries, frame))[0]).toBe(
      'weekly-summary 2025-10-09 22:00 2025-09-29…2025-10-05',
    );
    const stays = { ...delivery('weekly-summary'), dayOff: { value: 'stays', clause: 'desk' } as const };
    expect(roundOf(stays, '2025-10-06', frame)?.dueDay).toBe('2025-10-06');
  });

  it('are known by the day of the rules, and no other day has one', () => {
    expect(roundOf(delivery('exception-leave'), '2026-11-19', frame)).toMatchObject({ formsFrom: '2026-11-13' });
    expect(roundOf(delivery('exception-leave'), '2026-11-20', frame)).toBeUndefined();
    expect(roundOf(delivery('overtime'), '2026-11-21', frame)).toMatchObject({ formsFrom: '2026-10-22' });
    expect(roundOf(delivery('overtime'), '2026-11-22', frame)).toBeUndefined();
  });

  // Break it: `<` to `<=` before 2 * DAYS_A_WEEK.
  it('shows of a monthly one the last until the next is less than two weeks from the Monday', () => {
    const of = (monday: string) => roundShown(delivery('overtime'), monday, frame).nominal;
    expect(of('2026-11-02')).toBe('2026-10-21');
    expect(of('2026-11-09')).toBe('2026-11-21');
    expect(of('2026-12-07')).toBe('2026-11-21');
    expect(of('2026-12-08')).toBe('2026-12-21');
    expect(of('2026-11-23')).toBe('2026-11-21');
    expect(of('2026-11-30')).toBe('2026-11-21');
  });
});

describe('how a delivery stands', () => {
  const facts: CellFacts = { ticked: false, sheets: 0, arrived: 0, onlySheets: false, isOver: false, kept: true };

  // Break it: take `arrived > 0` for `arrived === sheets`, or leave `isOver` out.
  it.each<[string, Partial<CellFacts>, string]>([
    ['not yet', {}, 'due'],
    ['over', { isOver: true }, 'missing'],
    ['over before the desk kept time', { isOver: true, kept: false }, 'none'],
    ['ticked, before the desk kept time', { ticked: true, kept: false }, 'received'],
    ['ticked', { ticked: true }, 'received'],
    ['ticked, though late', { ticked: true, isOver: true }, 'received'],
    ['no sheet', { onlySheets: true }, 'none'],
    ['no sheet, over', { onlySheets: true, isOver: true }, 'none'],
    ['no sheet, ticked', { onlySheets: true, ticked: true }, 'received'],
    ['none of three', { sheets: 3 }, 'due'],
    ['two of three', { sheets: 3, arrived: 2 }, 'part'],
    ['none of three, ticked', { sheets: 3, ticked: true }, 'part'],
    ['two of three, over', { sheets: 3, arrived: 2, isOver: true }, 'missing'],
    ['two of three, ticked, over', { sheets: 3, arrived: 2, ticked: true, isOver: true }, 'missing'],
    ['three of three', { sheets: 3, arrived: 3, isOver: true }, 'received'],
  ])('%s', (_what, more, state) => {
    expect(cellState({ ...facts, ...more })).toBe(state);
  });

  // Break it: `>=` to `>` in isToRemind().
  it('is said on the home page from three hours before, while somebody has not', () => {
    const due = Date.parse('2026-11-20T17:00+08:00');
    const at = (minutes: number) => isToRemind(['received', 'due'], due, due + minutes * 60_000, 180);
    expect([-181, -180, -179, 0, 600].map(at)).toEqual([false, true, true, true, true]);
    expect(isToRemind(['received', 'none'], due, due, 180)).toBe(false);
  });
});
