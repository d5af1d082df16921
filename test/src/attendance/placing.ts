import { type LastTap, type Placed, placeTap } from '../../../src/attendance/place.rules.ts';
import type { Direction } from '../../../src/attendance/rules.ts';
import type { RosterShift } from '../../../src/roster/rules.ts';
import { createShiftCalendar, type ShiftCalendar } from '../../../src/roster/shift-calendar.rules.ts';
import { testRules } from './attendance-fixture.ts';

const [rules] = testRules;
if (rules === undefined) throw new Error('no attendance rules');

/** Which shifts are on which day, by their ids; a day that is not there is rest. */
export type TestRoster = Readonly<Record<string, readonly string[]>>;

/** A tap and where it was put. */
export interface PlacedTap extends Placed {
  readonly atMs: number;
}

/** Puts one person's taps to their shifts, in this order. */
export function placeAll(roster: TestRoster, taps: readonly number[], calendar: ShiftCalendar): PlacedTap[] {
  const last = new Map<string, LastTap>();
  return taps.map((atMs) => {
    const day = calendar.dayOf(atMs);
    const dayBefore = calendar.dayBefore(day);
    const shifts = [dayBefore, day, calendar.dayAfter(day)].flatMap((one) => shiftsOn(roster, one, calendar));
    const placed = placeTap(
      atMs,
      {
        shifts,
        day,
        dayBefore,
        isRest: shiftsOn(roster, day, calendar).length === 0,
        last: (shiftId, on) => last.get(`${on}/${shiftId}`),
      },
      rules ?? never(),
    );
    last.set(`${placed.day}/${placed.shiftId}`, { direction: placed.direction, atMs });
    return { ...placed, atMs };
  });
}

export function shiftsOn(roster: TestRoster, day: string, calendar: ShiftCalendar): readonly RosterShift[] {
  return (roster[day] ?? []).map((id) => {
    const shift = rules?.shifts.find((known) => known.id === id) ?? never();
    const { endDay, startMs, endMs } = calendar.span(shift, day);
    return { shiftId: id, name: shift.name, day, endDay, startMs, endMs, breakMinutes: 0, clause: shift.clause };
  });
}

const shanghai = createShiftCalendar('Asia/Shanghai');

/** Of taps in November 2026 in Shanghai, `23 08:27`: `in reception 23`, with `late` for a tap outside every window. */
export function placedTexts(roster: TestRoster, taps: readonly string[]): string[] {
  const times = taps.map((tap) => Date.parse(`2026-11-${tap.replace(' ', 'T')}+08:00`));
  return placeAll(roster, times, shanghai).map(({ day, direction, inWindow, shiftId }) =>
    [direction, shiftId || 'rest', day.slice(-2), ...(inWindow ? [] : ['outside'])].join(' '),
  );
}

/** Minutes somebody came late to each shift, by day and shift; a shift nobody came to is not there. */
export function lateByShift(taps: readonly PlacedTap[]): Map<string, number> {
  const late = new Map<string, number>();
  for (const { atMs, day, direction, shift, shiftId } of taps) {
    const key = `${day}/${shiftId}`;
    if (direction === 'out' || shift === undefined || late.has(key)) continue;
    late.set(key, Math.max(0, Math.floor((atMs - shift.startMs) / 60_000)));
  }
  return late;
}

export function directions(taps: readonly PlacedTap[]): Direction[] {
  return taps.map(({ direction }) => direction);
}

function never(): never {
  throw new Error('no such shift');
}
