import { rulesOf as airRulesOf, sendToAir } from '../broadcast/actions.ts';
import type { AirClass } from '../broadcast/rules.ts';
import { DeskError } from '../ports/desk-error.ts';
import { speechParts } from '../ports/spoken-parts.ts';
import { type PromotionRoom, promotionOf, rulesOf, subjectOf, tell, writeStep } from './promotions-room.ts';
import { type Airing, airingSource } from './rules.ts';
import { missAiring, settleSent } from './settle.ts';

/** The wall clock may jump: the plan is looked at again at least so often. */
const LOOK_EVERY_MS = 5_000;
const MINUTE_MS = 60_000;
const ACTOR = 'system';

/** Sends what is due to the air, once, and follows what becomes of it. */
export function followPlan(room: PromotionRoom): { wake(): void; stop(): void } {
  const { desk, store, parts } = room;
  const { broadcast } = parts;
  let cancel = (): void => undefined;
  let stopped = false;
  /** What was last on the air that is no promotion. */
  let holder: AirClass | null = null;
  /** When the last one was sent, on the clock that never jumps. */
  let lastSentMs = sentBefore(room);

  const leadMs = (): number => airRulesOf(broadcast).cancelWindowSeconds.value * 1000;
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      parts.report(error);
    }
  };

  function look(): void {
    cancel();
    if (stopped) return;
    guarded(() => settleSent(room, holder));
    guarded(() => passTime(room));
    let waitMs = LOOK_EVERY_MS;
    guarded(() => {
      for (const airing of store.openAirings()) if (airing.state === 'planned') guarded(() => airIfDue(airing));
      waitMs = untilNext();
    });
    cancel = desk.clock.after(waitMs, look);
  }

  function airIfDue(airing: Airing): void {
    const nowMs = desk.clock.read().wallMs;
    const rules = rulesOf(room);
    const slotEndMs = airing.plannedAtMs + rules.slotMinutes.value * MINUTE_MS;
    if (nowMs < airing.plannedAtMs - leadMs()) return;
    const source = airingSource(airing.promotionId, airing.n);
    if (nowMs + leadMs() > slotEndMs) {
      missAiring(room, airing, room.refused.get(source)?.code ?? 'promotion/missed');
      room.refused.delete(source);
      return;
    }
    // After a jump of the wall clock two that were planned well apart may be due together.
    const sinceMs = desk.clock.monotonicMs() - lastSentMs;
    if (sinceMs < rules.anyPromotionMinutes.value * MINUTE_MS) return;
    try {
      send(room, airing, { source, airAtMs: Math.max(airing.plannedAtMs, nowMs + leadMs()), expiresAtMs: slotEndMs });
      lastSentMs = desk.clock.monotonicMs();
      room.refused.delete(source);
    } catch (error) {
      // Muted, or the queue is full: tried again until its slot ends.
      if (!(error instanceof DeskError)) throw error;
      room.refused.set(source, error);
    }
  }

  function untilNext(): number {
    const nowMs = desk.clock.read().wallMs;
    const waits = store
      .openAirings()
      .flatMap(({ state, plannedAtMs }) => (state === 'planned' ? [plannedAtMs - leadMs() - nowMs] : []))
      .filter((waitMs) => waitMs > 0);
    return Math.min(LOOK_EVERY_MS, ...waits);
  }

  const unfollow = broadcast.onAnnouncement((one) => {
    if (one.state === 'on-air' && one.class !== 'promotion') holder = one.class;
    if (one.source?.startsWith('promotion:') === true && !stopped) guarded(() => settleSent(room, holder));
  });
  look();
  return {
    wake: look,
    stop() {
      stopped = true;
      unfollow();
      cancel();
    },
  };
}

/** One that was sent just before a restart still counts. */
function sentBefore({ desk, store }: PromotionRoom): number {
  const { wallMs, monotonicMs } = desk.clock.read();
  const last = store.lastSentAtMs();
  return last === null || last > wallMs ? Number.NEGATIVE_INFINITY : monotonicMs - (wallMs - last);
}

/** The row and the announcement are written together: neither is ever there without the other, and neither twice. */
function send(
  room: PromotionRoom,
  airing: Airing,
  { source, airAtMs, expiresAtMs }: { source: string; airAtMs: number; expiresAtMs: number },
): void {
  const { desk, store, parts } = room;
  const promotion = promotionOf(room, airing.promotionId);
  desk.change(ACTOR, (change) => {
    sendToAir(parts.broadcast, change, {
      id: source,
      class: 'promotion',
      title: { zh: `商户广播 · ${promotion.shop}`, en: `Promotion · ${promotion.shop}` },
      parts: speechParts(promotion.zh, promotion.en, true),
      times: 1,
      gapMs: 0,
      zones: promotion.zones,
      source,
      ...(promotion.decidedBy === null ? {} : { approvedBy: promotion.decidedBy }),
      airAtMs,
      expiresAtMs,
    });
    store.airingSent(airing, source, change.at.wallMs);
    change.record({ kind: 'promotions/airing-sent', subject: subjectOf(promotion.id), body: { n: airing.n, airAtMs } });
    writeStep(room, change, promotion, { type: 'sent' });
    tell(change, promotion.id);
  });
}

/** What was put off is asked again in time; what nobody decided on is over with its window. */
function passTime(room: PromotionRoom): void {
  const { desk, store } = room;
  const nowMs = desk.clock.read().wallMs;
  for (const promotion of store.open()) {
    const { state, untilMs, deferredUntilMs } = promotion;
    const undecided = state === 'requested' || state === 'deferred';
    if (undecided && untilMs <= nowMs) {
      desk.change(ACTOR, (change) => void writeStep(room, change, promotion, { type: 'windowEnded' }));
    } else if (state === 'deferred' && deferredUntilMs !== null && deferredUntilMs <= nowMs) {
      desk.change(ACTOR, (change) => void writeStep(room, change, promotion, { type: 'askedAgain' }));
    }
  }
}
