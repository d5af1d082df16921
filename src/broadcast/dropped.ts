import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { announcementOf } from './broadcast-room.ts';
import type { LogLine } from './log.rules.ts';
import { actorLine } from './log.rules.ts';
import { type AirLog, lineOf } from './log.ts';
import { sendToAir } from './send-to-air.ts';

/**
 * Somebody has taken note that an announcement was not heard: the screens remind nobody of it any more.
 * @throws DeskError `air/unknown`, `air/was-heard`, `air/noted`
 */
export function noteDropped(log: AirLog, command: Command, id: string): Acted<{ noted: string }> {
  return log.broadcast.desk.act(command, 'broadcast/note-dropped', (change) => {
    refuseNoted(droppedLine(log, id));
    log.store.insertNote(id, { by: change.actor, atMs: change.at.wallMs, againId: null });
    change.record({ kind: 'broadcast/dropped-noted', subject: `announcement:${id}`, body: {} });
    change.afterCommit(log.broadcast.announceAir);
    return { noted: id };
  });
}

/**
 * Sends what was not heard to the air once more, in the same words, for the rounds that are missing; with that it is taken note of.
 * A call is aired again as a call.
 * @throws DeskError `air/unknown`, `air/was-heard`, `air/noted`, `air/not-again`, and what {@link sendToAir} throws
 */
export function airDroppedAgain(
  log: AirLog,
  command: Command,
  id: string,
): Acted<{ announcementId: string; airAtMs: number }> {
  return log.broadcast.desk.act(command, 'broadcast/air-dropped-again', (change) => {
    const line = droppedLine(log, id);
    refuseNoted(line);
    if (line.again !== 'itself') throw notAgain(line);
    const { class: of, title, parts, zones, times, rounds, gapMs } = line;
    log.store.insertNote(id, { by: change.actor, atMs: change.at.wallMs, againId: command.id });
    change.record({ kind: 'broadcast/dropped-aired-again', subject: `announcement:${id}`, body: { as: command.id } });
    return sendToAir(log.broadcast, change, {
      id: command.id,
      class: of,
      title,
      parts,
      zones,
      times: Math.max(1, times - rounds),
      gapMs,
      source: `again:${id}`,
      ...(line.approvedBy === null ? {} : { approvedBy: line.approvedBy }),
    });
  });
}

function droppedLine(log: AirLog, id: string): LogLine {
  const line = lineOf(log, announcementOf(log.broadcast, id));
  if (line.outcome === 'dropped') return line;
  throw new DeskError(
    'wrong-state',
    'air/was-heard',
    { zh: '这条没有被落下，不用处理。', en: 'This one was not dropped. There is nothing to do.' },
    { facts: { state: line.state } },
  );
}

function refuseNoted({ noted }: LogLine): void {
  if (noted === null) return;
  throw new DeskError('wrong-state', 'air/noted', {
    zh: `${actorLine(noted.by, 'zh')} 已经处理过这一条了。`,
    en: `${actorLine(noted.by, 'en')} has dealt with this one already.`,
  });
}

function notAgain({ again }: LogLine): DeskError {
  return new DeskError(
    'wrong-state',
    'air/not-again',
    again === 'call'
      ? {
          zh: '这是寻人或寻物，请在它的登记页上按“再播一遍”。',
          en: 'This belongs to a call. Air it again on the page of the call.',
        }
      : {
          zh: '这一条不能从记录里重播，请到它自己的页面重新做一条。',
          en: 'This one cannot be aired again from the log. Please make a new one on its own page.',
        },
  );
}
