import type { Acted, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import { replySlip } from './papers.ts';
import { planFor } from './planning.ts';
import { type Promotions, placesOf, promotionOf, rulesOf, subjectOf, writeStep } from './promotions-room.ts';
import { invalid, needsPost, ownEntry, wrongState } from './refusals.ts';
import { type Decision, mayDecide, nextPromotion, type Promotion } from './rules.ts';

/** A decision and the named person who makes it. */
export interface Deciding {
  readonly decision: Decision;
  readonly by: { readonly staffId: number; readonly posts: readonly string[] };
  /** Why it is refused or put off. */
  readonly reason?: string | undefined;
  /** Put off until then, UTC ms. */
  readonly untilMs?: number | undefined;
}

/**
 * Approves, refuses or puts off; the reply for the shop is printed. An approval plans its airings, and they stay as they were told to the shop.
 * @throws DeskError `promotion/needs-post`, `promotion/own-entry`, `promotion/no-room`, `promotion/wrong-state`, `promotion/…` naming the field
 */
export function decideOn(
  room: Promotions,
  command: Command,
  id: number,
  asked: Deciding,
): Acted<{ state: string; planned: number; replyJob: number }> {
  return room.desk.act(command, `promotions/${asked.decision}`, (change) => {
    const promotion = promotionOf(room, id);
    const { decision } = asked;
    refuseStranger(room, promotion, asked);
    if (nextPromotion(promotion.state, { type: decision }) === undefined) throw wrongState(promotion);
    const reason = decision === 'approve' ? null : reasonOf(asked);
    const untilMs = decision === 'defer' ? untilOf(promotion, asked, change.at.wallMs) : null;
    const plan = decision === 'approve' ? planFor(room, promotion, promotion.times, change.at.wallMs) : [];
    if (decision === 'approve' && plan.length === 0) throw noRoom(promotion, change.at.wallMs);
    const by = `staff:${asked.by.staffId}`;
    const body = { by: asked.by.staffId, planned: plan.length, until: untilMs };
    const step = writeStep(room, change, promotion, { type: decision }, body);
    if (step === undefined) throw wrongState(promotion);
    const firstN = room.store.airings(id).length + 1;
    for (const [index, plannedAtMs] of plan.entries())
      room.store.insertAiring({ promotionId: id, n: firstN + index, plannedAtMs, makesUp: null });
    const { identity, signature, queuePaper } = room.parts;
    const decided = {
      ...promotion,
      state: step.state,
      reason,
      deferredUntilMs: untilMs,
      decidedAtMs: change.at.wallMs,
    };
    const paper = replySlip({
      promotion: decided,
      decision,
      plan,
      identity,
      places: placesOf(room, promotion),
      decidedBy: signature(by),
      by: signature(promotion.requestedBy),
      timeZone: room.desk.timeZone,
    });
    const replyJob = queuePaper(change, { document: 'promotion-reply', subject: subjectOf(id), paper });
    room.store.decide(id, { by, atMs: change.at.wallMs, reason, untilMs, replyJob });
    change.afterCommit(() => room.wake());
    return { state: step.state, planned: plan.length, replyJob };
  });
}

function refuseStranger(room: Promotions, { requestedBy }: Promotion, { decision, by }: Deciding): void {
  const { deciders, approvesOwn } = rulesOf(room);
  const allowed = deciders.value[decision];
  if (!mayDecide(by.posts, allowed)) throw needsPost(decision, allowed, deciders.clause);
  if (decision === 'approve' && !approvesOwn.value && requestedBy === `staff:${by.staffId}`) {
    throw ownEntry(approvesOwn.clause);
  }
}

function reasonOf({ reason }: Deciding): string {
  const words = plainWords(reason);
  if (words !== '') return words;
  throw invalid('reason', 'reason', {
    zh: '请选原因，或写一个，回复单上要印。',
    en: 'Choose a reason or write one. It is printed on the reply.',
  });
}

function untilOf({ untilMs: windowEndMs }: Promotion, { untilMs }: Deciding, nowMs: number): number {
  if (untilMs !== undefined && untilMs > nowMs && untilMs < windowEndMs) return untilMs;
  throw invalid('until', 'untilMs', {
    zh: '请选延后到什么时候，要在播出时段结束之前。',
    en: 'Choose until when it is put off: before its window ends.',
  });
}

function noRoom({ untilMs }: Promotion, nowMs: number) {
  if (untilMs <= nowMs) return wrongWindow();
  return invalid('no-room', 'times', {
    zh: '这个时段排不下了：静音时段和别的商户广播已占满。请延后或谢绝，或换时段重新登记。',
    en: 'There is no room in its window: quiet hours and other promotions fill it. Put it off, refuse it, or register it anew with another window.',
  });
}

function wrongWindow() {
  return invalid('window-over', 'until', {
    zh: '要播的时段已经过了，请换时段重新登记。',
    en: 'Its window is over. Register it anew with another one.',
  });
}
