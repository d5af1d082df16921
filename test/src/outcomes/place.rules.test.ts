import { describe, expect, it } from 'vitest';
import { placePunches } from '../../../src/outcomes/place.rules.ts';
import { lineOf, punchesOf, rules } from './outcomes-fixture.ts';

const THURSDAY = '2026-11-19';
const FRIDAY = '2026-11-20';

/** Two days as they are rostered now, and punches as the taps put them: day, shift, texts. */
function placed(
  rostered: readonly [readonly string[], readonly string[]],
  ...taps: readonly (readonly [string, string, readonly string[]])[]
): string[] {
  const lines = [lineOf(THURSDAY, rostered[0]), lineOf(FRIDAY, rostered[1])];
  const punches = taps.flatMap(([day, shiftId, texts], index) =>
    punchesOf(day, [shiftId], texts).map((punch) => ({ ...punch, punchId: punch.punchId + index * 10 })),
  );
  return placePunches(lines, punches, () => rules).map(
    ({ shiftDay, shiftId, direction }) => `${shiftDay.slice(8)} ${shiftId || 'rest'} ${direction}`,
  );
}

/*
 * Break it: leave the window, the lack of a punch, or the day of rest out of `nearest`; or keep the direction of the tap in `put`.
 */
describe('punches are put to the roster as it is now', () => {
  it('stay where the tap put them while that shift is on it', () => {
    const day = ['in 10:00', 'out 12:00'];
    expect(placed([[], ['reception']], [FRIDAY, 'reception', day])).toEqual(['20 reception in', '20 reception out']);
  });

  it('go to the shift that stands there instead, in or out by its hours', () => {
    expect(placed([[], ['hotline-night']], [FRIDAY, 'reception', ['out 16:20', 'in +08:31']])).toEqual([
      '20 hotline-night in',
      '20 hotline-night out',
    ]);
  });

  it('stay work on a day of rest outside every window', () => {
    expect(placed([[], ['hotline-night']], [FRIDAY, 'reception', ['in 12:29']])).toEqual(['20 reception in']);
    expect(placed([[], ['hotline-night']], [FRIDAY, 'reception', ['in 12:30']])).toEqual(['20 hotline-night in']);
  });

  it('go to no shift that has its arrival and its leaving', () => {
    const night = ['in 16:30', 'out +08:30'];
    const stray = [FRIDAY, 'reception', ['in 09:00']] as const;
    expect(placed([['hotline-night'], []], [THURSDAY, 'hotline-night', night], stray)).toContain('20 reception in');
    expect(placed([['hotline-night'], []], [THURSDAY, 'hotline-night', ['in 16:30']], stray)).toContain(
      '19 hotline-night out',
    );
  });

  it('go from a day of rest only to a shift of that same day', () => {
    const night = [THURSDAY, 'hotline-night', ['in 16:30']] as const;
    const came = [FRIDAY, '', ['in 09:00']] as const;
    expect(placed([['hotline-night'], []], night, came)).toContain('20 rest in');
    expect(placed([['hotline-night'], ['split-evening']], night, came)).toContain('20 rest in');
    expect(placed([['hotline-night'], ['reception']], night, came)).toContain('20 reception in');
  });
});
