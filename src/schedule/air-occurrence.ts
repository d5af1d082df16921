import { sendToAir } from '../broadcast/actions.ts';
import type { Change } from '../journal/desk.ts';
import { type Occurrence, partsOf } from './rules.ts';
import { type ScheduleBook, scheduleRulesOf } from './schedule-room.ts';

const MS_PER_MINUTE = 60_000;
/** What is aired late, or by hand, may still wait so long behind others. */
const SHORTEST_WAIT_MS = MS_PER_MINUTE;

/** How long an item is worth airing late, in milliseconds. */
export function graceOf(book: ScheduleBook, { item, day }: Pick<Occurrence, 'item' | 'day'>): number {
  return (item.graceMinutes ?? scheduleRulesOf(book, day).graceMinutes.value) * MS_PER_MINUTE;
}

/**
 * Sends one occurrence to the air and writes that it was sent, in the caller's transaction: both are there after a power cut, or neither.
 * @param how `atDue`: begins to the second; otherwise after the cancel window. `code`: why it is late
 * @throws DeskError `air/muted`, `air/queue-full`, `air/zone`
 */
export function airOccurrence(
  book: ScheduleBook,
  change: Change,
  occurrence: Occurrence,
  how: { readonly atDue: boolean; readonly code: string | null },
): { readonly announcementId: string; readonly airAtMs: number } {
  const { item, day, dueMs, record } = occurrence;
  const attempts = (record?.attempts ?? 0) + 1;
  const subject = `schedule:${item.id}@${day}`;
  const lastMs = Math.max(dueMs + graceOf(book, occurrence), change.at.wallMs + SHORTEST_WAIT_MS);
  const sent = sendToAir(book.parts.broadcast, change, {
    id: `schedule-${item.id}-${day}-${attempts}`,
    class: 'scheduled',
    title: item.title,
    parts: partsOf(item),
    times: item.times,
    gapMs: item.gapSeconds * 1000,
    zones: item.zones ?? [],
    source: subject,
    expiresAtMs: lastMs,
    ...(how.atDue ? { airAtMs: dueMs } : {}),
  });
  const { announcementId, airAtMs } = sent;
  book.store.put({
    itemId: item.id,
    day,
    dueMs,
    state: 'sent',
    announcementId,
    attempts,
    code: how.code,
    reason: null,
    decidedBy: change.actor,
    decidedAtMs: change.at.wallMs,
  });
  change.record({
    kind: 'schedule/sent',
    subject,
    body: {
      announcement: announcementId,
      due: dueMs,
      airAt: airAtMs,
      ...(how.code === null ? {} : { code: how.code }),
    },
  });
  return sent;
}
