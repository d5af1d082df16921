import type { DayCase } from '../outcomes-fixture.ts';

/** Shift, arrival, leaving, what is found. R2 3(3): minutes late and early; R2 3(4): over 30 at once is an absence. */
const edges: readonly (readonly [string, string, string, ...string[]])[] = [
  ['reception', '04:31', '18:00'],
  ['reception', '08:29', '18:00'],
  ['reception', '08:30', '18:00'],
  ['reception', '08:30:59', '18:00'],
  ['reception', '08:31', '18:00', 'late 1 §R2 3(3)'],
  ['reception', '08:31:59', '18:00', 'late 1 §R2 3(3)'],
  ['reception', '08:32', '18:00', 'late 2 §R2 3(3)'],
  ['reception', '08:40', '18:00', 'late 10 §R2 3(3)'],
  ['reception', '08:41', '18:00', 'late 11 §R2 3(3)'],
  ['reception', '08:59', '18:00', 'late 29 §R2 3(3)'],
  ['reception', '09:00', '18:00', 'late 30 §R2 3(3)'],
  ['reception', '09:00:59', '18:00', 'late 30 §R2 3(3)'],
  ['reception', '09:01', '18:00', 'late-absent 31 §R2 3(4)'],
  ['reception', '12:30', '18:00', 'late-absent 240 §R2 3(4)'],
  ['reception', '17:59', '18:00', 'late-absent 569 §R2 3(4)'],
  ['reception', '08:30', '22:59'],
  ['reception', '08:30', '18:00:01'],
  ['reception', '08:30', '17:59:01'],
  ['reception', '08:30', '17:59', 'early 1 §R2 3(3)'],
  ['reception', '08:30', '17:58:01', 'early 1 §R2 3(3)'],
  ['reception', '08:30', '17:58', 'early 2 §R2 3(3)'],
  ['reception', '08:30', '17:50', 'early 10 §R2 3(3)'],
  ['reception', '08:30', '17:49', 'early 11 §R2 3(3)'],
  ['reception', '08:30', '17:31', 'early 29 §R2 3(3)'],
  ['reception', '08:30', '17:30', 'early 30 §R2 3(3)'],
  ['reception', '08:30', '17:29:01', 'early 30 §R2 3(3)'],
  ['reception', '08:30', '17:29', 'early-absent 31 §R2 3(4)'],
  ['reception', '08:30', '12:00', 'early-absent 360 §R2 3(4)'],
  ['reception', '08:35', '17:55', 'late 5 §R2 3(3)', 'early 5 §R2 3(3)'],
  ['reception', '09:00', '17:29', 'late 30 §R2 3(3)', 'early-absent 31 §R2 3(4)'],
  ['reception', '09:01', '17:30', 'late-absent 31 §R2 3(4)', 'early 30 §R2 3(3)'],
  ['reception', '09:01', '17:29', 'late-absent 31 §R2 3(4)', 'early-absent 31 §R2 3(4)'],
  ['hotline-day', '08:30', '16:30'],
  ['hotline-day', '08:30:59', '16:29:01'],
  ['hotline-day', '08:31', '16:30', 'late 1 §R2 3(3)'],
  ['hotline-day', '09:00', '16:30', 'late 30 §R2 3(3)'],
  ['hotline-day', '09:01', '16:30', 'late-absent 31 §R2 3(4)'],
  ['hotline-day', '08:30', '16:29', 'early 1 §R2 3(3)'],
  ['hotline-day', '08:30', '16:00', 'early 30 §R2 3(3)'],
  ['hotline-day', '08:30', '15:59', 'early-absent 31 §R2 3(4)'],
  ['hotline-night', '16:30', '+08:30'],
  ['hotline-night', '16:30:59', '+08:29:01'],
  ['hotline-night', '16:31', '+08:30', 'late 1 §R2 3(3)'],
  ['hotline-night', '17:00', '+08:30', 'late 30 §R2 3(3)'],
  ['hotline-night', '17:01', '+08:30', 'late-absent 31 §R2 3(4)'],
  ['hotline-night', '23:59', '+08:30', 'late-absent 449 §R2 3(4)'],
  ['hotline-night', '+00:01', '+08:30', 'late-absent 451 §R2 3(4)'],
  ['hotline-night', '16:30', '+08:29', 'early 1 §R2 3(3)'],
  ['hotline-night', '16:30', '+08:00', 'early 30 §R2 3(3)'],
  ['hotline-night', '16:30', '+07:59', 'early-absent 31 §R2 3(4)'],
  ['hotline-night', '16:30', '23:30', 'early-absent 540 §R2 3(4)'],
  ['split-morning', '09:00', '13:00'],
  ['split-morning', '09:01', '13:00', 'late 1 §R2 3(3)'],
  ['split-morning', '09:30', '12:30', 'late 30 §R2 3(3)', 'early 30 §R2 3(3)'],
  ['split-morning', '09:31', '12:29', 'late-absent 31 §R2 3(4)', 'early-absent 31 §R2 3(4)'],
  ['split-evening', '17:30', '21:30'],
  ['split-evening', '17:31', '21:29', 'late 1 §R2 3(3)', 'early 1 §R2 3(3)'],
  ['split-evening', '18:00', '21:00', 'late 30 §R2 3(3)', 'early 30 §R2 3(3)'],
  ['split-evening', '18:01', '20:59', 'late-absent 31 §R2 3(4)', 'early-absent 31 §R2 3(4)'],
];

