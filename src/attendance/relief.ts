import type { Change } from '../journal/desk.ts';
import type { ClockReading } from '../ports/clock.ts';
import {
  type RosteredPerson,
  type RosterShift,
  rosterLineFor,
  rosterLineOf,
  rosterRulesOn,
} from '../roster/actions.ts';
import type { Attendance } from './open-attendance.ts';
import { type Placed, REST_SHIFT } from './place.rules.ts';
import { nextAtPost } from './relief.rules.ts';
import type { ReliefEnd, ReliefWait } from './relief-store.ts';
import type { WaitsForRelief } from './rules.ts';
import type { StoredPunch } from './store.ts';

const MINUTE_MS = 60_000;

/**
 * What a leaving waits for: at a manned post nobody clocks out before somebody else is there, unless nobody is rostered on (H 1.6). By an
 * unsure clock nobody can say who is due, and nothing waits.
 */
export function reliefFor(
  attendance: Attendance,
  person: RosteredPerson,
  { direction, shift }: Placed,
  at: ClockReading,
): Omit<ReliefWait, 'punchId'> | undefined {
  if (direction === 'in' || shift === undefined || at.quality === 'unsure') return undefined;
  const { roster } = attendance.parts;
  const { postId } = rosterLineFor(roster, person, shift.day);
  const post = rosterRulesOn(roster, shift.day).posts.find(({ id }) => id === postId);
  if (post === undefined || !post.manned) return undefined;
  if (goesOn(attendance, person, shift) || somebodyIsThere(attendance, postId, person.id, at.wallMs)) return undefined;
  const nextMs = nextAtPost(at.wallMs, shift, rosteredAt(attendance, postId, person.id, shift.day));
  if (nextMs === undefined) return undefined;
  const { latestOutMinutes } = attendance.rulesOn(shift.day);
  return {
    personId: person.id,
    shiftDay: shift.day,
    shiftId: shift.shiftId,
    postId,
    atMs: at.wallMs,
    nextMs,
    untilMs: Math.max(at.wallMs, shift.endMs) + latestOutMinutes.value * MINUTE_MS,
  };
}

/** The person's own next shift takes over. */
function goesOn({ calendar, parts }: Attendance, person: RosteredPerson, { day, endMs }: RosterShift): boolean {
  const lines = [day, calendar.dayAfter(day)].map((one) => rosterLineFor(parts.roster, person, one));
  return lines.some(({ shifts }) => shifts.some((next) => next.startMs <= endMs && next.endMs > endMs));
}

/** Somebody else whose last tap is an arrival at this post, and whose shift is not long over. */
function somebodyIsThere(
  { calendar, parts, recent, rulesOn }: Attendance,
  postId: string,
  me: number,
  atMs: number,
): boolean {
  for (const [personId, { punch }] of recent) {
    if (personId === me || punch.direction === 'out' || punch.atMs > atMs) continue;
    if (punch.shiftDay < calendar.dayBefore(calendar.dayOf(atMs))) continue;
    const line = rosterLineOf(parts.roster, personId, punch.shiftDay);
    if (line.postId !== postId) continue;
    const { stillThereMinutes } = rosterRulesOn(parts.roster, punch.shiftDay).relief.value;
    const shift = line.shifts.find(({ shiftId }) => shiftId === punch.shiftId);
    const restMs = rulesOn(punch.shiftDay).taps.value.restOutHours * 60 * MINUTE_MS;
    if (atMs < (shift?.endMs ?? punch.atMs + restMs) + stillThereMinutes * MINUTE_MS) return true;
  }
  return false;
}

/** Shifts of other people at a post, around a day. */
function rosteredAt({ calendar, parts }: Attendance, postId: string, me: number, day: string): readonly RosterShift[] {
  const days = [calendar.dayBefore(day), day, calendar.dayAfter(day)];
  return parts
    .people()
    .filter(({ id }) => id !== me)
    .flatMap((person) => days.map((one) => rosterLineFor(parts.roster, person, one)))
    .flatMap((line) => (line.postId === postId ? line.shifts : []));
}

/**
 * An arrival relieves whoever waits at the same post, and whoever comes back to the own shift has not left it. Inside the caller's transaction.
 *
 * @returns how many were relieved
 */
export function relieve(attendance: Attendance, change: Change, person: RosteredPerson, punch: StoredPunch): number {
  if (attendance.waits.size === 0 || punch.direction === 'out') return 0;
  const { postId } = rosterLineFor(attendance.parts.roster, person, punch.shiftDay);
  const atMs = punch.at.wallMs;
  let relieved = 0;
  for (const wait of attendance.waits.values()) {
    const mine = wait.personId === person.id;
    const cameBack = mine && wait.shiftDay === punch.shiftDay && wait.shiftId === punch.shiftId;
    const relieves = !mine && wait.postId === postId && atMs >= wait.atMs && atMs <= wait.untilMs;
    if (!cameBack && !relieves) continue;
    if (relieves) relieved += 1;
    const how = cameBack ? 'came-back' : 'relieved';
    endWait(attendance, change, wait, { how, byPersonId: person.id, byPunchId: punch.punchId, reason: '', atMs });
  }
  return relieved;
}

/** Ends a waiting inside the caller's transaction. */
export function endWait(
  { months, reliefs, waits }: Attendance,
  change: Change,
  { personId, postId, punchId }: ReliefWait,
  end: Omit<ReliefEnd, 'punchId'>,
): void {
  reliefs.insertEnd({ ...end, punchId });
  change.record({
    kind: 'attendance/relief-ended',
    subject: `staff:${personId}`,
    body: { punchId, postId, how: end.how, byPersonId: end.byPersonId, byPunchId: end.byPunchId },
    ...(end.reason === '' ? {} : { personal: { reason: end.reason } }),
  });
  change.publish({ name: 'attendance', payload: { personId } });
  change.afterCommit(() => {
    waits.delete(punchId);
    months.delete(personId);
  });
}

/** What a leaving waits for, in words; `null`: for nobody, any more. */
export function waitsOf({ parts, waits }: Attendance, punchId: number): WaitsForRelief | null {
  const wait = waits.get(punchId);
  return wait === undefined ? null : shownWait(parts.roster, wait);
}

/** What a leaving waits for, in words. */
export function shownWait(
  roster: Attendance['parts']['roster'],
  { nextMs, postId, shiftDay }: Omit<ReliefWait, 'punchId'>,
): WaitsForRelief {
  const { posts, relief } = rosterRulesOn(roster, shiftDay);
  const post = posts.find(({ id }) => id === postId);
  return {
    post: { zh: post?.zh ?? postId, en: post?.en ?? postId },
    nextMs,
    readyByMs: nextMs - relief.value.readyMinutes * MINUTE_MS,
    clause: post?.clause ?? relief.clause,
  };
}

/** When the shift of a punch ends; `null` on a day of rest. */
export function endOf(
  { parts }: Attendance,
  person: RosteredPerson,
  { shiftDay, shiftId }: StoredPunch,
): number | null {
  if (shiftId === REST_SHIFT) return null;
  const { shifts } = rosterLineFor(parts.roster, person, shiftDay);
  return shifts.find((shift) => shift.shiftId === shiftId)?.endMs ?? null;
}
