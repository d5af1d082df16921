import { afterEach, describe, expect, it } from 'vitest';
import { type FormAsked, formsTouching } from '../../../src/forms/actions.ts';
import { closeFormsRooms, leaveOf, openFormsRoom, WHO } from './forms-fixture.ts';
import { half, leaveCases, NOW } from './leave-cases.ts';
import { runningLeaveCases } from './running-leave-cases.ts';

afterEach(closeFormsRooms);

describe('leave', () => {
  // Break it: count calendar days for annual leave, or read the limit with `<` in limitRefusal(), or skip isAway() in reach(); the cases at the edge turn red.
  it.each([...leaveCases, ...runningLeaveCases])(
    '$name: $refused',
    ({ asked, options = {}, before, of, allowedBy, refused }) => {
      const room = openFormsRoom({ now: NOW, ...options });
      before?.(room);
      const more = { ...(of === undefined ? {} : { personId: of }), ...(allowedBy === undefined ? {} : { allowedBy }) };
      expect(room.refusal(asked, more)).toBe(refused);
    },
  );

  // Break it: end the first half at the beginning of the pause in `end()`, and a morning of leave ends before the pause does.
  it('takes the pause with either half of a day, and a night shift to its end', () => {
    const room = openFormsRoom({ now: NOW });
    const span = (asked: FormAsked, personId: number = WHO.zhang): [string, string] => {
      const formId = room.fill(asked, { personId });
      const day = asked.kind === 'leave' ? asked.from.day : '';
      const fact = formsTouching(room.forms, personId, day, day).find((one) => one.formId === formId);
      if (fact?.kind !== 'leave') throw new Error('no leave');
      return [local(fact.fromMs), local(fact.untilMs)];
    };
    expect(span(half('2026-11-23', 'first', '2026-11-23', 'first'))).toEqual(['11-23 08:30', '11-23 14:00']);
    expect(span(half('2026-11-24', 'second', '2026-11-25', 'second'))).toEqual(['11-24 12:30', '11-25 18:00']);
    expect(span(leaveOf('sick', '2026-11-28', '2026-11-29'))).toEqual(['11-28 00:00', '11-30 00:00']);
    // The night of the 21st ends in the morning of the 22nd.
    expect(span(leaveOf('sick', '2026-11-22', '2026-11-24'), WHO.night)).toEqual(['11-22 08:30', '11-25 08:30']);
    expect(span(leaveOf('annual', '2026-11-27'), WHO.night)).toEqual(['11-27 16:30', '11-28 08:30']);
  });
});

function local(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
