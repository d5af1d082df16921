import type { Database, SqlValue } from '../store/database.ts';
import { isAirClass } from './outcome.rules.ts';
import {
  type Airing,
  type AiringState,
  PROMOTION_STATES,
  type Promotion,
  type PromotionState,
  type Shop,
} from './rules.ts';

interface PromotionRow {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly shop: string;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly text_zh: string;
  readonly text_en: string | null;
  readonly window_from: number;
  readonly window_until: number;
  readonly times: number;
  readonly wished: string;
  readonly zones: string;
  readonly requested_by: string;
  readonly requested_at: number;
  readonly decided_by: string | null;
  readonly decided_at: number | null;
  readonly reason: string | null;
  readonly deferred_until: number | null;
  readonly reply_job: number | null;
  readonly ended_at: number | null;
}

interface AiringRow {
  readonly promotion_id: number;
  readonly n: number;
  readonly planned_at: number;
  readonly state: string;
  readonly makes_up: number | null;
  readonly announcement_id: string | null;
  readonly sent_at: number | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
  readonly code: string | null;
  readonly gave_way_to: string | null;
}

export type NewPromotion = Pick<
  Promotion,
  | 'number'
  | 'shop'
  | 'contact'
  | 'phone'
  | 'zh'
  | 'en'
  | 'fromMs'
  | 'untilMs'
  | 'times'
  | 'wished'
  | 'zones'
  | 'requestedBy'
  | 'requestedAtMs'
>;

/** What is asked of the archive; an empty text finds all. */
export interface Search {
  readonly states: readonly PromotionState[];
  readonly text: string;
  readonly beforeId: number;
  readonly limit: number;
}

export type PromotionStore = ReturnType<typeof openPromotionStore>;

