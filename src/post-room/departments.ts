import type { PlacedSheet } from '../forms/actions.ts';
import { rosterLineFor, rosterLinesOf } from '../roster/actions.ts';
import { missedPunches } from './missed.ts';
import { type PostRoom, placedOf, todayOf } from './post-room.ts';
import { noSuchDepartment } from './refusals.ts';
import type { Round } from './rules.ts';

/** A department as the board asks it. */
export interface Department {
  readonly name: string;
  /** Somebody works in it by the roster of today. */
  readonly here: boolean;
}

/**
 * The departments that have to do with these rounds, in the order of their names: those somebody works in today; and of those everybody has left
 * the ones with sheets that are not with HR, with sheets of these rounds, or with punches to be confirmed.
 */
export function departmentsOf(
  room: PostRoom,
  rounds: readonly Round[],
  placed: readonly PlacedSheet[],
): readonly Department[] {
  const here = departmentsToday(room);
  const handing = placed
    .filter((sheet) => rounds.some((round) => placedOf([sheet], round, sheet.department).length > 0))
    .map(({ department }) => department);
  const missing = rounds.flatMap((round) =>
    [...departmentsDuring(room, round)].filter((name) => !here.has(name) && isAskedForPunches(room, round, name)),
  );
  const names = new Set([...here, ...room.needs.departmentsWithSheets(), ...handing, ...missing]);
  return [...names]
    .filter((name) => name !== '')
    .sort((a, b) => a.localeCompare(b, 'zh'))
    .map((name) => ({ name, here: here.has(name) }));
}

/** One of them. @throws DeskError `post-room/no-such-department` */
export function departmentOf(
  room: PostRoom,
  round: Round,
  placed: readonly PlacedSheet[],
  department: string,
): Department {
  const found = departmentsOf(room, [round], placed).find(({ name }) => name === department);
  if (found === undefined) throw noSuchDepartment();
  return found;
}

/** Whether a department that everybody has left is to confirm punches all the same. */
export function isAskedForPunches(room: PostRoom, round: Round, department: string): boolean {
  return round.delivery.missedPunches && missedPunches(room, round, department).length > 0;
}

function departmentsToday(room: PostRoom): ReadonlySet<string> {
  const { people, roster } = room.needs;
  const today = todayOf(room);
  return new Set(
    people()
      .filter(({ active }) => active)
      .map((person) => rosterLineFor(roster, person, today).department),
  );
}

/** Where anybody worked in the days of a round whose missed punches are listed. */
function departmentsDuring({ needs }: PostRoom, { delivery, from, until }: Round): ReadonlySet<string> {
  if (!delivery.missedPunches) return new Set();
  return new Set(
    needs
      .people()
      .flatMap(({ id }) => rosterLinesOf(needs.roster, id, from, until))
      .flatMap(({ department, shifts }) => (shifts.length > 0 ? [department] : [])),
  );
}
