import type { ClockQuality, ClockReading } from '../ports/clock.ts';
import type { Database } from '../store/database.ts';
import type { Audience, DoneStep, HandOver } from './follow-up.rules.ts';

/** What follows a call, as stored. */
export interface FollowUp {
  readonly audience: Audience;
  /** Of the call to the public. */
  readonly times: number;
  readonly gapMs: number;
  /** Where all of the call is heard; empty: everywhere. */
  readonly zones: readonly string[];
  readonly ledgerNumber: string | null;
  /** When it was first heard. */
  readonly heard: ClockReading | null;
}

/** To whom it was handed; name and relation are personal and only for the slip. */
export interface StoredHandOver extends HandOver {
  readonly name: string | null;
  readonly relation: string | null;
}

interface FollowUpRow {
  audience: Audience;
  times: number;
  gap_ms: number;
  zones: string;
  ledger_number: string | null;
  heard_at: number | null;
  heard_monotonic_ms: number | null;
  heard_boot_id: string | null;
  heard_quality: ClockQuality | null;
}

interface StepRow {
  step_id: string;
  written_by: string;
  written_at: number;
  elapsed_ms: number;
}

interface HandOverRow {
  place: HandOver['place'];
  name: string | null;
  relation: string | null;
  id_kind: string | null;
  id_seen: number;
  by: string;
  at: number;
}

/** The SQL of what follows a call. */
export function openCallFollowUpStore(database: Database) {
  const insert = database.prepare(
    `INSERT INTO call_follow_ups (call_id, audience, times, gap_ms, zones, ledger_number)
     VALUES (@call, @audience, @times, @gap_ms, @zones, @ledger_number)`,
  );
  const byCall = database.prepare<FollowUpRow>('SELECT * FROM call_follow_ups WHERE call_id = @call');
  const heard = database.prepare(
    `UPDATE call_follow_ups SET heard_at = @at, heard_monotonic_ms = @monotonic, heard_boot_id = @boot, heard_quality = @quality
     WHERE call_id = @call AND heard_at IS NULL`,
  );
  const ledger = database.prepare('UPDATE call_follow_ups SET ledger_number = @number WHERE call_id = @call');
  const steps = database.prepare<StepRow>(
    `SELECT * FROM call_steps AS one WHERE call_id = @call AND done = 1
       AND NOT EXISTS (SELECT 1 FROM call_steps WHERE call_id = @call AND step_id = one.step_id AND id > one.id)
     ORDER BY id`,
  );
  const knownMs = database.prepare<{ ms: number | null }>(
    'SELECT max(elapsed_ms) AS ms FROM call_steps WHERE call_id = @call',
  );
  const insertStep = database.prepare(
    `INSERT INTO call_steps (call_id, step_id, done, written_by, written_at, elapsed_ms)
     VALUES (@call, @step, @done, @by, @at, @elapsed)`,
  );
  const handOver = database.prepare<HandOverRow>('SELECT * FROM call_hand_overs WHERE call_id = @call');
  const insertHandOver = database.prepare(
    `INSERT INTO call_hand_overs (call_id, place, name, relation, id_kind, id_seen, by, at)
     VALUES (@call, @place, @name, @relation, @id_kind, @id_seen, @by, @at)`,
  );
  const openCalls = database.prepare<{ id: number }>(
    "SELECT id FROM calls WHERE state = 'open' ORDER BY opened_at, id",
  );

  return {
    insert(callId: number, one: Omit<FollowUp, 'heard'>): void {
      const { audience, times, gapMs, zones, ledgerNumber } = one;
      const stored = { audience, times, gap_ms: gapMs, zones: JSON.stringify(zones), ledger_number: ledgerNumber };
      insert.run({ call: callId, ...stored });
    },
    of(callId: number): FollowUp | undefined {
      const row = byCall.get({ call: callId });
      return row === undefined ? undefined : toFollowUp(row);
    },
    /** The first time counts. */
    markHeard(callId: number, at: ClockReading): void {
      heard.run({ call: callId, at: at.wallMs, monotonic: at.monotonicMs, boot: at.bootId, quality: at.quality });
    },
    setLedgerNumber: (callId: number, number: string | null) => ledger.run({ call: callId, number }),
    /** What has been done and not taken back, in its order. */
    done: (callId: number): DoneStep[] => steps.all({ call: callId }).map(toStep),
    /** How far the call's timer is known to have been. */
    knownMs: (callId: number): number => knownMs.get({ call: callId })?.ms ?? 0,
    /** `done` false: it was ticked by mistake. */
    insertStep(callId: number, { stepId, by, atMs, elapsedMs }: DoneStep, done = true): void {
      insertStep.run({ call: callId, step: stepId, done: done ? 1 : 0, by, at: atMs, elapsed: elapsedMs });
    },
    handOver(callId: number): StoredHandOver | undefined {
      const row = handOver.get({ call: callId });
      return row === undefined ? undefined : toHandOver(row);
    },
    insertHandOver(callId: number, one: StoredHandOver): void {
      insertHandOver.run({
        call: callId,
        place: one.place,
        name: one.name,
        relation: one.relation,
        id_kind: one.idKind,
        id_seen: one.idSeen ? 1 : 0,
        by: one.by,
        at: one.atMs,
      });
    },
    /** Ids, oldest first. */
    openCalls: (): number[] => openCalls.all().map(({ id }) => id),
  };
}

export type CallFollowUpStore = ReturnType<typeof openCallFollowUpStore>;

function toFollowUp(row: FollowUpRow): FollowUp {
  const { heard_at: wallMs, heard_monotonic_ms: monotonicMs, heard_boot_id: bootId, heard_quality: quality } = row;
  const heard =
    wallMs === null || monotonicMs === null || bootId === null || quality === null
      ? null
      : { wallMs, monotonicMs, bootId, quality };
  const zones: string[] = JSON.parse(row.zones);
  const { audience, times, gap_ms: gapMs, ledger_number: ledgerNumber } = row;
  return { audience, times, gapMs, zones, ledgerNumber, heard };
}

const toStep = (row: StepRow): DoneStep => ({
  stepId: row.step_id,
  by: row.written_by,
  atMs: row.written_at,
  elapsedMs: row.elapsed_ms,
});

function toHandOver(row: HandOverRow): StoredHandOver {
  const { place, name, relation, by } = row;
  return { place, name, relation, idKind: row.id_kind, idSeen: row.id_seen === 1, by, atMs: row.at };
}
