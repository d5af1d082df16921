import { plainWords } from '../ports/plain-words.ts';
import type { PaperPicture } from '../ports/receipt-printer.ts';
import { outcomeOf } from './outcome.rules.ts';
import { outcomeSlip } from './papers.ts';
import { planFor } from './planning.ts';
import { type Promotions, placesOf, promotionOf, rulesOf } from './promotions-room.ts';
import {
  type Airing,
  type ComingPromotion,
  PROMOTION_STATES,
  type Promotion,
  type PromotionOptions,
  type PromotionState,
  type PromotionView,
  type Proposal,
} from './rules.ts';
import { wordingWarnings } from './wording.rules.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HALF_HOUR_MS = HOUR_MS / 2;
/** What a list shows at once, and the soonest of what is to come. */
const MOST_COMING = 20;

/** What is asked of the archive: all that is left out finds everything. */
export interface ArchiveSearch {
  readonly states?: readonly PromotionState[] | undefined;
  /** Part of the number, the shop, the contact or the words. */
  readonly text?: string | undefined;
  /** Only those registered before this one. */
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

/** Promotions of every state, newest first. */
export function searchPromotions(room: Promotions, { states, text, beforeId, limit }: ArchiveSearch): PromotionView[] {
  const found = room.store.search({
    states: states ?? PROMOTION_STATES,
    text: plainWords(text),
    beforeId: beforeId ?? Number.MAX_SAFE_INTEGER,
    limit,
  });
  return found.map((promotion) => viewOf(room, promotion));
}

/** One promotion; undecided ones with what the desk proposes. @throws DeskError `promotion/unknown` */
export function promotionById(room: Promotions, id: number): PromotionView {
  const promotion = promotionOf(room, id);
  const undecided = promotion.state === 'requested' || promotion.state === 'deferred';
  return { ...viewOf(room, promotion), proposal: undecided ? proposalFor(room, promotion) : null };
}

/** What is aired next, soonest first. */
export function comingPromotions({ store }: Promotions): ComingPromotion[] {
  const open = store.openAirings().slice(0, MOST_COMING);
  return open.flatMap(({ promotionId, n, plannedAtMs, state }) => {
    const promotion = store.byId(promotionId);
    const stands = promotion !== undefined && (state === 'planned' || state === 'sent');
    return stands ? [{ promotionId, n, shop: promotion.shop, atMs: plannedAtMs, state }] : [];
  });
}

/** The limits of the form, and the reasons to choose from. */
export function promotionOptions(room: Promotions): PromotionOptions {
  const rules = rulesOf(room);
  return {
    longestTextCharacters: rules.longestTextCharacters,
    mostTimes: rules.mostTimes,
    longestWindowDays: rules.longestWindowDays,
    samePromotionMinutes: rules.samePromotionMinutes,
    anyPromotionMinutes: rules.anyPromotionMinutes,
    quietHours: rules.quietHours,
    reasons: rules.reasons,
    deciders: rules.deciders,
    approvesOwn: rules.approvesOwn,
  };
}

/** The outcome's paper as it would come out now. */
export function outcomePicture(room: Promotions, id: number): PaperPicture | undefined {
  return room.parts.previewPaper(outcomePaper(room, promotionOf(room, id), room.desk.clock.read().wallMs));
}

export function outcomePaper(room: Promotions, promotion: Promotion, atMs: number) {
  const { parts, desk, store } = room;
  return outcomeSlip({
    promotion,
    airings: store.airings(promotion.id),
    places: placesOf(room, promotion),
    identity: parts.identity,
    by: parts.signature(promotion.requestedBy),
    timeZone: desk.timeZone,
    atMs,
  });
}

function viewOf(room: Promotions, promotion: Promotion): PromotionView {
  const { parts, store } = room;
  const rules = rulesOf(room);
  const airings = store.airings(promotion.id);
  return {
    ...promotion,
    requestedBy: parts.signature(promotion.requestedBy),
    decidedBy: promotion.decidedBy === null ? null : parts.signature(promotion.decidedBy),
    airings,
    nextAtMs: nextOf(airings),
    outcome: outcomeOf(promotion.times, airings),
    warnings: wordingWarnings(`${promotion.zh}\n${promotion.en ?? ''}`, rules.wording),
    proposal: null,
    keptUntilMs: (promotion.endedAtMs ?? promotion.requestedAtMs) + rules.keepDays.value * DAY_MS,
  };
}

function nextOf(airings: readonly Airing[]): number | null {
  const coming = airings.flatMap(({ state, plannedAtMs }) =>
    state === 'planned' || state === 'sent' ? [plannedAtMs] : [],
  );
  return coming.length === 0 ? null : Math.min(...coming);
}

/** When services are busy it is better put off (R1 5.1.3); a person decides. */
function proposalFor(room: Promotions, promotion: Promotion): Proposal {
  const { busy } = rulesOf(room);
  const nowMs = room.desk.clock.read().wallMs;
  const plan = planFor(room, promotion, promotion.times, nowMs);
  const openJobs = room.parts.openJobs();
  const isBusy = openJobs >= busy.value.fromOpenJobs;
  const soonMs = Math.ceil((nowMs + busy.value.putOffHours * HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  const putOffUntilMs = Math.min(soonMs, promotion.untilMs - 1);
  const says = isBusy
    ? {
        zh: `柜台还有 ${openJobs} 件没办完，可以先延后。`,
        en: `${openJobs} counter jobs are open. It may be put off.`,
      }
    : plan.length === 0
      ? { zh: '这个时段排不下，请延后或谢绝。', en: 'Its window has no room. Put it off or refuse it.' }
      : null;
  return {
    plan,
    short: promotion.times - plan.length,
    decision: says === null ? 'approve' : 'defer',
    openJobs,
    says,
    clause: busy.clause,
    putOffUntilMs,
  };
}
