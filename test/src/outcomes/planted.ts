import type { BusinessForm, ExceptionForm, LeaveForm } from '../../../src/forms/rules.ts';
import type { RosterLine, RosterShift } from '../../../src/roster/actions.ts';
import type { SeededRandom } from '../../desk/trust/seeded-random.ts';
import type { WrittenPunch } from './room-fixture.ts';

const MINUTE_MS = 60_000;
/** As config/rules/attendance.yaml has it. */
const OVER_AT_ONCE = 30;

type Written<Form> = Omit<Form, 'formId' | 'number' | 'personId'>;

/** Where one irregularity is written, and what is to be found of it. */
export interface Planting {
  readonly personId: number;
  readonly line: RosterLine;
  readonly random: SeededRandom;
  punch(punch: Omit<WrittenPunch, 'personId'>): void;
  /** Returns its number. */
  form(form: Written<ExceptionForm> | Written<BusinessForm> | Written<LeaveForm>): number;
  /** Somebody decided in the audit that another punched; returns the flag's number. */
  proxy(day: string): number;
  /** `2026-11-20/reception/late 12` */
  find(text: string): void;
}

type Plant = (planting: Planting) => void;

/** A few minutes before the start until a few after the end. */
export const regular: Plant = (to) => {
  for (const shift of to.line.shifts) {
    come(to, shift, -between(to, 1, 20));
    go(to, shift, between(to, 0, 15));
  }
};

/** Signed, so that up to the third of a month it is normal. */
export const confirmedMissed: Plant = first((to, shift) => {
  come(to, shift, -between(to, 1, 20));
  except(to, shift, 'out', 'confirmed');
  to.find(`${key(shift, 'missed-out')} 0 confirmed`);
});

/** Came on a day of rest, by a shift that is not rostered. */
export const restWork: Plant = ({ line, punch, find }) => {
  const atMs = Date.parse(`${line.day}T09:00:00+08:00`);
  const at = { shiftId: '', shiftDay: line.day, sure: true };
  punch({ ...at, atMs, direction: 'in' });
  punch({ ...at, atMs: atMs + 3 * 60 * MINUTE_MS, direction: 'out' });
  find(`${line.day}/-/rest-worked 180`);
};

/** On a day that is paid three times, the paper a day late. */
export const tooLate: Plant = first((to, shift) => {
  come(to, shift, -between(to, 1, 20));
  const { day, shiftId } = shift;
  const form = { kind: 'exception', day, shiftId, direction: 'out', state: 'confirmed', filledAtMs: 0 } as const;
  to.form({ ...form, filledDay: `${day.slice(0, 8)}31` });
  to.find(`${key(shift, 'missed-out')} 0 too-late`);
});

/** The roster was changed after the taps, which are still put to the shift of before. */
export const changedSince =
  (shiftId: string): Plant =>
  ({ line, ...to }) =>
    regular({
      ...to,
      line,
      punch: (punch) => to.punch({ ...punch, shiftId }),
    });

/** Each is one day of absence; the first leaves no trace at all. */
export const absences: readonly Plant[] = [
  (to) => {
    for (const shift of to.line.shifts) to.find(`${key(shift, 'no-punch')} 0`);
  },
  first((to, shift) => {
    const minutes = between(to, OVER_AT_ONCE + 1, 120);
    come(to, shift, minutes);
    go(to, shift, 1);
    to.find(`${key(shift, 'late-absent')} ${minutes}`);
  }),
  first((to, shift) => {
    const minutes = between(to, OVER_AT_ONCE + 1, 120);
    come(to, shift, -1);
    go(to, shift, -minutes);
    to.find(`${key(shift, 'early-absent')} ${minutes}`);
  }),
  first((to, shift) => {
    come(to, shift, -between(to, 1, 20));
    to.find(`${key(shift, 'missed-out')} 0 none`);
  }),
  first((to, shift) => {
    go(to, shift, between(to, 0, 15));
    except(to, shift, 'in', 'refused');
    to.find(`${key(shift, 'missed-in')} 0 none`);
  }),
  (to) => {
    regular(to);
    to.find(`${to.line.day}/-/proxy/${to.proxy(to.line.day)} 0`);
  },
];

