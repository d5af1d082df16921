import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import type { Database } from '../store/database.ts';
import {
  ANNOUNCEMENT_STATES,
  type AnnouncementState,
  type AnnouncementView,
  type CallState,
  CLASSES,
} from './rules.ts';
import type { CallForm } from './script.rules.ts';

/** A call as stored; personal columns are only for slips and for people who are signed in. */
export interface CallRecord {
  readonly id: number;
  readonly number: string;
  readonly kind: 'lost-person' | 'lost-object';
  readonly form: CallForm;
  readonly scriptZh: string;
  readonly scriptEn: string | null;
  readonly state: CallState;
  readonly requester: string | null;
  readonly phone: string | null;
  readonly nameAired: boolean;
  readonly approvedBy: number | null;
  readonly openedBy: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

interface CallRow {
  id: number;
  number: string;
  kind: string;
  form: string;
  script_zh: string;
  script_en: string | null;
  state: string;
  requester: string | null;
  phone: string | null;
  name_aired: number;
  approved_by: number | null;
  opened_by: string;
  opened_at: number;
  closed_at: number | null;
}

interface AnnouncementRow {
  id: string;
  call_id: number | null;
  source: string | null;
  class: string;
  title_zh: string;
  title_en: string;
  parts: string;
  zones: string;
  times: number;
  gap_ms: number;
  state: string;
  code: string | null;
  says_zh: string | null;
  says_en: string | null;
  rounds: number;
  resume_ms: number | null;
  follows: string | null;
  place: number;
  requested_by: string;
  approved_by: string | null;
  ended_by: string | null;
  requested_at: number;
  air_at: number;
  expires_at: number | null;
  started_at: number | null;
  ended_at: number | null;
}

export type NewAnnouncement = Omit<
  AnnouncementView,
  'state' | 'code' | 'says' | 'rounds' | 'resumeMs' | 'place' | 'endedBy' | 'startedAtMs' | 'endedAtMs'
>;

/** What an announcement's next step writes; what is left out stays as it is. */
export interface AnnouncementChange {
  readonly state: AnnouncementState;
  readonly code: string | null;
  readonly says: Sentence | null;
  readonly rounds?: number | undefined;
  readonly resumeMs?: number | undefined;
  /** `undefined`: stays as it is. */
  readonly endedBy?: string | null | undefined;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
}

/** The end of a stretch on the air; `atMs` null: nobody saw it end. */
export interface AiringEnd {
  readonly atMs: number | null;
  readonly ending: 'completed' | 'cut' | 'failed' | 'interrupted';
  readonly code: string | null;
  readonly endedBy: string | null;
  readonly rounds?: number | undefined;
}

/** The room's SQL. */
export function openBroadcastStore(database: Database) {
  const insertCall = database.prepare(
    `INSERT INTO calls (number, kind, form, script_zh, script_en, state, requester, phone, name_aired, approved_by, opened_by, opened_at)
     VALUES (@number, @kind, @form, @script_zh, @script_en, 'open', @requester, @phone, @name_aired, @approved_by, @opened_by, @opened_at)`,
  );
  const callById = database.prepare<CallRow>('SELECT * FROM calls WHERE id = @id');
  const recentCalls = database.prepare<CallRow>(
    "SELECT * FROM calls WHERE state = 'open' OR opened_at >= @since ORDER BY id DESC LIMIT 50",
  );
  const closeCall = database.prepare('UPDATE calls SET state = @state, closed_at = @at WHERE id = @id');
  const insert = database.prepare(
    `INSERT INTO announcements (id, call_id, source, class, title_zh, title_en, parts, zones, times, gap_ms, state, follows, place,
       requested_by, approved_by, requested_at, air_at, expires_at)
     VALUES (@id, @call_id, @source, @class, @title_zh, @title_en, @parts, @zones, @times, @gap_ms, 'armed', @follows,
       (SELECT max(@requested_at, coalesce(max(place) + 1, 0)) FROM announcements WHERE state IN ('armed', 'queued', 'on-air')),
       @requested_by, @approved_by, @requested_at, @air_at, @expires_at)`,
  );
  const byId = database.prepare<AnnouncementRow>('SELECT * FROM announcements WHERE id = @id');
  const live = database.prepare<AnnouncementRow>(
    "SELECT * FROM announcements WHERE state IN ('armed', 'queued', 'on-air') ORDER BY requested_at, rowid",
  );
  const ofCall = database.prepare<AnnouncementRow>(
    'SELECT * FROM announcements WHERE call_id = @id ORDER BY requested_at, rowid',
  );
  const update = database.prepare(
    `UPDATE announcements SET state = @state, code = @code, says_zh = @says_zh, says_en = @says_en, rounds = coalesce(@rounds, rounds),
       resume_ms = coalesce(@resume_ms, resume_ms), ended_by = iif(@ended, @ended_by, ended_by), started_at = coalesce(started_at, @started_at),
       ended_at = coalesce(@ended_at, ended_at) WHERE id = @id`,
  );
  const move = database.prepare('UPDATE announcements SET place = @place WHERE id = @id');
  const expireAt = database.prepare('UPDATE announcements SET expires_at = @at WHERE id = @id');
  const ofSource = database.prepare<AnnouncementRow>(
    'SELECT * FROM announcements WHERE source = @source ORDER BY requested_at, rowid',
  );
  const begin = database.prepare('INSERT INTO airings (announcement_id, started_at, db) VALUES (@id, @at, @db)');
  const end = database.prepare(
    `UPDATE airings SET ended_at = @at, ending = @ending, code = @code, ended_by = @ended_by, rounds = coalesce(@rounds, rounds)
     WHERE announcement_id = @id AND ending IS NULL`,
  );

  const schedule = database.prepare('UPDATE announcements SET air_at = @at WHERE id = @id');
  const addRound = database.prepare('UPDATE announcements SET times = times + 1 WHERE id = @id');

  return {
    insertCall(call: Omit<CallRecord, 'id' | 'state' | 'closedAtMs'>): number {
      const { lastInsertRowid } = insertCall.run({
        number: call.number,
        kind: call.kind,
        form: JSON.stringify(call.form),
        script_zh: call.scriptZh,
        script_en: call.scriptEn,
        requester: call.requester,
        phone: call.phone,
        name_aired: call.nameAired ? 1 : 0,
        approved_by: call.approvedBy,
        opened_by: call.openedBy,
        opened_at: call.openedAtMs,
      });
      return Number(lastInsertRowid);
    },
    callById: (id: number) => optional(callById.get({ id }), toCall),
    recentCalls: (sinceMs: number) => recentCalls.all({ since: sinceMs }).map(toCall),
    closeCall: (id: number, state: CallState, atMs: number) => closeCall.run({ id, state, at: atMs }),
    insertAnnouncement(one: NewAnnouncement): void {
      insert.run({
        id: one.id,
        call_id: one.callId,
        source: one.source,
        class: one.class,
        title_zh: one.title.zh,
        title_en: one.title.en,
        parts: JSON.stringify(one.parts),
        zones: JSON.stringify(one.zones),
        times: one.times,
        gap_ms: one.gapMs,
        follows: one.follows,
        requested_by: one.requestedBy,
        approved_by: one.approvedBy,
        requested_at: one.requestedAtMs,
        air_at: one.airAtMs,
        expires_at: one.expiresAtMs,
      });
    },
    announcementById: (id: string) => optional(byId.get({ id }), toAnnouncement),
    schedule: (id: string, atMs: number) => schedule.run({ id, at: atMs }),
    addRound: (id: string) => addRound.run({ id }),
    /** Everything that waits or is on the air, in the order it was asked for. */
    live: () => live.all().map(toAnnouncement),
    ofSource: (source: string) => ofSource.all({ source }).map(toAnnouncement),
    move: (id: string, place: number) => move.run({ id, place }),
    expireAt: (id: string, atMs: number | null) => expireAt.run({ id, at: atMs }),
    /** It begins to be heard, so many dB below its full level. */
    begin: (id: string, atMs: number, db: number) => begin.run({ id, at: atMs, db }),
    /** It is heard no more. */
    end(id: string, ended: AiringEnd): void {
      end.run({
        id,
        at: ended.atMs,
        ending: ended.ending,
        code: ended.code,
        ended_by: ended.endedBy,
        rounds: ended.rounds ?? null,
      });
    },
    ofCall: (id: number) => ofCall.all({ id }).map(toAnnouncement),
    update(id: string, change: AnnouncementChange): void {
      update.run({
        id,
        state: change.state,
        code: change.code,
        says_zh: change.says?.zh ?? null,
        says_en: change.says?.en ?? null,
        rounds: change.rounds ?? null,
        resume_ms: change.resumeMs ?? null,
        ended: change.endedBy === undefined ? 0 : 1,
        ended_by: change.endedBy ?? null,
        started_at: change.startedAtMs ?? null,
        ended_at: change.endedAtMs ?? null,
      });
    },
  };
}

export type BroadcastStore = ReturnType<typeof openBroadcastStore>;

function optional<Row, Out>(row: Row | undefined, map: (row: Row) => Out): Out | undefined {
  return row === undefined ? undefined : map(row);
}

function toCall(row: CallRow): CallRecord {
  const form: CallForm = JSON.parse(row.form);
  return {
    id: row.id,
    number: row.number,
    kind: oneOf(['lost-person', 'lost-object'], row.kind),
    form,
    scriptZh: row.script_zh,
    scriptEn: row.script_en,
    state: oneOf(['open', 'found', 'closed', 'withdrawn'], row.state),
    requester: row.requester,
    phone: row.phone,
    nameAired: row.name_aired === 1,
    approvedBy: row.approved_by,
    openedBy: row.opened_by,
    openedAtMs: row.opened_at,
    closedAtMs: row.closed_at,
  };
}

function toAnnouncement(row: AnnouncementRow): AnnouncementView {
  const parts: AnnouncementPart[] = JSON.parse(row.parts);
  const zones: string[] = JSON.parse(row.zones);
  return {
    id: row.id,
    callId: row.call_id,
    source: row.source,
    class: oneOf(CLASSES, row.class),
    title: { zh: row.title_zh, en: row.title_en },
    parts,
    zones,
    times: row.times,
    gapMs: row.gap_ms,
    state: oneOf(ANNOUNCEMENT_STATES, row.state),
    code: row.code,
    says: row.says_zh === null || row.says_en === null ? null : { zh: row.says_zh, en: row.says_en },
    rounds: row.rounds,
    resumeMs: row.resume_ms,
    follows: row.follows,
    place: row.place,
    requestedBy: row.requested_by,
    approvedBy: row.approved_by,
    endedBy: row.ended_by,
    requestedAtMs: row.requested_at,
    airAtMs: row.air_at,
    expiresAtMs: row.expires_at,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
  };
}

function oneOf<const T extends string>(allowed: readonly T[], value: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Error(`${value} is none of ${allowed.join(', ')}`);
  return found;
}
