import type { Desk } from '../journal/desk.ts';
import type { ClockQuality } from '../ports/clock.ts';
import type { Direction } from './rules.ts';

/** A punch with everything that was written down about it, put right by its dating if there is one. */
export interface PunchRecord {
  readonly punchId: number;
  readonly personId: number;
  readonly cardId: string;
  readonly readerId: string;
  /** When it was, as far as that is known; UTC ms. */
  readonly atMs: number;
  /** Of the clock at the tap. */
  readonly clockQuality: ClockQuality;
  /** The clock was unsure, and its time was found again. */
  readonly dated: boolean;
  readonly direction: Direction;
  readonly shiftId: string;
  readonly shiftDay: string;
}

interface RecordRow {
  readonly id: number;
  readonly person_id: number;
  readonly card_id: string;
  readonly reader_id: string;
  readonly at_ms: number;
  readonly clock_quality: ClockQuality;
  readonly dated: number;
  readonly direction: Direction;
  readonly shift_id: string;
  readonly shift_day: string;
}

const AS_SAID = `p.id, p.person_id, p.card_id, p.reader_id, p.at_ms, p.clock_quality, 0 AS dated, p.direction, p.shift_id, p.shift_day`;
const AS_DATED = `p.id, p.person_id, p.card_id, p.reader_id, d.at_ms, p.clock_quality, 1 AS dated, d.direction, d.shift_id, d.shift_day`;

/** Punches for whoever looks into them. */
export interface PunchRecords {
  /** Of shifts that began on these days, both included; in the order they were taken. */
  ofPerson(personId: number, fromDay: string, untilDay: string): PunchRecord[];
  byId(punchId: number): PunchRecord | undefined;
}

export function openPunchRecords({ database }: Pick<Desk, 'database'>): PunchRecords {
  const ofPerson = database.prepare<RecordRow>(
    `SELECT ${AS_SAID} FROM punches AS p
     WHERE p.person_id = @personId AND p.shift_day BETWEEN @fromDay AND @untilDay
       AND (p.clock_quality <> 'unsure' OR p.id NOT IN (SELECT punch_id FROM punch_datings))
     UNION ALL SELECT ${AS_DATED} FROM punch_datings AS d JOIN punches AS p ON p.id = d.punch_id
     WHERE d.person_id = @personId AND d.shift_day BETWEEN @fromDay AND @untilDay
     ORDER BY 1`,
  );
  const byId = database.prepare<RecordRow>(
    `SELECT ${AS_DATED} FROM punch_datings AS d JOIN punches AS p ON p.id = d.punch_id WHERE p.id = @punchId
     UNION ALL SELECT ${AS_SAID} FROM punches AS p WHERE p.id = @punchId LIMIT 1`,
  );
  return {
    ofPerson: (personId, fromDay, untilDay) => ofPerson.all({ personId, fromDay, untilDay }).map(recordFrom),
    byId(punchId) {
      const row = byId.get({ punchId });
      return row && recordFrom(row);
    },
  };
}

function recordFrom(row: RecordRow): PunchRecord {
  return {
    punchId: row.id,
    personId: row.person_id,
    cardId: row.card_id,
    readerId: row.reader_id,
    atMs: row.at_ms,
    clockQuality: row.clock_quality,
    dated: row.dated === 1,
    direction: row.direction,
    shiftId: row.shift_id,
    shiftDay: row.shift_day,
  };
}
