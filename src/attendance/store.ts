import type { PunchFact } from '../outcomes/rules.ts';
import type { ClockQuality, ClockReading } from '../ports/clock.ts';
import type { Database } from '../store/database.ts';
import type { Direction } from './rules.ts';
import type { ShiftPunches } from './so-far.rules.ts';

interface PunchRow {
  readonly id: number;
  readonly person_id: number;
  readonly at_ms: number;
  readonly clock_quality: ClockQuality;
  readonly boot_id: string;
  readonly monotonic_ms: number;
  readonly direction: Direction;
  readonly shift_id: string;
  readonly shift_day: string;
  readonly minutes_late: number;
  readonly minutes_early: number;
  readonly clause: string;
}

type FactRow = Pick<PunchRow, 'id' | 'at_ms' | 'direction' | 'shift_id' | 'shift_day' | 'clock_quality'>;

/** A punch as stored. */
export interface StoredPunch {
  readonly punchId: number;
  readonly personId: number;
  readonly at: ClockReading;
  readonly direction: Direction;
  readonly shiftId: string;
  readonly shiftDay: string;
  readonly minutesLate: number;
  readonly minutesEarly: number;
  readonly clause: string;
}

/** What a new punch carries, for today's answer and for every rule that comes later. */
export interface NewPunch extends Omit<StoredPunch, 'punchId'> {
  readonly cardId: string;
  readonly readerId: string;
  readonly inWindow: boolean;
  readonly rulesFrom: string;
}

const PUNCH = `SELECT id, person_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id, shift_day, minutes_late,
  minutes_early, clause FROM punches`;

export type AttendanceStore = ReturnType<typeof openAttendanceStore>;

/** The statements of the punches. */
export function openAttendanceStore(database: Database) {
  const insert = database.prepare(
    `INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id,
     shift_day, in_window, minutes_late, minutes_early, rules_from, clause)
     VALUES (@personId, @cardId, @readerId, @atMs, @clockQuality, @bootId, @monotonicMs, @direction, @shiftId, @shiftDay,
     @inWindow, @minutesLate, @minutesEarly, @rulesFrom, @clause)`,
  );
  const ofPerson = database.prepare<ShiftPunches>(
    `SELECT shift_day AS day, shift_id AS shiftId, direction, MIN(at_ms) AS firstMs, MAX(at_ms) AS lastMs,
     MIN(minutes_late) AS minutesLate, MIN(minutes_early) AS minutesEarly
     FROM punches WHERE person_id = @personId AND shift_day >= @from
     GROUP BY shift_day, shift_id, direction`,
  );
  const facts = database.prepare<FactRow>(
    `SELECT id, at_ms, direction, shift_id, shift_day, clock_quality FROM punches
     WHERE person_id = @personId AND shift_day BETWEEN @from AND @until ORDER BY at_ms, id`,
  );
  const firstDay = database.prepare<{ readonly day: string }>(
    "SELECT shift_day AS day FROM punches WHERE clock_quality <> 'unsure' ORDER BY id LIMIT 1",
  );
  const newest = database.prepare<PunchRow>(`${PUNCH} ORDER BY id DESC LIMIT @limit`);
  // Person by person through the one index there is: an index by time as well would make every tap's commit a page longer (P1).
  const between = database.prepare<PunchRow>(
    `WITH RECURSIVE person (nr) AS (
       SELECT MIN(person_id) FROM punches
       UNION ALL SELECT (SELECT MIN(person_id) FROM punches WHERE person_id > nr) FROM person WHERE nr IS NOT NULL
     )
     ${PUNCH} JOIN person ON person_id = nr WHERE shift_day >= @fromDay AND at_ms >= @fromMs AND at_ms < @untilMs
     ORDER BY at_ms, id`,
  );

  return {
    insert({ at, inWindow, ...punch }: NewPunch): number {
      const row = insert.run({
        ...punch,
        inWindow: inWindow ? 1 : 0,
        atMs: at.wallMs,
        clockQuality: at.quality,
        bootId: at.bootId,
        monotonicMs: at.monotonicMs,
      });
      return Number(row.lastInsertRowid);
    },
    /** One line per shift and direction, from this shift day on. */
    ofPerson: (personId: number, from: string) => ofPerson.all({ personId, from }),
    /** Put to shifts of these days, both included; oldest first. */
    facts: (personId: number, from: string, until: string): PunchFact[] =>
      facts.all({ personId, from, until }).map((row) => ({
        punchId: row.id,
        atMs: row.at_ms,
        direction: row.direction,
        shiftId: row.shift_id,
        shiftDay: row.shift_day,
        sure: row.clock_quality !== 'unsure',
      })),
    /** Of the oldest punch by a clock that was sure. */
    firstDay: () => firstDay.get()?.day,
    /** Newest first. */
    newest: (limit: number) => newest.all({ limit }).map(punchFrom),
    /** Oldest first. `fromDay`: the earliest shift day a punch of that time can belong to. */
    between: (fromMs: number, untilMs: number, fromDay: string) =>
      between.all({ fromMs, untilMs, fromDay }).map(punchFrom),
  };
}

function punchFrom(row: PunchRow): StoredPunch {
  return {
    punchId: row.id,
    personId: row.person_id,
    at: { wallMs: row.at_ms, monotonicMs: row.monotonic_ms, bootId: row.boot_id, quality: row.clock_quality },
    direction: row.direction,
    shiftId: row.shift_id,
    shiftDay: row.shift_day,
    minutesLate: row.minutes_late,
    minutesEarly: row.minutes_early,
    clause: row.clause,
  };
}
