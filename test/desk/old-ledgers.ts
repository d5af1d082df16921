import type { Database } from '../../src/store/database.ts';

const DAY_MS = 86_400_000;

export interface OldLedgers {
  readonly calls?: number;
  /** Days of the log with three items each. */
  readonly days?: number;
  readonly promotions?: number;
  /** Found together in every text, to be looked for afterwards. */
  readonly mark?: string;
}

/** Fills a database with what ended more than a year ago: calls with two airings and a slip, days of the log, promotions. */
export function oldLedgers(
  database: Database,
  { calls = 0, days = 0, promotions = 0, mark = '欧阳' }: OldLedgers,
): void {
  const nowMs = Date.now();
  const call = database.prepare(
    `INSERT INTO calls (id, number, kind, form, script_zh, state, requester, phone, name_aired, opened_by, opened_at, closed_at)
     VALUES (@id, @number, @kind, @form, @script, 'closed', @who, '13800001111', 0, 'staff:2', @at, @at + 600000)`,
  );
  const followUp = database.prepare(
    "INSERT INTO call_follow_ups (call_id, audience, times, gap_ms) VALUES (@id, 'public', 2, 0)",
  );
  const announcement = database.prepare(
    `INSERT INTO announcements (id, call_id, class, title_zh, title_en, parts, times, gap_ms, state, place, requested_by, requested_at, air_at, started_at, ended_at)
     VALUES (@id, @call, @class, @title, 'x', @parts, 1, 0, 'completed', @at, 'staff:2', @at, @at, @at, @at + 30000)`,
  );
  const airing = database.prepare(
    "INSERT INTO airings (announcement_id, started_at, ended_at, ending, rounds) VALUES (@id, @at, @at + 30000, 'completed', 1)",
  );
  const paper = database.prepare(
    `INSERT INTO print_jobs (document, subject, paper, state, queued_at, changed_at)
     VALUES (@document, @subject, @paper, 'confirmed', @at, @at)`,
  );
  const promotion = database.prepare(
    `INSERT INTO promotions (number, state, shop, contact, phone, text_zh, window_from, window_until, times, wished, requested_by, requested_at, ended_at)
     VALUES (@number, 'done', @shop, @who, '13900002222', @text, @at, @at + 3600000, 1, '[]', 'staff:2', @at, @at + 3600000)`,
  );
  const parts = (words: string) => JSON.stringify([{ kind: 'speech', text: words, language: 'zh' }]);
  const stamp = (atMs: number) => new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '');
  const say = (id: string, of: { call: number | null; class: string; words: string; at: number }) => {
    announcement.run({ id, call: of.call, class: of.class, title: of.words, parts: parts(of.words), at: of.at });
    airing.run({ id, at: of.at });
  };
  database.transaction(() => {
    for (let n = 1; n <= calls; n++) {
      const at = nowMs - (370 + n) * DAY_MS;
      const kind = n % 2 === 0 ? 'lost-object' : 'lost-person';
      const words = `${mark}${n}小朋友请到一楼服务台`;
      const form = JSON.stringify({ kind, name: `${mark}${n}` });
      call.run({ id: n, number: `X-${stamp(at)}-001`, kind, form, script: words, who: `${mark}${n}`, at });
      followUp.run({ id: n });
      for (const round of [1, 2])
        say(`old-call-${n}-${round}`, { call: n, class: kind, words, at: at + round * 60_000 });
      const slip = JSON.stringify({ title: '寻人登记单', blocks: [{ kind: 'text', text: words }] });
      paper.run({ document: 'call-slip', subject: `call:${n}`, paper: slip, at });
    }
    for (let n = 1; n <= days; n++)
      for (const item of [1, 2, 3]) {
        const at = nowMs - (370 + n) * DAY_MS + item * 60_000;
        say(`old-log-${n}-${item}`, { call: null, class: 'service', words: `请${mark}${n}先生到停车场`, at });
      }
    for (let n = 1; n <= promotions; n++) {
      const at = nowMs - (370 + n) * DAY_MS;
      const text = `${mark}${n}书店全场八折`;
      promotion.run({ number: `P-${stamp(at)}-001`, shop: `${mark}${n}书店`, who: `${mark}${n}`, text, at });
    }
  });
}
