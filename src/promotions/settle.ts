import { announcementsOf, type Broadcast } from '../broadcast/actions.ts';
import type { AirClass } from '../broadcast/rules.ts';
import type { Change } from '../journal/desk.ts';
import { planFor } from './planning.ts';
import { type PromotionRoom, promotionOf, subjectOf, tell, writeStep } from './promotions-room.ts';
import { takeBack } from './request.ts';
import { type Airing, airingEnd, airingSource, isMadeUp } from './rules.ts';

const ACTOR = 'system';

/** Writes down what became of everything on its way. @param holder class of what was last on the air instead, if known */
export function settleSent(room: PromotionRoom, holder: AirClass | null): void {
  for (const airing of room.store.openAirings()) if (airing.state === 'sent') settleOne(room, airing, holder);
}

function settleOne(room: PromotionRoom, airing: Airing, holder: AirClass | null): void {
  const announcement = announcementOf(room.parts.broadcast, airing);
  const end = announcement && airingEnd(announcement.state, announcement.code);
  if (end === undefined) {
    // A stop between a withdrawal and its taking back.
    const { state } = promotionOf(room, airing.promotionId);
    if (state === 'withdrawn' && announcement !== undefined) takeBack(room, ACTOR, announcement.id);
    return;
  }
  room.desk.change(ACTOR, (change) => {
    const startedAtMs = announcement?.startedAtMs ?? null;
    endAiring(room, change, airing, { ...end, startedAtMs, gaveWayTo: end.state === 'lost' ? holder : null });
  });
}

function announcementOf(broadcast: Broadcast, { promotionId, n }: Airing) {
  return announcementsOf(broadcast, airingSource(promotionId, n)).at(-1);
}

/** Too late for its slot: lost without having been on its way. */
export function missAiring(room: PromotionRoom, airing: Airing, code: string): void {
  room.desk.change(ACTOR, (change) => {
    endAiring(room, change, airing, { state: 'lost', code, startedAtMs: null, gaveWayTo: null });
  });
}

/** One airing is over; a lost one is made up for inside the window where there is room, and the last one ends the promotion. */
function endAiring(
  room: PromotionRoom,
  change: Change,
  airing: Airing,
  end: Pick<Airing, 'code' | 'startedAtMs' | 'gaveWayTo'> & { readonly state: 'heard' | 'lost' },
): void {
  const { store } = room;
  const { promotionId, n } = airing;
  store.airingEnded(airing, { ...end, endedAtMs: change.at.wallMs });
  change.record({
    kind: `promotions/airing-${end.state}`,
    subject: subjectOf(promotionId),
    body: { n, code: end.code, gaveWayTo: end.gaveWayTo },
  });
  tell(change, promotionId);
  const promotion = promotionOf(room, promotionId);
  const goesOn = promotion.state === 'approved' || promotion.state === 'running';
  if (!goesOn) return;
  if (end.state === 'lost' && isMadeUp(end.code ?? '')) {
    const [plannedAtMs] = planFor(room, { ...promotion, wished: [] }, 1, change.at.wallMs);
    if (plannedAtMs !== undefined) {
      const nextN = store.airings(promotionId).length + 1;
      store.insertAiring({ promotionId, n: nextN, plannedAtMs, makesUp: n });
      change.record({
        kind: 'promotions/airing-made-up',
        subject: subjectOf(promotionId),
        body: { n: nextN, for: n, at: plannedAtMs },
      });
    }
  }
  const toCome = store.airings(promotionId).some(({ state }) => state === 'planned' || state === 'sent');
  if (!toCome) writeStep(room, change, promotion, { type: 'settled' });
}
