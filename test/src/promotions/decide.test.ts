import { afterEach, describe, expect, it } from 'vitest';
import {
  decideOn,
  draftPromotion,
  dropShop,
  keepShop,
  listShops,
  requestPromotion,
  searchPromotions,
  withdrawPromotion,
} from '../../../src/promotions/actions.ts';
import { command } from '../../desk-fixture.ts';
import { disposeRooms } from '../broadcast/broadcast-fixture.ts';
import {
  asked,
  at,
  openPromotionRoom,
  SUPERVISOR,
  shippedPromotionRules,
  stopPromotions,
} from './promotions-fixture.ts';

// Breaking it on purpose: leave the approver's account unchecked, write no journal, or plan an approval outside its transaction.

afterEach(() => {
  stopPromotions();
  disposeRooms();
});

const CLERK = { staffId: 1, posts: ['clerk'] };
const LEAD = { staffId: 1, posts: ['clerk', 'shift-lead'] };
const approve = { decision: 'approve', by: SUPERVISOR } as const;

function kinds(room: ReturnType<typeof openPromotionRoom>): string[] {
  const rows = room.desk.database
    .prepare<{ kind: string }>("SELECT kind FROM journal WHERE kind LIKE 'promotions/%' ORDER BY seq")
    .all();
  return rows.map(({ kind }) => kind);
}

describe('a request', () => {
  it('is written down with its number and journalled; the words are personal', () => {
    const room = openPromotionRoom();
    const id = room.request();
    expect(room.view(id)).toMatchObject({
      number: 'P-20261121-001',
      state: 'requested',
      shop: '清泉书店',
      requestedBy: { name: '王芳' },
      airings: [],
      outcome: { asked: 4, heard: 0 },
    });
    expect(kinds(room)).toEqual(['promotions/requested']);
    const [entry] = room.desk.database
      .prepare<{ body: string }>("SELECT body FROM journal WHERE kind = 'promotions/requested'")
      .all();
    expect(entry?.body).not.toMatch(/清泉|李经理|138/);
  });

  it('acts once', () => {
    const room = openPromotionRoom();
    const touch = command();
    const first = requestPromotion(room.promotions, touch, asked);
    expect(requestPromotion(room.promotions, touch, asked)).toEqual({ answer: first.answer, repeated: true });
    expect(searchPromotions(room.promotions, { limit: 10 })).toHaveLength(1);
  });

  it.each([
    ['promotion/too-long', { zh: '好'.repeat(501) }],
    ['promotion/too-long', { en: 'a'.repeat(501) }],
    ['promotion/text', { zh: '\u0000\u202e' }],
    ['promotion/shop', { shop: ' \u200b ' }],
    ['promotion/window', { until: '2026-11-21T10:30' }],
    ['promotion/window', { from: '2026-02-30T10:30' }],
    ['promotion/window-over', { from: '2026-11-20T10:30', until: '2026-11-21T10:00' }],
    ['promotion/window-long', { until: '2027-01-21T10:30' }],
    ['promotion/too-often', { times: 25 }],
  ])('is refused with %s', (code, more) => {
    const room = openPromotionRoom();
    expect(() => room.request(more)).toThrow(expect.objectContaining({ code }));
    expect(kinds(room)).toEqual([]);
  });

  it('takes 500 characters, and not more than 50 open ones', () => {
    const room = openPromotionRoom();
    room.request({ zh: '好'.repeat(500) });
    for (let n = 1; n < 50; n++) room.request();
    expect(() => room.request()).toThrow(expect.objectContaining({ code: 'promotion/too-many' }));
  });

  it('shows beforehand when it would be aired and which words to look at', () => {
    const room = openPromotionRoom();
    const { plan, warnings } = draftPromotion(room.promotions, { ...asked, zh: '全城第一的书店' });
    expect(plan).toHaveLength(4);
    expect(warnings.map(({ word }) => word)).toEqual(['第一']);
    expect(kinds(room)).toEqual([]);
  });
});

