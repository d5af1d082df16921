/** One slip of a week from Monday, 16 November 2026, 09:00–12:00 on Saturday unless told otherwise. */
export interface SlipCase {
  readonly day?: string;
  readonly from?: string;
  readonly until?: string;
  readonly filled?: string;
  readonly signatures?: number;
  readonly state?: 'open' | 'confirmed' | 'refused' | 'withdrawn';
}

/** R2 5: only on a day of rest, in a week over 40 hours, two signatures, beforehand, once. */
export interface OvertimeCase {
  readonly name: string;
  /** Punches of Saturday. */
  readonly saturday: readonly string[];
  /** Minutes of work on the five days before; absent: 2 400. */
  readonly worked?: number;
  readonly slips: readonly SlipCase[];
  /** Minutes, or why not, of each slip that is not refused or withdrawn. */
  readonly comesTo: readonly (number | string)[];
}

const there = ['in 09:00', 'out 12:00'] as const;

export const overtimeCases: readonly OvertimeCase[] = [
  { name: 'as it should be', saturday: there, slips: [{}], comesTo: [180] },
  { name: 'one signature', saturday: there, slips: [{ signatures: 1 }], comesTo: ['not-signed'] },
  { name: 'three signatures', saturday: there, slips: [{ signatures: 3 }], comesTo: [180] },
  { name: 'on its way', saturday: there, slips: [{ state: 'open' }], comesTo: ['not-signed'] },
  { name: 'refused', saturday: there, slips: [{ state: 'refused' }], comesTo: [] },
  { name: 'withdrawn', saturday: there, slips: [{ state: 'withdrawn' }], comesTo: [] },
  { name: 'filled in that day', saturday: there, slips: [{ filled: '2026-11-21' }], comesTo: [180] },
  {
    name: 'filled in the day after',
    saturday: there,
    slips: [{ filled: '2026-11-22' }],
    comesTo: ['filled-afterwards'],
  },
  { name: 'on a working day', saturday: there, slips: [{ day: '2026-11-20' }], comesTo: ['not-a-rest-day'] },
  { name: 'nobody came', saturday: [], slips: [{}], comesTo: ['nobody-there'] },
  { name: 'came and no OUT', saturday: ['in 09:00'], slips: [{}], comesTo: ['nobody-there'] },
  { name: 'twice', saturday: there, slips: [{}, {}], comesTo: [180, 'twice'] },
  {
    name: 'twice for a minute',
    saturday: ['in 09:00', 'out 18:00'],
    slips: [{}, { from: '11:59', until: '14:00' }],
    comesTo: [180, 'twice'],
  },
  {
    name: 'two slips, one after the other',
    saturday: ['in 09:00', 'out 18:00'],
    slips: [{}, { from: '12:00', until: '14:00' }],
    comesTo: [180, 120],
  },
  {
    name: 'the first unsigned, the second signed',
    saturday: there,
    slips: [{ signatures: 0 }, {}],
    comesTo: ['not-signed', 180],
  },
  { name: 'came for less', saturday: ['in 09:30', 'out 11:30'], slips: [{}], comesTo: [120] },
  { name: 'stayed for longer', saturday: ['in 08:00', 'out 14:00'], slips: [{}], comesTo: [180] },
  { name: 'came at another time', saturday: ['in 13:00', 'out 16:00'], slips: [{}], comesTo: ['nobody-there'] },
  { name: 'came for part of the time', saturday: ['in 11:00', 'out 15:00'], slips: [{}], comesTo: [60] },
  { name: 'the week a minute short of 40 hours', saturday: there, worked: 2399, slips: [{}], comesTo: [179] },
  { name: 'the week just 40 hours with it', saturday: there, worked: 2220, slips: [{}], comesTo: ['week-not-over'] },
  { name: 'the week a minute over 40 hours with it', saturday: there, worked: 2221, slips: [{}], comesTo: [1] },
  { name: 'the week over 40 hours already', saturday: there, worked: 2460, slips: [{}], comesTo: [180] },
  {
    name: 'Saturday fills the week, Sunday is over it',
    saturday: there,
    worked: 2220,
    slips: [{}, { day: '2026-11-22' }],
    comesTo: ['week-not-over', 180],
  },
];
