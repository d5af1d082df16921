import type { PunchFact } from '../outcomes/rules.ts';
import type { ClockQuality, ClockReading } from '../ports/clock.ts';
import type { Database } from '../store/database.ts';
import type { Direction } from './rules.ts';

interface PunchRow {
  readonly id: number;
  readonly person_id: number;
  readonly said_ms: number;
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
  readonly dated: number;
}

type FactRow = Pick<PunchRow, 'id' | 'at_ms' | 'direction' | 'shift_id' | 'shift_day' | 'clock_quality'> & {
  readonly waits: number;
};

/** A punch as stored, put right by its dating if there is one. */
export interface StoredPunch {
  readonly punchId: number;
  readonly personId: number;
  /** What the clock said at the tap. */
  readonly at: ClockReading;
  /** When it was, as far as that is known. */
  readonly atMs: number;
  readonly dated: boolean;
  readonly direction: Direction;
  readonly shiftId: string;
  readonly shiftDay: string;
  readonly minutesLate: number;
  readonly minutesEarly: number;
  readonly clause: string;
}

/** What a new punch carries, for today's answer and for every rule that comes later. */
export interface NewPunch extends Omit<StoredPunch, 'punchId' | 'atMs' | 'dated'> {
  readonly cardId: string;
  readonly readerId: string;
  readonly inWindow: boolean;
  readonly rulesFrom: string;
}

/** A fact for the outcomes; `waits`: a leaving that was never relieved is no clock-out. */
export interface KnownPunch extends PunchFact {
  readonly waits: boolean;
}

/** When a punch by an unsure clock was, and how that is known. */
export interface NewDating {
  readonly punchId: number;
  readonly personId: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly shiftId: string;
  readonly shiftDay: string;
  readonly known: ClockReading;
}

const AS_SAID = `p.id, p.person_id, p.at_ms AS said_ms, p.at_ms, p.clock_quality, p.boot_id, p.monotonic_ms, p.direction, p.shift_id,
  p.shift_day, p.minutes_late, p.minutes_early, p.clause, 0 AS dated`;
const AS_DATED = `p.id, p.person_id, p.at_ms AS said_ms, d.at_ms, p.clock_quality, p.boot_id, p.monotonic_ms, d.direction, d.shift_id,
  d.shift_day, 0, 0, p.clause, 1 AS dated`;
/** Only punches by an unsure clock have a dating; the others are not looked for. */
const UNDATED = "(p.clock_quality <> 'unsure' OR p.id NOT IN (SELECT punch_id FROM punch_datings))";
const WAITS = `p.direction = 'out' AND EXISTS (SELECT 1 FROM relief_waits AS w WHERE w.punch_id = p.id AND NOT EXISTS
  (SELECT 1 FROM relief_ends AS e WHERE e.punch_id = w.punch_id AND e.how <> 'came-back')) AS waits`;
/** Person by person through the one index there is: an index by time as well would make every tap's commit a page longer (P1). */
const PEOPLE = `WITH RECURSIVE person (nr) AS (
  SELECT MIN(person_id) FROM punches
  UNION ALL SELECT (SELECT MIN(person_id) FROM punches WHERE person_id > nr) FROM person WHERE nr IS NOT NULL
)`;

export type AttendanceStore = ReturnType<typeof openAttendanceStore>;

