import { DeskError } from '../ports/desk-error.ts';
import { airOccurrence, graceOf } from './air-occurrence.ts';
import type { Occurrence, OccurrenceRecord } from './rules.ts';
import { type ScheduleBook, scheduleRulesOf } from './schedule-room.ts';
import { nextMove, type Timing } from './timing.rules.ts';

const ACTOR = 'system';
/** What fails so often fails for a reason that is on the devices page. */
const MOST_ATTEMPTS = 3;

/** Airs or reports one occurrence after the other, each in a transaction of its own. */
export interface Settling {
  /** Does what is to be done about an occurrence now. What could not be done is tried again with the next look. */
  settle(occurrence: Occurrence, nowMs: number): void;
  /** Why what is missed from now on will have been missed. */
  blind(code: string): void;
  /** Something is due and has not been done. */
  readonly troubled: boolean;
}

export function createSettling(book: ScheduleBook): Settling {
  const { desk, store, parts } = book;
  /** What has kept an occurrence from the air so far, by item and day. */
  const troubles = new Map<string, string>();
  let blindness = 'schedule/service-off';

  /** Why what was sent was not heard, where that is no person's doing: it may be sent again while it is worth it. */
  function unheard(record: OccurrenceRecord | undefined): string | undefined {
    if (record?.state !== 'sent' || record.announcementId === null) return undefined;
    const sent = parts.announcement(record.announcementId);
    if (sent === undefined || sent.startedAtMs !== null) return undefined;
    if (sent.state === 'interrupted') return 'schedule/service-off';
    // The device had just started, or a speech engine had died: five seconds later it may be another.
    if (sent.state === 'failed' && record.attempts < MOST_ATTEMPTS) return 'schedule/not-sent';
    return sent.state === 'withdrawn' && sent.code === 'air/fire-contact' ? 'air/muted' : undefined;
  }

  function miss(occurrence: Occurrence, key: string, code: string): void {
    const { item, day, dueMs, record } = occurrence;
    desk.change(ACTOR, (change) => {
      store.put({
        itemId: item.id,
        day,
        dueMs,
        state: 'missed',
        announcementId: record?.announcementId ?? null,
        attempts: record?.attempts ?? 0,
        code,
        reason: null,
        decidedBy: ACTOR,
        decidedAtMs: change.at.wallMs,
      });
      change.record({ kind: 'schedule/missed', subject: `schedule:${key}`, body: { due: dueMs, code } });
    });
  }

  return {
    settle(occurrence, nowMs) {
      const key = `${occurrence.item.id}@${occurrence.day}`;
      const { record } = occurrence;
      const kept = unheard(record);
      const move = nextMove(timingOf(book, occurrence), kept === undefined ? record : undefined, nowMs);
      if (move === 'wait' || move === 'settled') {
        // E.g. a person has left it out meanwhile.
        troubles.delete(key);
        return;
      }
      const why = troubles.get(key) ?? kept ?? blindness;
      try {
        if (move === 'miss') miss(occurrence, key, why);
        else {
          const atDue = move === 'send';
          desk.change(ACTOR, (change) => {
            airOccurrence(book, change, occurrence, { atDue, code: atDue ? null : why });
          });
        }
        troubles.delete(key);
      } catch (error) {
        const code = error instanceof DeskError ? error.code : 'schedule/not-sent';
        if (!(error instanceof DeskError) && troubles.get(key) !== code) parts.report(error);
        troubles.set(key, code);
      }
    },
    blind(code) {
      blindness = code;
    },
    get troubled() {
      return troubles.size > 0;
    },
  };
}

/** How an occurrence is timed by the rules of its day. */
export function timingOf(book: ScheduleBook, occurrence: Occurrence): Timing {
  const { sendAheadSeconds, withinGrace } = scheduleRulesOf(book, occurrence.day);
  return {
    dueMs: occurrence.dueMs,
    aheadMs: sendAheadSeconds.value * 1000,
    graceMs: graceOf(book, occurrence),
    withinGrace: withinGrace.value,
  };
}
