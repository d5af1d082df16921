import type { PunchFact } from '../outcomes/rules.ts';
import type { Attendance } from './open-attendance.ts';

/**
 * A person's punches that were put to shifts of these days, both included, as the outcomes are found from. A leaving that was never relieved is
 * no clock-out and not among them; a punch whose time was found again stands where it was.
 */
export function punchesOf({ store }: Attendance, personId: number, from: string, until: string): readonly PunchFact[] {
  return store.facts(personId, from, until).flatMap(({ waits, ...punch }) => (waits ? [] : [punch]));
}

/** The day of the first punch of all; `undefined`: nobody has punched yet. */
export function firstPunchDay({ store }: Attendance): string | undefined {
  return store.firstDay();
}
