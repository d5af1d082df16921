import type { Acted, Command, Desk } from '../journal/desk.ts';
import { followPlan } from './air-plan.ts';
import { type PromotionParts, type Promotions, promotionOf, subjectOf } from './promotions-room.ts';
import { openPromotionStore } from './store.ts';
import { outcomePaper } from './views.ts';

export { type Deciding, decideOn } from './decide.ts';
export { promotionLedger } from './ledger.ts';
export { type PromotionParts, type Promotions, promotionOf } from './promotions-room.ts';
export { draftPromotion, type PromotionRequest, requestPromotion, withdrawPromotion } from './request.ts';
export type { ComingPromotion, PromotionOptions, PromotionView, Shop } from './rules.ts';
export { dropShop, keepShop, listShops } from './shops.ts';
export {
  comingPromotions,
  outcomePicture,
  promotionById,
  promotionOptions,
  searchPromotions,
} from './views.ts';

/** Opens the room: what ended while the desk was off is written down first, then the plan is followed. */
export function openPromotions(desk: Desk, parts: PromotionParts): Promotions {
  const room = { desk, parts, store: openPromotionStore(desk.database), refused: new Map() };
  return { ...room, ...followPlan(room) };
}

/** Prints how it went, for the shop; as often as it is asked for. */
export function printOutcome(room: Promotions, command: Command, id: number): Acted<{ jobId: number }> {
  return room.desk.act(command, 'promotions/print-outcome', (change) => {
    const promotion = promotionOf(room, id);
    change.record({
      kind: 'promotions/outcome-printed',
      subject: subjectOf(id),
      body: { number: promotion.number },
    });
    const paper = outcomePaper(room, promotion, change.at.wallMs);
    const jobId = room.parts.queuePaper(change, { document: 'promotion-outcome', subject: subjectOf(id), paper });
    return { jobId };
  });
}
