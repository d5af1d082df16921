import type { FormAsked } from '../../../src/forms/actions.ts';
import { type FormsRoom, type FormsRoomOptions, leaveOf, shippedLeave, WHO } from './forms-fixture.ts';

/** Thursday the 19th in the morning. */
export const NOW = '2026-11-19T09:00';

/** Leave that is asked for, and the refusal as `code § clause`; empty: filled in. */
export interface LeaveCase {
  readonly name: string;
  readonly asked: FormAsked;
  readonly options?: FormsRoomOptions;
  readonly before?: (room: FormsRoom) => void;
  readonly of?: number;
  readonly allowedBy?: number;
  readonly refused: string;
}

/** Leave from the beginning of one half day until the end of another. */
export const half = (
  from: string,
  fromHalf: 'first' | 'second',
  until: string,
  untilHalf: 'first' | 'second',
  leaveKind: 'annual' | 'casual' | 'sick' | 'prenatal' | 'paternity' = 'annual',
  more: object = {},
): FormAsked => ({
  kind: 'leave',
  leaveKind,
  from: { day: from, half: fromHalf },
  until: { day: until, half: untilHalf },
  ...more,
});
const marriage = (from: string, until: string, choice: string, eventDay = '2026-06-01') =>
  leaveOf('marriage', from, until, { choice, eventDay });
const paternity = (from: string, until: string) =>
  leaveOf('paternity', from, until, { choice: 'ordinary', eventDay: '2026-11-20' });
const maternity = (from: string, until: string, extras = {}) =>
  leaveOf('maternity', from, until, { choice: 'ordinary', eventDay: '2026-12-20', extras });
const oral = { allowedBy: WHO.lead };
const BALANCE = {
  annual: {
    value: {
      staff: { yearOne: 5, after: 3.5, growsPerYear: 0, cap: 15 },
      manager: { yearOne: 5, after: 10, growsPerYear: 1, cap: 15 },
      director: { yearOne: 10, after: 10, growsPerYear: 1, cap: 15 },
    },
    clause: 'R2 4',
  },
};

