import type { DayCase } from '../outcomes-fixture.ts';

/** Days of rest (R2 5), several punches, and clocks nobody vouches for (H 1.1). */
export const elsewhereCases: readonly DayCase[] = [
  { name: 'a day of rest', shifts: [], punches: [], finds: [] },
  { name: 'came on a day of rest', shifts: [], punches: ['in 09:00', 'out 12:00'], finds: ['rest-worked 180 §R2 5'] },
  { name: 'came on a day of rest, no OUT', shifts: [], punches: ['in 09:00'], finds: ['rest-worked §R2 5'] },
  { name: 'came on a day of rest, no IN', shifts: [], punches: ['out 12:00'], finds: ['rest-worked §R2 5'] },
  {
    name: 'came twice on a day of rest',
    shifts: [],
    punches: ['in 09:00', 'out 12:00', 'in 13:00', 'out 16:00'],
    finds: ['rest-worked 420 §R2 5'],
  },
  {
    name: 'came on a day of rest by an unsure clock',
    shifts: [],
    punches: ['in? 09:00', 'out 12:00'],
    finds: ['clock-unsure §H 1.1', 'rest-worked 180 §R2 5'],
  },
  {
    name: 'beside the shift of the day as well',
    punches: ['in 08:30', 'out 18:00', 'in 19:00 split-evening', 'out 21:00 split-evening'],
    finds: ['rest-worked 120 §R2 5'],
    workedMinutes: 480,
  },
  { name: 'many punches: the first IN counts', punches: ['in 08:45', 'in 08:29', 'out 18:00'], finds: [] },
  { name: 'many punches: the last OUT counts', punches: ['in 08:30', 'out 17:00', 'out 18:00'], finds: [] },
  {
    name: 'an unsure arrival is never late',
    punches: ['in? 11:00', 'out 18:00'],
    finds: ['clock-unsure §H 1.1'],
  },
  {
    name: 'an unsure leaving is never early',
    punches: ['in 08:30', 'out? 15:00'],
    finds: ['clock-unsure §H 1.1'],
  },
  {
    name: 'an unsure arrival beside a late one: it may have been before',
    punches: ['in 08:45', 'in? 09:30', 'out 18:00'],
    finds: ['clock-unsure §H 1.1'],
  },
  {
    name: 'an unsure leaving beside an early one: it may have been after',
    punches: ['in 08:30', 'out? 12:00', 'out 17:00'],
    finds: ['clock-unsure §H 1.1'],
  },
  {
    name: 'an unsure leaving excuses no lateness',
    punches: ['in 08:45', 'out? 18:00'],
    finds: ['clock-unsure §H 1.1', 'late 15 §R2 3(3)'],
  },
  {
    name: 'an unsure arrival and no OUT',
    punches: ['in? 08:30'],
    finds: ['clock-unsure §H 1.1', 'missed-out none §R2 3(5)'],
  },
  {
    name: 'an unsure clock on leave',
    punches: ['in? 08:30'],
    forms: [{ leave: 'annual', from: '08:30', until: '18:00' }],
    finds: ['leave annual 570 §R2 4', 'clock-unsure §H 1.1', 'present-on-leave §R2 3(5)'],
  },
  { name: 'late is said at once', punches: ['in 08:40'], now: '09:00', finds: ['late 10 §R2 3(3)'] },
  {
    name: 'early is said at once',
    punches: ['in 08:30', 'out 16:00'],
    now: '16:01',
    finds: ['early-absent 120 §R2 3(4)'],
  },
  {
    name: 'early is not said of who came back',
    punches: ['in 08:30', 'out 12:00', 'in 12:30'],
    now: '13:00',
    finds: [],
  },
  {
    name: 'half of the shift worked: no pause goes off',
    punches: ['in 08:30', 'out 13:15'],
    finds: ['early-absent 285 §R2 3(4)'],
    workedMinutes: 285,
  },
  {
    name: 'more than half: the pause goes off',
    punches: ['in 08:30', 'out 13:16'],
    finds: ['early-absent 284 §R2 3(4)'],
    workedMinutes: 196,
  },
  {
    name: 'a longer lunch is a longer pause',
    line: { nursing: 'longer-lunch' },
    punches: ['in 08:30', 'out 18:00'],
    finds: [],
    workedMinutes: 420,
  },
  {
    name: 'hours before and after the shift do not count',
    punches: ['in 06:00', 'out 21:00'],
    finds: [],
    workedMinutes: 480,
  },
];
