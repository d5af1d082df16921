import { readYaml } from '../../../config/read-yaml.ts';
import { proxyAuditRules } from '../../../config/rules/proxy-audit.ts';
import { openPunchRecords } from '../../../src/attendance/actions.ts';
import type { Direction } from '../../../src/attendance/rules.ts';
import { type Outcomes, openOutcomes } from '../../../src/outcomes/actions.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { openProxyAudit, type ProxyAudit, proxiesOf } from '../../../src/proxy-audit/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { chen, type OutcomesRoom, openRoom, wang, zhang } from '../outcomes/room-fixture.ts';

export const zhou: Person = { ...zhang, id: 4, staffNo: '1042', name: '周婷', roles: ['shift-lead'] };
export const liu: Person = { ...zhang, id: 9, staffNo: '3002', name: '刘洋', roles: ['hr'] };

/** A punch to be written down. */
export interface WrittenTap {
  readonly personId: number;
  /** `2026-11-20 08:25:03`, in the plaza's time. */
  readonly at: string;
  readonly direction?: Direction;
  readonly readerId?: string;
  readonly quality?: 'synchronised' | 'rtc' | 'unsure';
}

/** The audit on a desk of its own, with outcomes that hear of it. */
export interface AuditRoom extends Omit<OutcomesRoom, 'punch' | 'proxies'> {
  readonly audit: ProxyAudit;
  readonly papers: Paper[];
  readonly reported: unknown[];
  /** Who is here, and by which punch. */
  readonly here: Map<number, { readonly punchId: number; readonly shiftDay: string }>;
  /** What the next draw takes for a seed. */
  nextSeed: number;
  tap(tap: WrittenTap): number;
  /** 王芳 and 张伟 come together on these days of November, so many seconds apart. */
  together(days: readonly number[], seconds?: number, ids?: readonly [number, number]): void;
}

/** @param startsAt of the clock; absent: Monday, 30 November 2026, in the morning */
export function openAuditRoom(
  startsAt = '2026-11-30T10:00:00+08:00',
  people: readonly Person[] = [wang, zhang, chen, zhou, liu],
): AuditRoom {
  const room = openRoom(people, startsAt);
  const { desk, roster, forms } = room;
  const papers: Paper[] = [];
  const reported: unknown[] = [];
  const here: AuditRoom['here'] = new Map();
  const audit = openProxyAudit(desk, {
    rules: readYaml('config/rules/proxy-audit.yaml', proxyAuditRules),
    roster,
    punches: openPunchRecords(desk),
    formsTouching: (personId) => forms.filter((form) => form.personId === personId),
    lastPunchHere: (personId) => here.get(personId),
    people: () => people,
    personById: (id) => people.find((one) => one.id === id),
    identity: { plaza: { zh: '晴川购物广场', en: '' }, desk: { zh: '客户服务中心', en: '' } },
    queuePaper: (_change, { paper }) => papers.push(paper),
    seed: () => made.nextSeed,
    report: (error) => reported.push(error),
  });
  const outcomes: Outcomes = openOutcomes(desk, {
    ...room.outcomes.needs,
    proxiesOf: (personId, from, until) => proxiesOf(audit, personId, from, until),
  });
  const insert = desk.database.prepare(
    `INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id,
     shift_day, in_window, minutes_late, minutes_early, rules_from, clause)
     VALUES (@personId, @cardId, @readerId, @atMs, @quality, 'boot', 0, @direction, 'reception', @day, 1, 0, 0, '2026-01-01', 'R2 1')`,
  );
  const made: AuditRoom = {
    desk,
    roster,
    forms,
    outcomes,
    audit,
    papers,
    reported,
    here,
    nextSeed: 202_647,
    tap({ personId, at, direction = 'in', readerId = 'reader-1', quality = 'synchronised' }) {
      const atMs = Date.parse(`${at.replace(' ', 'T')}+08:00`);
      const row = {
        personId,
        cardId: `4A0000000${personId}`,
        readerId,
        atMs,
        quality,
        direction,
        day: at.slice(0, 10),
      };
      return Number(insert.run(row).lastInsertRowid);
    },
    together(days, seconds = 3, [one, other] = [wang.id, zhang.id]) {
      for (const day of days) {
        const date = `2026-11-${String(day).padStart(2, '0')}`;
        made.tap({ personId: one, at: `${date} 08:25:00` });
        made.tap({ personId: other, at: `${date} 08:25:${String(seconds).padStart(2, '0')}` });
        made.tap({ personId: one, at: `${date} 18:01:00`, direction: 'out' });
        made.tap({ personId: other, at: `${date} 18:09:00`, direction: 'out' });
      }
    },
    dispose: room.dispose,
  };
  return made;
}