/** What costs nothing by itself: late, early, paper that stands or waits, and what only looks odd and is right. */
export const oddities: readonly Plant[] = [
  first((to, shift) => {
    const minutes = between(to, 1, OVER_AT_ONCE);
    come(to, shift, minutes);
    go(to, shift, 1);
    to.find(`${key(shift, 'late')} ${minutes}`);
  }),
  first((to, shift) => {
    const minutes = between(to, 1, OVER_AT_ONCE);
    come(to, shift, -1);
    go(to, shift, -minutes);
    to.find(`${key(shift, 'early')} ${minutes}`);
  }),
  // On the last second that is forgiven.
  first((to, shift) => {
    to.punch({ ...of(shift), atMs: shift.startMs + 59_999, direction: 'in' });
    go(to, shift, 0);
  }),
  // Out and in again in the middle, and one more OUT.
  first((to, shift) => {
    come(to, shift, -5);
    go(to, shift, -120);
    come(to, shift, (shift.endMs - shift.startMs) / MINUTE_MS - 100);
    go(to, shift, 2);
  }),
  first((to, shift) => {
    to.punch({ ...of(shift), atMs: shift.startMs + 90 * MINUTE_MS, direction: 'in', sure: false });
    go(to, shift, 1);
    to.find(`${key(shift, 'clock-unsure')} 0`);
  }),
  first((to, shift) => {
    come(to, shift, -1);
    except(to, shift, 'out', 'open');
    to.find(`${key(shift, 'missed-out')} 0 waiting`);
  }),
  (to) => {
    for (const shift of to.line.shifts) away(to, shift, 'leave', shift.startMs, shift.endMs, 'confirmed');
  },
  first((to, shift) => {
    away(to, shift, 'leave', shift.startMs, shift.endMs, 'confirmed');
    come(to, shift, 5);
    to.find(`${key(shift, 'present-on-leave')} 0`);
  }),
  (to) => {
    for (const shift of to.line.shifts) {
      away(to, shift, 'leave', shift.startMs, shift.endMs, 'open');
      to.find(`${key(shift, 'no-punch')} 0 waiting`);
    }
  },
  first((to, shift) => {
    const half = shift.startMs + Math.floor((shift.endMs - shift.startMs) / 2 / MINUTE_MS) * MINUTE_MS;
    away(to, shift, 'leave', shift.startMs, half, 'confirmed');
    to.punch({ ...of(shift), atMs: half + 7 * MINUTE_MS, direction: 'in' });
    go(to, shift, 1);
    to.find(`${key(shift, 'late')} 7`);
  }),
  first((to, shift) => {
    come(to, shift, -3);
    away(to, shift, 'business', shift.endMs - 90 * MINUTE_MS, shift.endMs, 'confirmed');
  }),
  first((to, shift) => {
    const fromMs = shift.startMs + 60 * MINUTE_MS;
    come(to, shift, -3);
    to.punch({ ...of(shift), atMs: fromMs, direction: 'out' });
    to.punch({ ...of(shift), atMs: fromMs + 55 * MINUTE_MS, direction: 'in' });
    go(to, shift, 3);
    away(to, shift, 'business', fromMs, fromMs + 60 * MINUTE_MS, 'confirmed');
  }),
];

/** The irregularity in the first shift of the day, and the others as they should be. */
function first(plant: (to: Planting, shift: RosterShift) => void): Plant {
  return (to) => {
    const [shift, ...others] = to.line.shifts;
    if (shift !== undefined) plant(to, shift);
    regular({ ...to, line: { ...to.line, shifts: others } });
  };
}

function between({ random }: Planting, least: number, most: number): number {
  return random.between(least, most);
}

function key({ day, shiftId }: RosterShift, kind: string): string {
  return `${day}/${shiftId}/${kind}`;
}

function of({ day, shiftId }: RosterShift): Pick<WrittenPunch, 'shiftDay' | 'shiftId' | 'sure'> {
  return { shiftDay: day, shiftId, sure: true };
}

function come(to: Planting, shift: RosterShift, minutes: number): void {
  to.punch({ ...of(shift), atMs: shift.startMs + minutes * MINUTE_MS, direction: 'in' });
}

function go(to: Planting, shift: RosterShift, minutes: number): void {
  to.punch({ ...of(shift), atMs: shift.endMs + minutes * MINUTE_MS, direction: 'out' });
}

function except(
  to: Planting,
  { day, shiftId }: RosterShift,
  direction: 'in' | 'out',
  state: ExceptionForm['state'],
): void {
  to.form({ kind: 'exception', day, shiftId, direction, state, filledAtMs: 0, filledDay: day });
}

function away(
  to: Planting,
  shift: RosterShift,
  kind: 'leave' | 'business',
  fromMs: number,
  untilMs: number,
  state: 'open' | 'confirmed',
): void {
  const common = { fromMs, untilMs, state, filledAtMs: 0, filledDay: shift.day };
  const formId = to.form(kind === 'leave' ? { ...common, kind, leaveKind: 'annual' } : { ...common, kind });
  if (state === 'confirmed') to.find(`${key(shift, kind)}/${formId} ${Math.floor((untilMs - fromMs) / MINUTE_MS)}`);
}