/** The statements of the punches. */
export function openAttendanceStore(database: Database) {
  const insert = database.prepare(
    `INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id,
     shift_day, in_window, minutes_late, minutes_early, rules_from, clause)
     VALUES (@personId, @cardId, @readerId, @atMs, @clockQuality, @bootId, @monotonicMs, @direction, @shiftId, @shiftDay,
     @inWindow, @minutesLate, @minutesEarly, @rulesFrom, @clause)`,
  );
  const insertDating = database.prepare(
    `INSERT INTO punch_datings (punch_id, person_id, at_ms, direction, shift_id, shift_day, known_ms, known_monotonic_ms, known_quality)
     VALUES (@punchId, @personId, @atMs, @direction, @shiftId, @shiftDay, @knownMs, @knownMonotonicMs, @knownQuality)`,
  );
  const facts = database.prepare<FactRow>(
    `SELECT p.id, p.at_ms, p.direction, p.shift_id, p.shift_day, p.clock_quality, ${WAITS} FROM punches AS p
     WHERE p.person_id = @personId AND p.shift_day BETWEEN @from AND @until AND ${UNDATED}
     UNION ALL SELECT p.id, d.at_ms, d.direction, d.shift_id, d.shift_day, p.clock_quality, ${WAITS}
     FROM punch_datings AS d JOIN punches AS p ON p.id = d.punch_id
     WHERE d.person_id = @personId AND d.shift_day BETWEEN @from AND @until
     ORDER BY 1`,
  );
  const firstDay = database.prepare<{ readonly day: string }>(
    "SELECT shift_day AS day FROM punches WHERE clock_quality <> 'unsure' ORDER BY id LIMIT 1",
  );
  const newest = database.prepare<PunchRow>(
    `SELECT * FROM (
       SELECT ${AS_SAID} FROM (SELECT * FROM punches ORDER BY id DESC LIMIT @limit) AS p WHERE ${UNDATED}
       UNION ALL SELECT ${AS_DATED} FROM (SELECT * FROM punches ORDER BY id DESC LIMIT @limit) AS p
       JOIN punch_datings AS d ON d.punch_id = p.id
     ) ORDER BY id DESC`,
  );
  const undated = database.prepare<PunchRow>(
    `SELECT ${AS_SAID} FROM punches AS p WHERE p.clock_quality = 'unsure' AND p.boot_id = @bootId AND ${UNDATED} ORDER BY p.id`,
  );
  const neverDated = database.prepare<PunchRow>(
    `SELECT ${AS_SAID} FROM punches AS p WHERE p.clock_quality = 'unsure' AND ${UNDATED} ORDER BY p.id DESC LIMIT @limit`,
  );
  const between = database.prepare<PunchRow>(
    `${PEOPLE}
     SELECT ${AS_SAID} FROM punches AS p JOIN person ON p.person_id = nr
     WHERE p.shift_day >= @fromDay AND p.at_ms >= @fromMs AND p.at_ms < @untilMs AND ${UNDATED}
     UNION ALL SELECT ${AS_DATED} FROM punch_datings AS d JOIN person ON d.person_id = nr JOIN punches AS p ON p.id = d.punch_id
     WHERE d.shift_day >= @fromDay AND d.at_ms >= @fromMs AND d.at_ms < @untilMs
     ORDER BY 4, 1`,
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
    insertDating({ known, ...dating }: NewDating): void {
      insertDating.run({
        ...dating,
        knownMs: known.wallMs,
        knownMonotonicMs: known.monotonicMs,
        knownQuality: known.quality,
      });
    },
    /** Put to shifts of these days, both included; in the order they were taken. */
    facts: (personId: number, from: string, until: string): KnownPunch[] =>
      facts.all({ personId, from, until }).map((row) => ({
        punchId: row.id,
        atMs: row.at_ms,
        direction: row.direction,
        shiftId: row.shift_id,
        shiftDay: row.shift_day,
        sure: row.clock_quality !== 'unsure',
        waits: row.waits === 1,
      })),
    /** Of the oldest punch by a clock that was sure. */
    firstDay: () => firstDay.get()?.day,
    /** Newest first. */
    newest: (limit: number) => newest.all({ limit }).map(punchFrom),
    /** Of this boot, by an unsure clock, in the order they were taken. */
    undated: (bootId: string) => undated.all({ bootId }).map(punchFrom),
    /** By an unsure clock, of any boot, newest first. */
    neverDated: (limit: number) => neverDated.all({ limit }).map(punchFrom),
    /** Oldest first. `fromDay`: the earliest shift day a punch of that time can belong to. */
    between: (fromMs: number, untilMs: number, fromDay: string) =>
      between.all({ fromMs, untilMs, fromDay }).map(punchFrom),
  };
}

function punchFrom(row: PunchRow): StoredPunch {
  return {
    punchId: row.id,
    personId: row.person_id,
    at: { wallMs: row.said_ms, monotonicMs: row.monotonic_ms, bootId: row.boot_id, quality: row.clock_quality },
    atMs: row.at_ms,
    dated: row.dated === 1,
    direction: row.direction,
    shiftId: row.shift_id,
    shiftDay: row.shift_day,
    minutesLate: row.minutes_late,
    minutesEarly: row.minutes_early,
    clause: row.clause,
  };
}
