import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { swapRules } from '../../../config/rules/swaps.ts';
import type { FormFact } from '../../../src/forms/rules.ts';
import { type Roster, rosterLineOf, setEmployment } from '../../../src/roster/actions.ts';
import { answerSwap, applySwap, openSwaps, type Swaps, swapPartners } from '../../../src/swaps/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestRoster } from '../roster/roster-fixture.ts';

const [WANG, LI, ZHOU] = [7, 8, 9];
const people = [WANG, LI, ZHOU].map((id) => ({ id, shiftId: 'hotline-day' }));

let desk: TestDesk;
let roster: Roster;
let forms: FormFact[];
let swaps: Swaps;
beforeEach(() => {
  desk = openTestDesk('2026-11-10T04:00:00Z');
  roster = openTestRoster(desk, people);
  forms = [];
  swaps = openSwaps(desk, {
    rules: readYaml('config/rules/swaps.yaml', swapRules),
    roster,
    formsTouching: (personId) =>
      forms.filter((form) => form.personId === personId || (form.kind === 'swap' && form.withPersonId === personId)),
    nameOf: (id) => `员工${id}`,
    colleagues: () => people.map(({ id }) => ({ personId: id })),
  });
  const rota = { from: '2026-01-01', department: '热线中心', postId: 'hotline', grade: 'staff' } as const;
  setEmployment(roster, command(), WANG, { ...rota, patternId: 'hotline-day' });
  setEmployment(roster, command(), LI, { ...rota, patternId: 'hotline-night' });
  setEmployment(roster, command(), ZHOU, { ...rota, patternId: 'hotline-day', postId: 'front-desk' });
});
afterEach(() => desk.dispose());

const idsOn = (who: number, day: string): string =>
  rosterLineOf(roster, who, day)
    .shifts.map(({ shiftId }) => shiftId)
    .join();
const form = (day: string, otherDay: string, formId: number): FormFact => ({
  kind: 'swap',
  formId,
  number: `S-${formId}`,
  personId: WANG,
  withPersonId: LI,
  day,
  otherDay,
  state: 'confirmed',
  filledAtMs: 0,
  filledDay: '2026-11-01',
});

describe('the swaps room', () => {
  it('answers from roster and forms: two of two used in November, each form once', () => {
    const request = { personId: WANG, withPersonId: LI, day: '2026-11-20', otherDay: '2026-11-21' };
    expect(idsOn(LI, '2026-11-21')).toBe('hotline-night');
    expect(answerSwap(swaps, request)).toMatchObject({ passed: true });
    forms = [form('2026-11-02', '2026-11-04', 1), form('2026-11-09', '2026-11-07', 2)];
    const answer = answerSwap(swaps, request);
    expect(answer.checks.find(({ kind }) => kind === 'month-limit')).toMatchObject({
      passed: false,
      used: 2,
      limit: 2,
    });
    // Its own form does not stand in its way.
    expect(answerSwap(swaps, request, 2).passed).toBe(true);
  });

  it('names those one could change with, the nearest day first, and nobody of another post', () => {
    const { partners, against } = swapPartners(swaps, WANG, '2026-11-20');
    expect(partners.length).toBeGreaterThan(0);
    expect(partners.every(({ personId }) => personId === LI)).toBe(true);
    expect(partners[0]?.counts).toMatchObject([{ kind: 'month-limit', used: 0, limit: 2 }]);
    expect(against).toEqual([]);
  });

  // Break it: let alike() keep what fails in other words, or nothing at all.
  it('says why with nobody: the limit that is reached, the day that is too near, the day without a shift', () => {
    const why = (day: string): string[] => {
      const { partners, against } = swapPartners(swaps, WANG, day);
      expect(partners).toEqual([]);
      return against.map(({ says }) => says.zh);
    };
    expect(why('2026-11-22')).toEqual(['员工7 2026-11-22 没有班']);
    expect(why('2026-11-10')).toContain('要提前 1 天申请，最早可换 2026-11-11 的班');
    forms = [form('2026-11-02', '2026-11-04', 1), form('2026-11-05', '2026-11-07', 2)];
    expect(why('2026-11-20')).toContain('员工7 11 月已换 2 / 2 次，不能再换；超出一次扣 5 分');
  });

  // Break it: write only the person's two days in applySwap, and 李敏 works twice.
  it('puts a swap into the roster of both', () => {
    const request = { personId: WANG, withPersonId: LI, day: '2026-11-20', otherDay: '2026-11-21', number: 'S-1' };
    desk.change('staff:1', (change) => applySwap(swaps, change, request));
    expect([idsOn(WANG, '2026-11-20'), idsOn(WANG, '2026-11-21')]).toEqual(['', 'hotline-night']);
    expect([idsOn(LI, '2026-11-20'), idsOn(LI, '2026-11-21')]).toEqual(['hotline-day', '']);
  });

  it('exchanges the shifts of one day', () => {
    const day = '2026-11-24';
    expect([idsOn(WANG, day), idsOn(LI, day)]).toEqual(['hotline-day', 'hotline-night']);
    const request = { personId: WANG, withPersonId: LI, day, otherDay: day, number: 'S-2' };
    desk.change('staff:1', (change) => applySwap(swaps, change, request));
    expect([idsOn(WANG, day), idsOn(LI, day)]).toEqual(['hotline-night', 'hotline-day']);
  });
});
