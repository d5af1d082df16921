import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Attendance } from './open-attendance.ts';
import { endWait } from './relief.ts';

/**
 * A supervisor lets somebody leave a manned post without a relief, with a reason.
 * @throws DeskError `attendance/nobody-waits`, `attendance/own-leaving`
 */
export function overrideRelief(
  attendance: Attendance,
  command: Command,
  punchId: number,
  { byPersonId, reason }: { readonly byPersonId: number; readonly reason: string },
): Acted<{ punchId: number }> {
  return attendance.desk.act(command, 'attendance/override-relief', (change) => {
    const wait = attendance.waits.get(punchId);
    if (wait === undefined) throw nobodyWaits();
    if (wait.personId === byPersonId) throw ownLeaving();
    const atMs = change.at.wallMs;
    endWait(attendance, change, wait, { how: 'overridden', byPersonId, byPunchId: null, reason, atMs });
    return { punchId };
  });
}

function nobodyWaits(): DeskError {
  return new DeskError('not-found', 'attendance/nobody-waits', {
    zh: '这次下班已经不用等接班了。',
    en: 'This leaving does not wait for a relief any more.',
  });
}

function ownLeaving(): DeskError {
  return new DeskError('forbidden', 'attendance/own-leaving', {
    zh: '自己的下班不能自己放行，请另一位主管来。',
    en: 'Nobody lets themselves leave. Please ask another supervisor.',
  });
}
