import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { previewDays, type Roster, rosterTable, setEmployment } from '../../../src/roster/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestRoster } from './roster-fixture.ts';

/** 7 and 8 share the hotline by day and by night, 9 sits at the service desk. A Friday. */
const MONDAY = '2026-11-23';
const at = { department: '热线中心', grade: 'staff', from: '2026-01-01' } as const;

let desk: TestDesk;
let roster: Roster;
beforeEach(() => {
  desk = openTestDesk('2026-11-20T04:00:00Z');
  roster = openTestRoster(desk, [
    { id: 7, shiftId: 'hotline-day' },
    { id: 8, shiftId: 'hotline-night' },
    { id: 9, shiftId: 'reception' },
    { id: 10, shiftId: 'reception' },
  ]);
});
afterEach(() => desk.dispose());

function employ(personId: number, postId: string, patternId: string): void {
  setEmployment(roster, command(), personId, { ...at, postId, patternId });
}
const day = (personId: number, on: string, ...shiftIds: string[]) => ({ personId, day: on, shiftIds });
const said = (asked: Parameters<typeof previewDays>[1]) =>
  previewDays(roster, asked).broken.map(({ kind, day: on, clause, says }) => `${kind} ${on} ${clause} ${says.zh}`);

describe('what a changed roster breaks', () => {
  // Break it: count the gaps of `held` people of other posts too (leave the postId filter out), and the desk is never empty.
  it('names the hours a manned post is left empty, with its clause, and no day off', () => {
    employ(9, 'front-desk', 'reception');
    expect(said([day(9, MONDAY)])).toEqual([`post-empty ${MONDAY} H 1.6 服务台 11-23 08:30–18:00 没有人`]);
    expect(said([day(9, MONDAY, 'split-morning', 'split-evening')])).toEqual([
      `post-empty ${MONDAY} H 1.6 服务台 11-23 08:30–09:00 13:00–17:30 没有人`,
    ]);
    expect(said([day(9, '2026-11-22')])).toEqual([]);
  });

  // Break it: take a gap's end from the last shift before it instead of the next one after it.
  it('sees a night across midnight as one stretch of the post', () => {
    employ(7, 'hotline', 'hotline-day');
    employ(8, 'hotline', 'rest');
    const night = day(8, MONDAY, 'hotline-night');
    expect(said([night])).toEqual([]);
    expect(previewDays(roster, [night]).mended.map(({ says }) => says.zh)).toEqual(['热线台 11-23 16:30–08:30 没有人']);
  });

  it('does not judge a post that nobody holds', () => {
    expect(rosterTable(roster, { from: MONDAY }).breaks.filter(({ kind }) => kind === 'post-empty')).toEqual([]);
  });

  // Break it: compare with <= instead of < in tooClose, or with > instead of >= (8 hours exactly are enough).
  it('wants the rest between shifts of two days, to the minute, and none within a split day', () => {
    expect(said([day(10, MONDAY, 'hotline-night'), day(10, '2026-11-24', 'hotline-day')])).toContain(
      'rest-between 2026-11-24 R3 员工10 11-24 上班前只休息 0 小时，要 8 小时',
    );
    // The night ends at 8:30 and the next one begins at 16:30: eight hours.
    const nights = said([day(10, MONDAY, 'hotline-night'), day(10, '2026-11-24', 'hotline-night')]);
    expect(nights.filter((one) => one.startsWith('rest-between 2026-11-24'))).toEqual([]);
    expect(said([day(10, MONDAY, 'split-morning', 'split-evening')])).toEqual([]);
  });

  it('finds two shifts at once', () => {
    expect(said([day(10, MONDAY, 'reception', 'hotline-day')])).toContain(
      `two-at-once ${MONDAY} R2 1 员工10 11-23 两个班重叠`,
    );
  });

  // Break it: leave the pause out of minutesOf: the ordinary week of reception has 47.5 hours then.
  it('counts the hours of a week without pauses against 40: exactly 40 are kept, a shift more is not', () => {
    const own = rosterTable(roster, { from: MONDAY }).breaks.filter(({ personId }) => personId === 10);
    expect(own).toEqual([]);
    expect(said([day(10, '2026-11-28', 'hotline-day')])).toEqual([
      `week-hours 2026-11-27 R2 5 员工10 11-23 起的一周 48 小时，满 40 小时为限`,
    ]);
  });

  // Break it: look at every day from the first to the last one: this takes minutes.
  it('looks at the weeks of the changed days only, though they lie a century apart', () => {
    const far = [day(10, '2001-01-01', 'reception'), day(10, '2099-12-28', 'reception')];
    const startedMs = performance.now();
    previewDays(roster, far);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });

  it('says only what was not broken before, and refuses whom and what there is not', () => {
    const saturday = day(10, '2026-11-28', 'hotline-day');
    expect(said([saturday, day(10, MONDAY)])).toEqual([]);
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => previewDays(roster, [day(99, MONDAY)])).toThrow(refused('roster/no-such-person'));
    expect(() => previewDays(roster, [day(10, MONDAY, 'x')])).toThrow(refused('roster/no-such-shift'));
    expect(desk.database.prepare('SELECT id FROM roster_changes').all()).toEqual([]);
  });
});