export const leaveCases: readonly LeaveCase[] = [
  // Annual.
  { name: 'annual leave of half a day', asked: half('2026-11-23', 'first', '2026-11-23', 'first'), refused: '' },
  {
    name: 'annual leave that ends before it begins',
    asked: half('2026-11-23', 'second', '2026-11-23', 'first'),
    refused: 'wrong-span § R2 4',
  },
  {
    name: 'annual leave over a weekend alone',
    asked: leaveOf('annual', '2026-11-21', '2026-11-22'),
    refused: 'no-working-day § R2 4',
  },
  {
    name: 'annual leave in the probation',
    asked: leaveOf('annual', '2026-12-31'),
    of: WHO.newcomer,
    refused: 'probation § R2 4',
  },
  {
    name: 'annual leave on the first day after it',
    asked: leaveOf('annual', '2027-01-04'),
    of: WHO.newcomer,
    refused: '',
  },
  { name: 'annual leave that began this morning', asked: leaveOf('annual', '2026-11-19'), refused: 'begun § R2 4' },
  {
    name: 'annual leave allowed by word of mouth',
    asked: leaveOf('annual', '2026-11-19'),
    ...oral,
    refused: 'not-oral § R2 4',
  },
  {
    name: 'annual leave as much as is left',
    asked: half('2026-11-23', 'first', '2026-11-26', 'first'),
    options: { leaveRules: BALANCE },
    refused: '',
  },
  {
    name: 'annual leave, half a day more than is left',
    asked: leaveOf('annual', '2026-11-23', '2026-11-26'),
    options: { leaveRules: BALANCE },
    refused: 'balance § R2 4',
  },
  {
    name: 'annual leave where another form has asked for the rest',
    asked: half('2026-12-01', 'first', '2026-12-01', 'first'),
    options: { leaveRules: BALANCE },
    before: (room) => room.fill(half('2026-11-23', 'first', '2026-11-26', 'first')),
    refused: 'balance § R2 4',
  },
  {
    name: 'annual leave a day ahead where the rule says two',
    asked: leaveOf('annual', '2026-11-20'),
    options: {
      leaveRules: { kinds: { ...shippedLeave.kinds, annual: { ...shippedLeave.kinds.annual, noticeDays: 2 } } },
    },
    refused: 'notice § R2 4',
  },
  {
    name: 'annual leave over other leave',
    asked: leaveOf('annual', '2026-11-24'),
    before: (room) => room.fill(leaveOf('casual', '2026-11-23', '2026-11-24')),
    refused: 'overlap § R2 4',
  },
  {
    name: 'annual leave of the other half of a day',
    asked: half('2026-11-24', 'second', '2026-11-24', 'second'),
    before: (room) => room.fill(half('2026-11-24', 'first', '2026-11-24', 'first')),
    refused: '',
  },
  {
    name: 'annual leave of the morning before an afternoon of it',
    asked: half('2026-11-24', 'first', '2026-11-24', 'first'),
    before: (room) => room.fill(half('2026-11-24', 'second', '2026-11-24', 'second')),
    refused: '',
  },
  {
    name: 'annual leave of the same half of a day',
    asked: half('2026-11-24', 'second', '2026-11-24', 'second'),
    before: (room) => room.fill(half('2026-11-24', 'second', '2026-11-24', 'second')),
    refused: 'overlap § R2 4',
  },

  // Sick: by word of mouth, form on the first day back.
  {
    name: 'sick leave of today without anybody who allowed it',
    asked: leaveOf('sick', '2026-11-19'),
    options: { now: '2026-11-19T10:00' },
    refused: 'begun § R2 4',
  },
  { name: 'sick leave of today allowed by phone', asked: leaveOf('sick', '2026-11-19'), ...oral, refused: '' },
  {
    name: 'sick leave filled in on the first day back',
    asked: leaveOf('sick', '2026-11-19', '2026-11-20'),
    options: { now: '2026-11-23T20:00' },
    ...oral,
    refused: '',
  },
  {
    name: 'sick leave filled in a day later',
    asked: leaveOf('sick', '2026-11-19', '2026-11-20'),
    options: { now: '2026-11-24T08:00' },
    ...oral,
    refused: 'too-late § R2 4',
  },
  {
    name: 'sick leave of a morning, filled in that day',
    asked: half('2026-11-19', 'first', '2026-11-19', 'first', 'sick'),
    options: { now: '2026-11-19T14:10' },
    ...oral,
    refused: '',
  },
  {
    name: 'sick leave of a morning, filled in the next day',
    asked: half('2026-11-19', 'first', '2026-11-19', 'first', 'sick'),
    options: { now: '2026-11-20T08:10' },
    ...oral,
    refused: 'too-late § R2 4',
  },

  // Marriage: 3 or 10 working days within half a year of the registration.
  { name: 'marriage leave of 3 days', asked: marriage('2026-11-23', '2026-11-25', 'ordinary'), refused: '' },
  {
    name: 'marriage leave of 4 days',
    asked: marriage('2026-11-23', '2026-11-26', 'ordinary'),
    refused: 'too-long § R2 4',
  },
  {
    name: 'late marriage leave of 10 days is over after half a year',
    asked: marriage('2026-11-23', '2026-12-04', 'late'),
    refused: 'too-late-after § R2 4',
  },
  {
    name: 'late marriage leave of 10 days',
    asked: marriage('2026-11-23', '2026-12-04', 'late', '2026-06-04'),
    refused: '',
  },
  {
    name: 'late marriage leave of 11 days',
    asked: marriage('2026-11-23', '2026-12-07', 'late', '2026-06-10'),
    refused: 'too-long § R2 4',
  },
  {
    name: 'marriage leave before the registration',
    asked: marriage('2026-11-23', '2026-11-25', 'ordinary', '2026-11-24'),
    refused: 'too-early § R2 4',
  },
  {
    name: 'marriage leave without the day of it',
    asked: leaveOf('marriage', '2026-11-23', '2026-11-25', { choice: 'ordinary' }),
    refused: 'event § R2 4',
  },
  {
    name: 'marriage leave of no kind',
    asked: leaveOf('marriage', '2026-11-23', '2026-11-25', { eventDay: '2026-06-01' }),
    refused: 'choice § R2 4',
  },
  {
    name: 'paternity leave of half a day',
    asked: half('2026-11-23', 'first', '2026-11-23', 'first', 'paternity', {
      choice: 'ordinary',
      eventDay: '2026-11-20',
    }),
    refused: 'unit § R2 4',
  },
  {
    name: 'marriage leave in two parts, together too long',
    asked: marriage('2026-11-30', '2026-12-01', 'ordinary'),
    before: (room) => room.fill(marriage('2026-11-23', '2026-11-24', 'ordinary')),
    refused: 'too-long § R2 4',
  },

  // Prenatal check, maternity, paternity, bereavement.
  {
    name: 'a prenatal check of half a day',
    asked: half('2026-11-23', 'first', '2026-11-23', 'first', 'prenatal', { choice: 'check', eventDay: '2026-11-23' }),
    refused: '',
  },
  {
    name: 'a prenatal check of a day',
    asked: half('2026-11-23', 'first', '2026-11-23', 'second', 'prenatal', { choice: 'check', eventDay: '2026-11-23' }),
    refused: 'too-long § R2 4',
  },
  { name: 'maternity leave of 98 days, 15 before', asked: maternity('2026-12-05', '2027-03-12'), refused: '' },
  {
    name: 'maternity leave of 99 days',
    asked: maternity('2026-12-05', '2027-03-13'),
    refused: 'too-long § R2 4 / 国务院令第 619 号第 7 条',
  },
  { name: 'maternity leave 16 days before', asked: maternity('2026-12-04', '2027-03-11'), refused: 'too-early § R2 4' },
  {
    name: 'maternity leave of twins after a difficult birth',
    asked: maternity('2026-12-05', '2027-04-11', { difficult: 1, 'more-children': 1 }),
    refused: '',
  },
  {
    name: 'the same and a day',
    asked: maternity('2026-12-05', '2027-04-12', { difficult: 1, 'more-children': 1 }),
    refused: 'too-long § R2 4 / 国务院令第 619 号第 7 条',
  },
  {
    name: 'paternity leave of 3 days in the week of the birth',
    asked: paternity('2026-11-23', '2026-11-25'),
    refused: '',
  },
  { name: 'paternity leave until the seventh day', asked: paternity('2026-11-25', '2026-11-27'), refused: '' },
  {
    name: 'paternity leave over the week',
    asked: paternity('2026-11-26', '2026-11-30'),
    refused: 'too-late-after § R2 4',
  },
  {
    name: 'bereavement leave of 3 days for close family',
    asked: leaveOf('bereavement', '2026-11-23', '2026-11-25', { choice: 'close', eventDay: '2026-11-19' }),
    refused: '',
  },
  {
    name: 'bereavement leave of 2 days for a grandparent',
    asked: leaveOf('bereavement', '2026-11-23', '2026-11-24', { choice: 'grandparents', eventDay: '2026-11-19' }),
    refused: 'too-long § R2 4',
  },
];