/** The room's SQL. */
export function openPromotionStore(database: Database) {
  const insert = database.prepare(
    `INSERT INTO promotions (number, state, shop, contact, phone, text_zh, text_en, window_from, window_until, times, wished, zones, requested_by, requested_at)
     VALUES (@number, 'requested', @shop, @contact, @phone, @zh, @en, @from, @until, @times, @wished, @zones, @requested_by, @requested_at)`,
  );
  const byId = database.prepare<PromotionRow>('SELECT * FROM promotions WHERE id = @id');
  const open = database.prepare<PromotionRow>(
    "SELECT * FROM promotions WHERE state IN ('requested', 'deferred', 'approved', 'running') ORDER BY id",
  );
  // The texts are compared as they are: a % that somebody types is a % and no pattern.
  const search = database.prepare<PromotionRow>(
    `SELECT * FROM promotions WHERE id < @before AND instr(@states, ',' || state || ',') > 0
       AND (@text = '' OR instr(lower(number || char(10) || shop || char(10) || coalesce(contact, '') || char(10) || text_zh || char(10) || coalesce(text_en, '')), lower(@text)) > 0)
     ORDER BY id DESC LIMIT @limit`,
  );
  const setState = database.prepare(
    'UPDATE promotions SET state = @state, ended_at = coalesce(@ended_at, ended_at) WHERE id = @id',
  );
  const decide = database.prepare(
    `UPDATE promotions SET decided_by = @by, decided_at = @at, reason = @reason, deferred_until = @until, reply_job = @reply_job WHERE id = @id`,
  );
  const airings = database.prepare<AiringRow>('SELECT * FROM promotion_airings WHERE promotion_id = @id ORDER BY n');
  const openAirings = database.prepare<AiringRow>(
    "SELECT * FROM promotion_airings WHERE state IN ('planned', 'sent') ORDER BY planned_at, promotion_id, n",
  );
  const between = database.prepare<AiringRow>(
    "SELECT * FROM promotion_airings WHERE planned_at BETWEEN @from AND @until AND (state IN ('planned', 'sent', 'heard') OR started_at IS NOT NULL) ORDER BY planned_at",
  );
  const insertAiring = database.prepare(
    `INSERT INTO promotion_airings (promotion_id, n, planned_at, state, makes_up)
     VALUES (@promotion_id, @n, @planned_at, 'planned', @makes_up)`,
  );
  const airingSent = database.prepare(
    `UPDATE promotion_airings SET state = 'sent', announcement_id = @announcement_id, sent_at = @at
     WHERE promotion_id = @promotion_id AND n = @n AND state = 'planned'`,
  );
  const airingEnded = database.prepare(
    `UPDATE promotion_airings SET state = @state, code = @code, gave_way_to = @gave_way_to, started_at = @started_at, ended_at = @ended_at
     WHERE promotion_id = @promotion_id AND n = @n AND state IN ('planned', 'sent')`,
  );
  const lastSent = database.prepare<{ at: number | null }>('SELECT max(sent_at) AS at FROM promotion_airings');
  const shops = database.prepare<Shop & Record<string, SqlValue>>(
    'SELECT id, name, contact, phone FROM promotion_shops ORDER BY name',
  );
  const putShop = database.prepare<{ id: number }>(
    `INSERT INTO promotion_shops (name, contact, phone, added_by, added_at) VALUES (@name, @contact, @phone, @by, @at)
     ON CONFLICT (name) DO UPDATE SET contact = @contact, phone = @phone RETURNING id`,
  );
  const endedBefore = database.prepare<{
    id: number;
    number: string;
    requested_at: number;
    ended_at: number;
    n: number;
  }>(
    `SELECT id, number, requested_at, ended_at, (SELECT count(*) FROM promotion_airings WHERE promotion_id = promotions.id) AS n
     FROM promotions WHERE state IN ('done', 'refused', 'withdrawn', 'expired') AND ended_at < @before
       AND NOT EXISTS (SELECT 1 FROM promotion_airings WHERE promotion_id = promotions.id
         AND (state IN ('planned', 'sent') OR ended_at >= @before))
     ORDER BY ended_at, id`,
  );
  const destroyAirings = database.prepare('DELETE FROM promotion_airings WHERE promotion_id = @id');
  const destroy = database.prepare('DELETE FROM promotions WHERE id = @id');
  const dropShop = database.prepare('DELETE FROM promotion_shops WHERE id = @id');

  return {
    insert(one: NewPromotion): number {
      const { lastInsertRowid } = insert.run({
        number: one.number,
        shop: one.shop,
        contact: one.contact,
        phone: one.phone,
        zh: one.zh,
        en: one.en,
        from: one.fromMs,
        until: one.untilMs,
        times: one.times,
        wished: JSON.stringify(one.wished),
        zones: JSON.stringify(one.zones),
        requested_by: one.requestedBy,
        requested_at: one.requestedAtMs,
      });
      return Number(lastInsertRowid);
    },
    byId(id: number): Promotion | undefined {
      const row = byId.get({ id });
      return row && toPromotion(row);
    },
    open: () => open.all().map(toPromotion),
    search: ({ states, text, beforeId, limit }: Search) =>
      search.all({ states: `,${states.join(',')},`, text, before: beforeId, limit }).map(toPromotion),
    setState: (id: number, state: PromotionState, endedAtMs: number | null) =>
      setState.run({ id, state, ended_at: endedAtMs }),
    decide: (
      id: number,
      made: { by: string; atMs: number; reason: string | null; untilMs: number | null; replyJob: number },
    ) =>
      decide.run({
        id,
        by: made.by,
        at: made.atMs,
        reason: made.reason,
        until: made.untilMs,
        reply_job: made.replyJob,
      }),
    airings: (id: number) => airings.all({ id }).map(toAiring),
    openAirings: () => openAirings.all().map(toAiring),
    /** What stands in a stretch of time: planned, on its way or heard, be it in part. */
    standing: (fromMs: number, untilMs: number) => between.all({ from: fromMs, until: untilMs }).map(toAiring),
    insertAiring: (one: Pick<Airing, 'promotionId' | 'n' | 'plannedAtMs' | 'makesUp'>) =>
      insertAiring.run({
        promotion_id: one.promotionId,
        n: one.n,
        planned_at: one.plannedAtMs,
        makes_up: one.makesUp,
      }),
    airingSent: ({ promotionId, n }: Airing, announcementId: string, atMs: number) =>
      airingSent.run({ promotion_id: promotionId, n, announcement_id: announcementId, at: atMs }),
    airingEnded: (
      { promotionId, n }: Airing,
      end: Pick<Airing, 'code' | 'gaveWayTo' | 'startedAtMs' | 'endedAtMs'> & { state: AiringState },
    ) =>
      airingEnded.run({
        promotion_id: promotionId,
        n,
        state: end.state,
        code: end.code,
        gave_way_to: end.gaveWayTo,
        started_at: end.startedAtMs,
        ended_at: end.endedAtMs,
      }),
    lastSentAtMs: () => lastSent.get()?.at ?? null,
    shops: () => shops.all().map(({ id, name, contact, phone }): Shop => ({ id, name, contact, phone })),
    putShop(shop: Omit<Shop, 'id'>, by: string, atMs: number): number {
      const { name, contact, phone } = shop;
      const row = putShop.get({ name, contact, phone, by, at: atMs });
      if (row === undefined) throw new Error(`the shop ${name} was not kept`);
      return row.id;
    },
    /** What ended before then and has no airing under way, oldest first; `records`: itself and its airings. */
    endedBefore: (beforeMs: number) =>
      endedBefore.all({ before: beforeMs }).map(({ id, number, requested_at, ended_at, n }) => ({
        id,
        number,
        requestedAtMs: requested_at,
        endedAtMs: ended_at,
        records: n + 1,
      })),
    /** Returns how many rows went. */
    destroy: (id: number) => destroyAirings.run({ id }).changes + destroy.run({ id }).changes,
    dropShop: (id: number) => dropShop.run({ id }).changes > 0,
  };
}

function toPromotion(row: PromotionRow): Promotion {
  const wished: unknown = JSON.parse(row.wished);
  const zones: string[] = JSON.parse(row.zones);
  return {
    id: row.id,
    number: row.number,
    state: known(PROMOTION_STATES, row.state),
    shop: row.shop,
    contact: row.contact,
    phone: row.phone,
    zh: row.text_zh,
    en: row.text_en,
    fromMs: row.window_from,
    untilMs: row.window_until,
    times: row.times,
    zones,
    wished: Array.isArray(wished) ? wished.map(String) : [],
    requestedBy: row.requested_by,
    requestedAtMs: row.requested_at,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at,
    reason: row.reason,
    deferredUntilMs: row.deferred_until,
    replyJob: row.reply_job,
    endedAtMs: row.ended_at,
  };
}

const AIRING_STATES = ['planned', 'sent', 'heard', 'lost', 'cancelled'] as const satisfies readonly AiringState[];

function toAiring(row: AiringRow): Airing {
  return {
    promotionId: row.promotion_id,
    n: row.n,
    plannedAtMs: row.planned_at,
    state: known(AIRING_STATES, row.state),
    makesUp: row.makes_up,
    announcementId: row.announcement_id,
    sentAtMs: row.sent_at,
    startedAtMs: row.started_at,
    endedAtMs: row.ended_at,
    code: row.code,
    gaveWayTo: isAirClass(row.gave_way_to) ? row.gave_way_to : null,
  };
}

function known<W extends string>(words: readonly W[], word: string): W {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new Error(`an unknown state ${word}`);
  return found;
}
