import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type PromotionRules, promotionRules } from '../../../config/rules/promotions.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import {
  decideOn,
  openPromotions,
  type PromotionRequest,
  type Promotions,
  type PromotionView,
  promotionById,
  requestPromotion,
} from '../../../src/promotions/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import {
  type Room as BroadcastRoom,
  openRoom as openBroadcastRoom,
  restartRoom,
} from '../broadcast/broadcast-fixture.ts';

const file = fileURLToPath(new URL('../../../config/rules/promotions.yaml', import.meta.url));

/** The rules as shipped. */
export const shippedPromotionRules = promotionRules.parse(parse(readFileSync(file, 'utf8')));

/** A Saturday at ten: the quiet hours have just ended. */
export const MORNING = '2026-11-21T10:00:00+08:00';

export const at = (time: string, day = '2026-11-21'): number => Date.parse(`${day}T${time}:00+08:00`);

export const asked: PromotionRequest = {
  shop: '清泉书店',
  contact: '李经理',
  phone: '138 1234 5678',
  zh: '二楼清泉书店今天全场图书八折，欢迎光临。',
  from: '2026-11-21T10:30',
  until: '2026-11-21T20:30',
  times: 4,
  wished: [],
};

export const SUPERVISOR = { staffId: 7, posts: ['supervisor'] } as const;

export interface PromotionRoom extends BroadcastRoom {
  readonly promotions: Promotions;
  readonly reported: unknown[];
  openJobs: number;
  /** Registers as staff:1 does. */
  request(more?: Partial<PromotionRequest>): number;
  /** The same, approved by the supervisor. */
  approved(more?: Partial<PromotionRequest>): number;
  view(id: number): PromotionView;
  /** Local times of what stands, as `HH:MM`. */
  planned(id: number): string[];
  /** Turns the clock to a local time of the 21st. */
  until(time: string): Promise<void>;
}

const open = new Map<Promotions, { readonly rules: readonly PromotionRules[] }>();

/** Stops every room; the broadcast fixture disposes the desks. */
export function stopPromotions(): void {
  for (const promotions of open.keys()) promotions.stop();
  open.clear();
}

export function openPromotionRoom(
  desk: TestDesk = openTestDesk(MORNING),
  rules = shippedPromotionRules,
): PromotionRoom {
  return onBroadcast(openBroadcastRoom(desk), rules);
}

/** The service stops and starts again on the same database. `meanwhile` runs while it is off. */
export function restartPromotions(room: PromotionRoom, meanwhile: () => void = () => undefined): PromotionRoom {
  const rules = open.get(room.promotions)?.rules ?? shippedPromotionRules;
  room.promotions.stop();
  open.delete(room.promotions);
  meanwhile();
  return onBroadcast(restartRoom(room), rules);
}

function onBroadcast(base: BroadcastRoom, rules: readonly PromotionRules[]): PromotionRoom {
  const reported: unknown[] = [];
  const papers: { subject: string; paper: Paper }[] = base.papers;
  const room: { openJobs: number } = { openJobs: 0 };
  const promotions = openPromotions(base.desk, {
    rules,
    broadcast: base.broadcast,
    identity: {
      plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
      desk: { zh: '客户服务中心', en: 'Service Desk' },
    },
    queuePaper: (_change, { subject, paper }) => papers.push({ subject, paper }),
    previewPaper: () => undefined,
    signature: (actor) => (actor === 'staff:7' ? { name: '李敏', staffNo: '1018' } : { name: '王芳', staffNo: '1024' }),
    openJobs: () => room.openJobs,
    report: (error) => reported.push(error),
  });
  open.set(promotions, { rules });
  const request: PromotionRoom['request'] = (more) =>
    requestPromotion(promotions, command(), { ...asked, ...more }).answer.id;
  return Object.assign(room, base, {
    promotions,
    reported,
    request,
    approved(more?: Partial<PromotionRequest>) {
      const id = request(more);
      decideOn(promotions, command('staff:7'), id, { decision: 'approve', by: SUPERVISOR });
      return id;
    },
    view: (id: number) => promotionById(promotions, id),
    planned: (id: number) =>
      promotionById(promotions, id)
        .airings.filter(({ state }) => state === 'planned')
        .map(({ plannedAtMs }) => localTime(plannedAtMs)),
    until: (time: string) => base.desk.clock.advance(at(time) - base.desk.clock.read().wallMs),
  });
}

/** `HH:MM` in Shanghai. */
export function localTime(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(11, 16);
}
