import { afterEach, describe, expect, it } from 'vitest';
import type { FormAsked } from '../../../src/forms/actions.ts';
import {
  closeFormsRooms,
  type FormsRoom,
  type FormsRoomOptions,
  leaveOf,
  openFormsRoom,
  WHO,
} from './forms-fixture.ts';

afterEach(closeFormsRooms);

interface Case {
  readonly name: string;
  readonly asked: FormAsked;
  readonly room?: FormsRoomOptions;
  readonly before?: (room: FormsRoom) => void;
  readonly of?: number;
  readonly allowedBy?: number;
  /** `code § clause`; empty: filled in. */
  readonly refused: string;
}

const missed = (direction: 'in' | 'out' | 'both', day = '2026-11-20', shiftId = 'reception'): FormAsked => ({
  kind: 'exception',
  day,
  shiftId,
  direction,
});
const business = (from: string, until: string, day = '2026-11-20'): FormAsked => ({
  kind: 'business',
  day,
  from,
  until,
});
const overtime = (from: string, until: string, day = '2026-11-21'): FormAsked => ({
  kind: 'overtime',
  day,
  from,
  until,
});
const noon = { now: '2026-11-20T12:00' };

const cases: readonly Case[] = [
  // Exception (R2 3(5)). 2026-11-20 is a Friday; reception works 8:30 to 18:00.
  { name: 'a missed punch out of a shift that is over', asked: missed('out'), refused: '' },
  { name: 'both punches', asked: missed('both'), refused: '' },
  { name: 'a day of rest', asked: missed('in', '2026-11-21'), refused: 'not-your-shift § R2 3(5)' },
  { name: 'a shift of others', asked: missed('in', '2026-11-20', 'hotline-day'), refused: 'not-your-shift § R2 3(5)' },
  {
    name: 'a punch out just before the end',
    asked: missed('out'),
    room: { now: '2026-11-20T17:59' },
    refused: 'not-over § R2 3(5)',
  },
  { name: 'a punch out at the end', asked: missed('out'), room: { now: '2026-11-20T18:00' }, refused: '' },
  {
    name: 'a punch in before the shift',
    asked: missed('in'),
    room: { now: '2026-11-20T08:29' },
    refused: 'not-over § R2 3(5)',
  },
  { name: 'a punch in from its beginning', asked: missed('in'), room: { now: '2026-11-20T08:30' }, refused: '' },
  {
    name: 'a punch that is there',
    asked: missed('in'),
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 08:31'),
    refused: 'punched § R2 3(5)',
  },
  {
    name: 'the other punch of it',
    asked: missed('out'),
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 08:31'),
    refused: '',
  },
  {
    name: 'both where one is there',
    asked: missed('both'),
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 08:31'),
    refused: 'punched § R2 3(5)',
  },
  {
    name: 'the same punch twice',
    asked: missed('out'),
    before: (room) => room.fill(missed('out')),
    refused: 'duplicate § R2 3(5)',
  },
  {
    name: 'the other punch on another form',
    asked: missed('in'),
    before: (room) => room.fill(missed('out')),
    refused: '',
  },
  {
    name: 'both where one is on a form',
    asked: missed('both'),
    before: (room) => room.fill(missed('out')),
    refused: 'duplicate § R2 3(5)',
  },
  {
    name: 'a day of leave',
    asked: missed('in', '2026-11-19'),
    before: (room) => room.fill(leaveOf('sick', '2026-11-19', '2026-11-20'), { allowedBy: WHO.lead }),
    refused: 'away § R2 3(5)',
  },

  // Business (R2 3(8)).
  {
    name: 'business after the punch in',
    asked: business('14:00', '16:30'),
    room: noon,
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 08:25'),
    refused: '',
  },
  { name: 'business, not punched', asked: business('14:00', '16:30'), room: noon, refused: 'punch-first § R2 3(8)' },
  {
    name: 'business that was over before the punch in',
    asked: business('09:00', '11:00'),
    room: noon,
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 11:30'),
    refused: 'punch-first § R2 3(8)',
  },
  {
    name: 'business from the minute of the punch in',
    asked: business('09:00', '11:00'),
    room: noon,
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 09:00'),
    refused: '',
  },
  {
    name: 'business by phone without a punch in',
    asked: business('14:00', '16:30'),
    room: noon,
    allowedBy: WHO.lead,
    refused: '',
  },
  {
    name: 'business by phone, filled in on the day back',
    asked: business('14:00', '16:30'),
    room: { now: '2026-11-23T09:00' },
    allowedBy: WHO.lead,
    refused: '',
  },
  {
    name: 'business by phone, a day after that',
    asked: business('14:00', '16:30'),
    room: { now: '2026-11-24T09:00' },
    allowedBy: WHO.lead,
    refused: 'too-late § R2 4',
  },
  {
    name: 'business of yesterday that nobody allowed by phone',
    asked: business('14:00', '16:30'),
    room: { now: '2026-11-23T09:00' },
    before: (room) => room.punch(WHO.zhang, '2026-11-20', 'in 08:25'),
    refused: 'late § R2 3(8)',
  },
  {
    name: 'business of tomorrow',
    asked: business('14:00', '16:30', '2026-11-23'),
    room: noon,
    refused: 'ahead § R2 3(8)',
  },
  {
    name: 'business of tomorrow where that is allowed',
    asked: business('14:00', '16:30', '2026-11-23'),
    room: { ...noon, rules: { businessAhead: { value: true, clause: 'HR' } } },
    refused: '',
  },
  {
    name: 'business on a day of rest',
    asked: business('14:00', '16:30', '2026-11-21'),
    room: noon,
    refused: 'rest-day § R2 3(8)',
  },
  {
    name: 'business outside the shift',
    asked: business('19:00', '20:00'),
    room: noon,
    allowedBy: WHO.lead,
    refused: 'outside-shift § R2 3(8)',
  },
  {
    name: 'business over other business',
    asked: business('16:00', '17:00'),
    room: noon,
    allowedBy: WHO.lead,
    before: (room) => room.fill(business('14:00', '16:30'), { allowedBy: WHO.lead }),
    refused: 'overlap § R2 3(8)',
  },
  {
    name: 'business right after other business',
    asked: business('16:30', '17:00'),
    room: noon,
    allowedBy: WHO.lead,
    before: (room) => room.fill(business('14:00', '16:30'), { allowedBy: WHO.lead }),
    refused: '',
  },
  {
    name: 'business in the small hours of a night shift',
    asked: business('02:00', '03:00', '2026-11-21'),
    of: WHO.night,
    room: { now: '2026-11-21T12:00' },
    allowedBy: WHO.lead,
    refused: '',
  },

  // Overtime (R2 5). The 21st is a Saturday.
  { name: 'overtime tomorrow, a day of rest', asked: overtime('09:00', '12:00'), refused: '' },
  {
    name: 'overtime on a rostered day',
    asked: overtime('19:00', '21:00', '2026-11-23'),
    refused: 'not-rest-day § R2 5',
  },
  {
    name: 'overtime that has begun',
    asked: overtime('09:00', '12:00'),
    room: { now: '2026-11-21T09:01' },
    refused: 'backfill § R2 5',
  },
  {
    name: 'overtime that begins now',
    asked: overtime('09:00', '12:00'),
    room: { now: '2026-11-21T09:00' },
    refused: '',
  },
  {
    name: 'overtime twice',
    asked: overtime('11:00', '13:00'),
    before: (room) => room.fill(overtime('09:00', '12:00')),
    refused: 'duplicate § R2 5',
  },
  {
    name: 'overtime after other overtime',
    asked: overtime('12:00', '13:00'),
    before: (room) => room.fill(overtime('09:00', '12:00')),
    refused: '',
  },

  // A swap is held against the rules of swaps.
  {
    name: 'a swap',
    asked: { kind: 'swap', day: '2026-11-23', withPersonId: WHO.newcomer, otherDay: '2026-11-24' },
    refused: '',
  },
  {
    name: 'a swap its rules refuse',
    asked: { kind: 'swap', day: '2026-11-23', withPersonId: WHO.newcomer, otherDay: '2026-11-24' },
    before: (room) => {
      room.swapRefusal = { code: 'month-limit', field: 'day', says: { zh: '已用 2 次', en: '2 of 2' }, clause: 'R3' };
    },
    refused: 'month-limit § R3',
  },
  {
    name: 'a swap of a day that is swapped',
    asked: { kind: 'swap', day: '2026-11-24', withPersonId: WHO.newcomer, otherDay: '2026-11-25' },
    before: (room) =>
      room.fill({ kind: 'swap', day: '2026-11-23', withPersonId: WHO.newcomer, otherDay: '2026-11-24' }),
    refused: 'duplicate § R3',
  },
];

describe('a form', () => {
  // Break it: let checkException take any shift, or read `<=` for `<` in overlaps(), or any punch in do for business; the cases just at the edge turn red.
  it.each(cases)('$name: $refused', ({ asked, room: options = {}, before, of, allowedBy, refused }) => {
    const room = openFormsRoom(options);
    before?.(room);
    expect(
      room.refusal(asked, {
        ...(of === undefined ? {} : { personId: of }),
        ...(allowedBy === undefined ? {} : { allowedBy }),
      }),
    ).toBe(refused);
  });

  it('says of every refusal what to do, in both languages', () => {
    const room = openFormsRoom();
    for (const { asked, room: options } of cases.filter((one) => one.refused !== '' && one.before === undefined)) {
      if (options !== undefined) continue;
      const error = (() => {
        try {
          room.fill(asked);
          return undefined;
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(error).toMatchObject({
        refusal: 'invalid',
        says: { zh: expect.stringMatching(/。$/), en: expect.stringMatching(/\.$/) },
        facts: { clause: expect.stringMatching(/^R/) },
        field: expect.any(String),
      });
    }
  });
});
