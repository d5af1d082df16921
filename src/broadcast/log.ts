import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sentence } from '../ports/device.ts';
import { announcementOf, type Broadcast } from './broadcast-room.ts';
import {
  actorInWords,
  againOf,
  type LogActor,
  type LogItem,
  type LogLine,
  type LogPlace,
  type LogSearch,
  outcomeOf,
  toldOf,
  type Unheard,
} from './log.rules.ts';
import { type LogStore, openLogStore } from './log-store.ts';
import { reasonSentence } from './reasons.rules.ts';
import type { AnnouncementView } from './rules.ts';

/** The memory of the air: what was heard, what was not, and who knows. */
export interface AirLog {
  readonly broadcast: Broadcast;
  readonly store: LogStore;
}

/** What a screen shows at once of what was not heard; the rest is in the log. */
const MOST_UNHEARD = 50;
const MOST_JOURNAL_ROWS = 100;

/** Opens the log of a room's air. */
export function openAirLog(broadcast: Broadcast): AirLog {
  return { broadcast, store: openLogStore(broadcast.desk.database) };
}

/** A page of what fits, newest first, behind a place; between slices of the search everything else is served. */
export async function searchLog(log: AirLog, search: LogSearch, limit: number, after?: LogPlace): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of linesOf(log, search, after, limit)) {
    lines.push(line);
    if (lines.length === limit) break;
  }
  return lines;
}

/** Every line that fits, newest first. */
export async function* linesOf(
  log: AirLog,
  search: LogSearch,
  after?: LogPlace,
  atATime = 1_000,
): AsyncGenerator<LogLine> {
  const end = { atMs: search.untilMs ?? Number.MAX_SAFE_INTEGER, id: '' };
  let place: LogPlace | undefined = after === undefined || after.atMs >= end.atMs ? end : after;
  while (place !== undefined) {
    const slice: { ids: string[]; next?: LogPlace } = log.store.slice(search, place, atATime);
    for (const id of slice.ids) yield lineOf(log, announcementOf(log.broadcast, id));
    place = slice.next;
    await nextTurn();
  }
}

/** One item with its stretches on the air and what the journal has of it. @throws DeskError `air/unknown` */
export function logItem(log: AirLog, id: string): LogItem {
  const line = lineOf(log, announcementOf(log.broadcast, id));
  const { desk } = log.broadcast;
  return {
    ...line,
    stretches: log.store.stretches(id).map((row) => ({
      startedAtMs: row.started_at,
      endedAtMs: row.ended_at,
      ending: row.ending,
      says: row.code === null ? null : (reasonSentence(row.code) ?? line.says),
      // Whom it was about to make room for when the service died did not end it.
      endedBy: row.ended_by === null || row.ending === 'interrupted' ? null : actorOf(log, row.ended_by),
      rounds: row.rounds,
      db: row.db,
    })),
    journal: desk.journal
      .page({ limit: MOST_JOURNAL_ROWS, subject: `announcement:${id}` })
      .map(({ seq, at, kind, actor }) => ({ seq, atMs: at, kind, by: actorOf(log, actor) }))
      .reverse(),
  };
}

/** What was dropped and nobody has taken note of, newest first. */
export function unheard(log: AirLog): Unheard {
  const ids = log.store.dropped(MOST_UNHEARD + 1);
  const shown = ids.slice(0, MOST_UNHEARD);
  return { count: ids.length, lines: shown.map((id) => lineOf(log, announcementOf(log.broadcast, id))) };
}

/** How many were dropped and nobody has taken note of; more than a screen shows count as one more. */
export function unheardCount(log: AirLog): number {
  return log.store.dropped(MOST_UNHEARD + 1).length;
}

/** An announcement as a line of the log. */
export function lineOf(log: AirLog, one: AnnouncementView): LogLine {
  const call = one.callId === null ? undefined : log.broadcast.store.callById(one.callId);
  const byCall = call === undefined || call.approvedBy === null ? null : `staff:${call.approvedBy}`;
  const approvedBy = one.approvedBy ?? byCall;
  const note = log.store.note(one.id);
  return {
    ...one,
    number: call?.number ?? null,
    heardIn: one.zones.map((zone) => zoneName(log, zone)),
    outcome: outcomeOf(one.state),
    told: toldOf(one),
    asked: actorOf(log, one.requestedBy),
    approved: approvedBy === null ? null : actorOf(log, approvedBy),
    ended: one.endedBy === null || one.state === 'interrupted' ? null : actorOf(log, one.endedBy),
    noted: note === undefined ? null : { by: actorOf(log, note.by), atMs: note.atMs },
    again: againOf(one, call?.state === 'open'),
  };
}

/** A zone that is not wired any more is called by its id. */
function zoneName({ broadcast }: AirLog, zone: string): Sentence {
  return broadcast.publicAddress.zones?.find(({ id }) => id === zone)?.name ?? { zh: zone, en: zone };
}

function actorOf(log: AirLog, actor: string): LogActor {
  const [kind, id = ''] = actor.split(':', 2);
  const person = kind === 'staff' ? log.broadcast.parts.signature(actor) : undefined;
  const name = person?.name || null;
  const other = kind === 'announcement' ? log.broadcast.store.announcementById(id) : undefined;
  return { actor, name, staffNo: person?.staffNo || null, says: other?.title ?? actorInWords(actor) };
}
