import { rosterLinesOf } from '../roster/actions.ts';
import type { PostRoom } from './post-room.ts';
import type { Round } from './rules.ts';
import type { MissedPunch } from './view.rules.ts';

/** Findings that are missing punches. */
const MISSED = { 'missed-in': 'in', 'missed-out': 'out', 'no-punch': 'both' } as const;

/** Punches that are missing in the days of a round; of a person who changed the department in between, the days with this one. */
export function missedPunches({ needs }: PostRoom, { from, until }: Round, department: string): MissedPunch[] {
  return needs.people().flatMap((person) => {
    const { id, staffNo, name } = person;
    const own = rosterLinesOf(needs.roster, id, from, until).some((line) => line.department === department);
    if (!own) return [];
    return needs.dayOutcomes(id, from, until).flatMap(({ findings, line }) =>
      findings.flatMap(({ kind, day, confirmation }): MissedPunch[] => {
        if (line.department !== department) return [];
        if (kind !== 'missed-in' && kind !== 'missed-out' && kind !== 'no-punch') return [];
        return [{ staffNo, name, day, direction: MISSED[kind], confirmed: confirmation === 'confirmed' }];
      }),
    );
  });
}
