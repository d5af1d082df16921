import type { Acted, Change, Command } from '../journal/desk.ts';
import { auditFlagPaper, auditListPaper, type PaperFrame } from './papers.ts';
import { type ProxyAudit, subjectOfFlag, subjectOfWeek, type Viewer } from './proxy-audit-room.ts';
import { drawFor, flagFor } from './views.ts';

/** Prints the list of a week. @throws DeskError `proxy-audit/no-such-list` */
export function printList(room: ProxyAudit, command: Command, week: string): Acted<{ jobId: number }> {
  return room.desk.act(command, 'proxy-audit/print-list', (change) => {
    const paper = auditListPaper(drawFor(room, week), frameOf(room, change));
    const subject = subjectOfWeek(week);
    const jobId = room.needs.queuePaper(change, { document: 'audit-list', subject, paper });
    change.record({ kind: 'proxy-audit/list-printed', subject, body: { week, jobId } });
    return { jobId };
  });
}

/** Prints the evidence of a flag. @throws DeskError `proxy-audit/no-such-flag`, `proxy-audit/own-flag` */
export function printFlag(
  room: ProxyAudit,
  command: Command,
  flagId: number,
  viewer: Viewer,
): Acted<{ jobId: number }> {
  return room.desk.act(command, 'proxy-audit/print-flag', (change) => {
    const paper = auditFlagPaper(flagFor(room, flagId, viewer), frameOf(room, change));
    const subject = subjectOfFlag(flagId);
    const jobId = room.needs.queuePaper(change, { document: 'audit-flag', subject, paper });
    change.record({ kind: 'proxy-audit/flag-printed', subject, body: { flagId, jobId } });
    return { jobId };
  });
}

function frameOf({ desk, needs }: ProxyAudit, change: Change): PaperFrame {
  return { identity: needs.identity, timeZone: desk.timeZone, atMs: change.at.wallMs };
}
