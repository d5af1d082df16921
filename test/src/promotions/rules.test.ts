import { describe, expect, it } from 'vitest';
import { plainWords } from '../../../src/ports/plain-words.ts';
import { outcomeOf } from '../../../src/promotions/outcome.rules.ts';
import {
  type Airing,
  airingEnd,
  isMadeUp,
  mayDecide,
  nextPromotion,
  PROMOTION_STATES,
  type PromotionInput,
} from '../../../src/promotions/rules.ts';
import { wordingWarnings } from '../../../src/promotions/wording.rules.ts';
import { shippedPromotionRules } from './promotions-fixture.ts';

// Breaking it on purpose: let `approve` fit any state, count a lost airing as heard, or leave `unless` out of the wording.

const INPUTS = ['approve', 'refuse', 'defer', 'askedAgain', 'sent', 'settled', 'windowEnded', 'withdrawn'] as const;

/** What each input makes of each state; everything else changes nothing. */
const TABLE: Readonly<Record<string, Partial<Record<PromotionInput['type'], string>>>> = {
  requested: {
    approve: 'approved',
    refuse: 'refused',
    defer: 'deferred',
    windowEnded: 'expired',
    withdrawn: 'withdrawn',
  },
  deferred: {
    approve: 'approved',
    refuse: 'refused',
    defer: 'deferred',
    askedAgain: 'requested',
    windowEnded: 'expired',
    withdrawn: 'withdrawn',
  },
  approved: { sent: 'running', settled: 'expired', withdrawn: 'withdrawn' },
  running: { settled: 'done', withdrawn: 'withdrawn' },
};

describe('the life of a promotion', () => {
  it.each(PROMOTION_STATES)('from %s is the table', (state) => {
    for (const type of INPUTS) expect(nextPromotion(state, { type })?.state).toBe(TABLE[state]?.[type]);
  });

  it('prints a reply for every decision, plans an approval, and takes back what is planned', () => {
    expect(nextPromotion('requested', { type: 'approve' })?.effects).toEqual(['plan', 'reply']);
    expect(nextPromotion('requested', { type: 'refuse' })?.effects).toEqual(['reply']);
    expect(nextPromotion('requested', { type: 'defer' })?.effects).toEqual(['reply']);
    expect(nextPromotion('running', { type: 'withdrawn' })?.effects).toEqual(['take-back']);
  });
});

describe('who may decide', () => {
  it('holds one of the posts, or administrates', () => {
    const { approve, defer } = shippedPromotionRules[0]?.deciders.value ?? { approve: [], defer: [] };
    expect(mayDecide(['clerk'], approve)).toBe(false);
    expect(mayDecide(['clerk'], defer)).toBe(true);
    expect(mayDecide(['clerk', 'shift-lead'], approve)).toBe(true);
    expect(mayDecide(['administrator'], approve)).toBe(true);
  });
});

describe('the end of an airing', () => {
  it.each([
    ['armed', undefined],
    ['queued', undefined],
    ['on-air', undefined],
    ['completed', 'heard'],
    ['cut', 'lost'],
    ['withdrawn', 'lost'],
    ['expired', 'lost'],
    ['failed', 'lost'],
    ['interrupted', 'lost'],
  ] as const)('%s makes it %s', (state, end) => {
    expect(airingEnd(state, null)?.state).toBe(end);
  });

  it('is not heard when a tone stood in for its words, and no second tone makes up for it', () => {
    expect(airingEnd('completed', 'speech/deadline')).toEqual({ state: 'lost', code: 'speech/deadline' });
    expect(isMadeUp('speech/deadline')).toBe(false);
  });

  it('is made up for unless a person wanted it silent', () => {
    expect(['air/stopped', 'air/withdrawn', 'air/cut-by-higher', 'promotion/missed'].map(isMadeUp)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

const airing = (n: number, more: Partial<Airing>): Airing => ({
  promotionId: 1,
  n,
  plannedAtMs: 0,
  state: 'heard',
  makesUp: null,
  announcementId: null,
  sentAtMs: null,
  startedAtMs: null,
  endedAtMs: null,
  code: null,
  gaveWayTo: null,
  ...more,
});

describe('the outcome', () => {
  it('says what gave way to whom', () => {
    const five = [1, 2, 3, 4, 5].map((n) => airing(n, {}));
    const lost = airing(6, { state: 'lost', code: 'air/cut-by-higher', gaveWayTo: 'lost-person' });
    expect(outcomeOf(6, [...five, lost])).toMatchObject({
      heard: 5,
      lost: 1,
      says: { zh: '播了 5 / 6 次，1 次让给了寻人', en: 'Aired 5 of 6, 1 × gave way to a lost-person call' },
    });
  });

  it('counts what was made up for, and what is still to come', () => {
    const all = [
      airing(1, { state: 'lost', code: 'air/restart' }),
      airing(2, {}),
      airing(3, { makesUp: 1 }),
      airing(4, { state: 'planned' }),
    ];
    expect(outcomeOf(3, all)).toMatchObject({
      heard: 2,
      toCome: 1,
      says: { zh: '播了 2 / 3 次，1 次当时广播没有开，补播了 1 次' },
    });
  });
});

describe('the wording', () => {
  const list = shippedPromotionRules[0]?.wording ?? [];
  const words = (text: string) => wordingWarnings(text, list).map(({ word }) => word);

  it.each([
    ['本店全城最佳烤鸭', ['最佳']],
    ['最 佳 烤 鸭', ['最佳']],
    ['最好的最低价', ['最低', '最好']],
    ['这是最香的茶', ['最']],
    ['最后三天，最多省五十元', []],
    ['第一件八折，请到第一楼', []],
    ['销量第一，绝对正品', ['第一', '绝对']],
    ['纯度１００％', ['100%']],
    ['The BEST tea, no.1 in town', ['number one', 'best', 'No.1'].slice(1)],
    ['Bestway swimming rings', []],
    ['二楼清泉书店今天全场图书八折，欢迎光临。', []],
  ])('of “%s” warns of %j', (text, found) => {
    expect(words(text).sort()).toEqual([...found].sort());
  });

  it('comes with the clause', () => {
    expect(wordingWarnings('顶级享受', list)[0]).toMatchObject({
      word: '顶级',
      clause: expect.stringContaining('第九条'),
    });
  });

  it('is one line without anything invisible', () => {
    expect(plainWords(' 八\u202e折\u0000\n欢迎\u200b  光临\u001b@ ')).toBe('八折 欢迎 光临 @');
  });
});
