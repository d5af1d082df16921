import { Temporal } from 'temporal-polyfill';
import { refuseUnknownZones, withdraw } from '../broadcast/actions.ts';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import { paperDate } from '../printing/letterhead.ts';
import { planFor } from './planning.ts';
import {
  type PromotionRoom,
  type Promotions,
  promotionOf,
  rulesOf,
  subjectOf,
  tell,
  writeStep,
} from './promotions-room.ts';
import { invalid, wrongState } from './refusals.ts';
import type { WordingWarning } from './wording.rules.ts';
import { wordingWarnings } from './wording.rules.ts';

/** What a shop asks for, as typed. */
export interface PromotionRequest {
  readonly shop: string;
  readonly contact?: string | undefined;
  readonly phone?: string | undefined;
  readonly zh: string;
  readonly en?: string | undefined;
  /** Local date and time, `YYYY-MM-DDTHH:MM`. */
  readonly from: string;
  readonly until: string;
  readonly times: number;
  /** Times of day, `HH:MM`. */
  readonly wished: readonly string[];
  /** Where it is to be heard; absent: everywhere. */
  readonly zones?: readonly string[] | undefined;
}

const DAY_MS = 86_400_000;

/** Writes down what a shop asks for; nothing is aired before somebody has approved it. @throws DeskError `promotion/…` */
export function requestPromotion(
  room: Promotions,
  command: Command,
  request: PromotionRequest,
): Acted<{ id: number; number: string }> {
  return room.desk.act(command, 'promotions/request', (change) => {
    const asked = understood(room, request, change.at.wallMs);
    const most = rulesOf(room).mostOpen;
    if (room.store.open().length >= most.value) {
      throw new DeskError(
        'too-many',
        'promotion/too-many',
        {
          zh: `已有 ${most.value} 条商户广播没办完，请先答复或撤回一些。`,
          en: `${most.value} promotions are open. Decide on some of them first, or withdraw some.`,
        },
        { facts: { clause: most.clause } },
      );
    }
    const number = nextNumber(room, change);
    const id = room.store.insert({
      ...asked,
      number,
      requestedBy: command.actor,
      requestedAtMs: change.at.wallMs,
    });
    change.record({
      kind: 'promotions/requested',
      subject: subjectOf(id),
      body: { number, from: asked.fromMs, until: asked.untilMs, times: asked.times, zones: asked.zones },
      personal: {
        shop: asked.shop,
        contact: asked.contact ?? '',
        phone: asked.phone ?? '',
        text: [asked.zh, asked.en ?? ''].join('\n'),
      },
    });
    tell(change, id);
    return { id, number };
  });
}

/** When it could be aired and what in its words to look at; writes nothing. @throws DeskError `promotion/…` */
export function draftPromotion(
  room: PromotionRoom,
  request: PromotionRequest,
): { readonly plan: readonly number[]; readonly warnings: readonly WordingWarning[] } {
  const nowMs = room.desk.clock.read().wallMs;
  const asked = understood(room, request, nowMs);
  return {
    plan: planFor(room, { ...asked, id: 0 }, asked.times, nowMs),
    warnings: wordingWarnings(`${asked.zh}\n${asked.en ?? ''}`, rulesOf(room).wording),
  };
}

/** Takes it back, whoever asked; what waits for the air is not heard, what is being heard is heard to its end. */
export function withdrawPromotion(room: Promotions, command: Command, id: number): Acted<{ state: string }> {
  return room.desk.act(command, 'promotions/withdraw', (change) => {
    const promotion = promotionOf(room, id);
    const step = writeStep(room, change, promotion, { type: 'withdrawn' });
    if (step === undefined) throw wrongState(promotion);
    for (const airing of room.store.airings(id)) {
      if (airing.state === 'planned') {
        const end = { code: null, gaveWayTo: null, startedAtMs: null, endedAtMs: change.at.wallMs };
        room.store.airingEnded(airing, { ...end, state: 'cancelled' });
      }
      const { announcementId, state } = airing;
      if (state === 'sent' && announcementId !== null) {
        change.afterCommit(() => takeBack(room, command.actor, announcementId));
      }
    }
    return { state: step.state };
  });
}

/** Nothing of it is heard if it still waits. */
export function takeBack({ parts }: PromotionRoom, actor: string, announcementId: string): void {
  try {
    withdraw(parts.broadcast, { id: `${announcementId}/take-back`, actor, request: null }, announcementId);
  } catch (error) {
    // On the air already, or over.
    if (!(error instanceof DeskError)) throw error;
  }
}

/** @throws DeskError naming the field */
function understood(room: PromotionRoom, request: PromotionRequest, nowMs: number) {
  const rules = rulesOf(room);
  const shop = plainWords(request.shop);
  const zh = plainWords(request.zh);
  const en = plainWords(request.en);
  if (shop === '')
    throw invalid('shop', 'shop', { zh: '请选商户，或写商户名称。', en: 'Choose the shop, or write its name.' });
  if (zh === '') throw invalid('text', 'zh', { zh: '请写广播稿。', en: 'Please write the script.' });
  const longest = rules.longestTextCharacters;
  for (const [field, text] of Object.entries({ zh, en })) {
    if ([...text].length <= longest.value) continue;
    const says = {
      zh: `广播稿最多 ${longest.value} 字，请缩短。`,
      en: `A script has at most ${counted(longest.value, 'character')}. Please shorten it.`,
    };
    throw invalid('too-long', field, says, longest.clause);
  }
  const fromMs = momentOf(room, request.from, 'from');
  const untilMs = momentOf(room, request.until, 'until');
  if (untilMs <= fromMs)
    throw invalid('window', 'until', {
      zh: '结束要在开始之后，请改时段。',
      en: 'The end must come after the beginning. Change the window.',
    });
  if (untilMs <= nowMs)
    throw invalid('window-over', 'until', {
      zh: '这个时段已经过了，请改时段。',
      en: 'This window is over already. Change it.',
    });
  const days = rules.longestWindowDays;
  if (untilMs - fromMs > days.value * DAY_MS) {
    const says = {
      zh: `一次最多登记 ${days.value} 天，请分开登记。`,
      en: `A window lasts at most ${counted(days.value, 'day')}. Register it in parts.`,
    };
    throw invalid('window-long', 'until', says, days.clause);
  }
  const most = rules.mostTimes;
  if (request.times > most.value) {
    const says = {
      zh: `一次最多登记 ${most.value} 遍，请减少。`,
      en: `At most ${most.value} airings at a time. Ask for fewer.`,
    };
    throw invalid('too-often', 'times', says, most.clause);
  }
  refuseUnknownZones(room.parts.broadcast, request.zones);
  return {
    shop,
    contact: plainWords(request.contact) || null,
    phone: plainWords(request.phone) || null,
    zh,
    en: en || null,
    fromMs,
    untilMs,
    times: request.times,
    wished: [...new Set(request.wished)].sort(),
    zones: [...new Set(request.zones)],
  };
}

function momentOf({ desk }: PromotionRoom, local: string, field: string): number {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(desk.timeZone).epochMilliseconds;
  } catch {
    throw invalid('window', field, {
      zh: '没有这个日期或时间，请改一下。',
      en: 'There is no such date or time. Change it.',
    });
  }
}

function nextNumber({ desk }: PromotionRoom, change: Change): string {
  const day = paperDate(change.at.wallMs, desk.timeZone).replaceAll('-', '');
  return `P-${day}-${String(change.nextNumber(`P-${day}`)).padStart(3, '0')}`;
}