/** Nursing option, arrival, leaving, what is found: the hour is off the start, the end or the pause (R2 4(8)). */
const nursed: readonly (readonly ['start-later' | 'longer-lunch' | 'leave-earlier', string, string, ...string[]])[] = [
  ['start-later', '09:30', '18:00'],
  ['start-later', '09:30:59', '18:00'],
  ['start-later', '09:31', '18:00', 'late 1 §R2 3(3)'],
  ['start-later', '10:00', '18:00', 'late 30 §R2 3(3)'],
  ['start-later', '10:01', '18:00', 'late-absent 31 §R2 3(4)'],
  ['start-later', '09:30', '17:59', 'early 1 §R2 3(3)'],
  ['leave-earlier', '08:30', '17:00'],
  ['leave-earlier', '08:30', '16:59', 'early 1 §R2 3(3)'],
  ['leave-earlier', '08:30', '16:30', 'early 30 §R2 3(3)'],
  ['leave-earlier', '08:30', '16:29', 'early-absent 31 §R2 3(4)'],
  ['leave-earlier', '08:31', '17:00', 'late 1 §R2 3(3)'],
  ['longer-lunch', '08:30', '18:00'],
  ['longer-lunch', '08:31', '17:59', 'late 1 §R2 3(3)', 'early 1 §R2 3(3)'],
];

/** The limit of once as a setting: limit, arrival, what is found. */
const limits: readonly (readonly [number, string, string])[] = [
  [15, '08:45', 'late 15 §R2 3(3)'],
  [15, '08:46', 'late-absent 16 §R2 3(4)'],
  [60, '09:30', 'late 60 §R2 3(3)'],
  [60, '09:31', 'late-absent 61 §R2 3(4)'],
];

/** Late and early at every edge of every shift. */
export const edgeCases: readonly DayCase[] = [
  ...edges.map(
    ([shift, arrival, leaving, ...finds]): DayCase => ({
      name: `${shift} ${arrival}–${leaving}`,
      shifts: [shift],
      punches: [`in ${arrival}`, `out ${leaving}`],
      finds,
    }),
  ),
  ...nursed.map(
    ([nursing, arrival, leaving, ...finds]): DayCase => ({
      name: `nursing, ${nursing}, ${arrival}–${leaving}`,
      line: { nursing },
      punches: [`in ${arrival}`, `out ${leaving}`],
      finds,
    }),
  ),
  ...limits.map(
    ([minutes, arrival, find]): DayCase => ({
      name: `over ${minutes} at once, ${arrival}`,
      rules: { absentOverMinutes: minutes },
      punches: [`in ${arrival}`, 'out 18:00'],
      finds: [find],
    }),
  ),
];