describe('an approval', () => {
  it('plans the airings, prints the reply and is journalled with the person’s name', () => {
    const room = openPromotionRoom();
    const id = room.approved();
    expect(room.view(id)).toMatchObject({ state: 'approved', decidedBy: { name: '李敏' }, nextAtMs: at('11:44') });
    expect(room.planned(id)).toEqual(['11:44', '14:13', '16:41', '19:10']);
    expect(room.papers).toMatchObject([{ subject: `promotion:${id}`, paper: { title: '商户广播回复单' } }]);
    expect(kinds(room)).toEqual(['promotions/requested', 'promotions/approved']);
  });

  it('acts once', () => {
    const room = openPromotionRoom();
    const id = room.request();
    const touch = command('staff:7');
    decideOn(room.promotions, touch, id, approve);
    expect(decideOn(room.promotions, touch, id, approve).repeated).toBe(true);
    expect(() => decideOn(room.promotions, command('staff:7'), id, approve)).toThrow(
      expect.objectContaining({ code: 'promotion/wrong-state' }),
    );
    expect(room.planned(id)).toHaveLength(4);
    expect(room.papers).toHaveLength(1);
  });

  it('needs the post', () => {
    const room = openPromotionRoom();
    const id = room.request();
    const by = { staffId: 3, posts: ['clerk'] };
    for (const decision of ['approve', 'refuse'] as const)
      expect(() => decideOn(room.promotions, command(), id, { decision, by, reason: '忙' })).toThrow(
        expect.objectContaining({ code: 'promotion/needs-post', refusal: 'forbidden' }),
      );
  });

  it('is not given by the account that entered it, unless the rule lets it', () => {
    const room = openPromotionRoom();
    const id = room.request();
    expect(() => decideOn(room.promotions, command(), id, { decision: 'approve', by: LEAD })).toThrow(
      expect.objectContaining({ code: 'promotion/own-entry' }),
    );
    stopPromotions();
    const lenient = shippedPromotionRules.map((version) => ({
      ...version,
      approvesOwn: { value: true, clause: 'desk' },
    }));
    const other = openPromotionRoom(undefined, lenient);
    const own = other.request();
    expect(decideOn(other.promotions, command(), own, { decision: 'approve', by: LEAD }).answer.state).toBe('approved');
  });

  it('moves nothing that has been told to another shop', () => {
    const room = openPromotionRoom();
    const first = room.approved();
    const before = room.view(first).airings;
    for (let n = 0; n < 5; n++) room.approved({ shop: `商户 ${n}`, wished: ['11:44'] });
    expect(room.view(first).airings).toEqual(before);
    const all = room.desk.database
      .prepare<{ at: number }>('SELECT planned_at AS at FROM promotion_airings ORDER BY at')
      .all();
    const gaps = all.slice(1).map(({ at: now }, index) => now - (all[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(15 * 60_000);
  });

  it('is refused where there is no room, and plans fewer where there is little', () => {
    const room = openPromotionRoom();
    const night = room.request({ from: '2026-11-21T21:00', until: '2026-11-22T09:00' });
    expect(() => decideOn(room.promotions, command(), night, approve)).toThrow(
      expect.objectContaining({ code: 'promotion/no-room' }),
    );
    const evening = room.request({ from: '2026-11-21T20:00', until: '2026-11-21T23:00', times: 5 });
    expect(decideOn(room.promotions, command(), evening, approve).answer.planned).toBe(2);
  });
});

describe('a refusal and a putting off', () => {
  it('need a reason that is printed', () => {
    const room = openPromotionRoom();
    const id = room.request();
    const refuse = { decision: 'refuse', by: SUPERVISOR } as const;
    expect(() => decideOn(room.promotions, command(), id, { ...refuse, reason: ' \u0000' })).toThrow(
      expect.objectContaining({ code: 'promotion/reason', field: 'reason' }),
    );
    decideOn(room.promotions, command(), id, { ...refuse, reason: '内容不适合' });
    expect(room.view(id)).toMatchObject({ state: 'refused', reason: '内容不适合' });
    expect(JSON.stringify(room.papers[0]?.paper)).toContain('内容不适合');
  });

  it('may be put off by a clerk; it is asked again in time', async () => {
    const room = openPromotionRoom();
    const id = room.request();
    const defer = { decision: 'defer', by: CLERK, reason: '服务台正忙' } as const;
    expect(() => decideOn(room.promotions, command(), id, { ...defer, untilMs: at('09:00') })).toThrow(
      expect.objectContaining({ code: 'promotion/until' }),
    );
    decideOn(room.promotions, command(), id, { ...defer, untilMs: at('12:00') });
    expect(room.view(id).state).toBe('deferred');
    await room.until('12:01');
    expect(room.view(id).state).toBe('requested');
  });

  it('is proposed when many counter jobs are open; a person decides', () => {
    const room = openPromotionRoom();
    const id = room.request();
    expect(room.view(id).proposal).toMatchObject({ decision: 'approve', says: null });
    room.openJobs = 3;
    expect(room.view(id).proposal).toMatchObject({
      decision: 'defer',
      openJobs: 3,
      clause: 'R1 5.1.3',
      putOffUntilMs: at('12:00'),
      says: { zh: '柜台还有 3 件没办完，可以先延后。' },
    });
    expect(decideOn(room.promotions, command(), id, approve).answer.state).toBe('approved');
  });

  it('is over with its window when nobody decides', async () => {
    const room = openPromotionRoom();
    const id = room.request({ until: '2026-11-21T11:00' });
    await room.until('11:01');
    expect(room.view(id).state).toBe('expired');
    expect(() => decideOn(room.promotions, command(), id, approve)).toThrow(
      expect.objectContaining({ code: 'promotion/wrong-state' }),
    );
  });
});

describe('the archive', () => {
  it('is found by words, number, shop and state, newest first, and kept for a year', () => {
    const room = openPromotionRoom();
    const books = room.request();
    const tea = room.approved({ shop: '茶叶店', zh: '新茶上市，100% 手工。' });
    const find = (text: string, states?: readonly ['approved']) =>
      searchPromotions(room.promotions, { text, states, limit: 10 }).map(({ id }) => id);
    expect(find('')).toEqual([tea, books]);
    expect(find('图书')).toEqual([books]);
    expect(find('p-20261121-002')).toEqual([tea]);
    expect(find('%')).toEqual([tea]);
    expect(find('', ['approved'])).toEqual([tea]);
    expect(searchPromotions(room.promotions, { beforeId: tea, limit: 10 }).map(({ id }) => id)).toEqual([books]);
    expect(room.view(tea).keptUntilMs).toBe(at('10:00', '2027-11-21'));
  });
});

describe('a withdrawal', () => {
  it('cancels what is planned', () => {
    const room = openPromotionRoom();
    const id = room.approved();
    withdrawPromotion(room.promotions, command(), id);
    expect(room.view(id)).toMatchObject({ state: 'withdrawn', nextAtMs: null });
    expect(room.view(id).airings.every(({ state }) => state === 'cancelled')).toBe(true);
    expect(() => withdrawPromotion(room.promotions, command(), id)).toThrow(
      expect.objectContaining({ code: 'promotion/wrong-state' }),
    );
  });
});

describe('the list of shops', () => {
  it('keeps a name once with its newest contact, and lets it go', () => {
    const room = openPromotionRoom();
    const { id } = keepShop(room.promotions, command(), { name: '茶叶店', contact: '周' }).answer;
    keepShop(room.promotions, command(), { name: ' 茶叶店 ', phone: '13800001111' });
    expect(listShops(room.promotions)).toEqual([{ id, name: '茶叶店', contact: null, phone: '13800001111' }]);
    dropShop(room.promotions, command(), id);
    expect(listShops(room.promotions)).toEqual([]);
    expect(() => dropShop(room.promotions, command(), id)).toThrow(
      expect.objectContaining({ code: 'promotion/shop-unknown' }),
    );
  });
});
