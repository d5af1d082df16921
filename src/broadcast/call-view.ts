import { type Broadcast, callOf, callRulesOf, rulesOf } from './broadcast-room.ts';
import { heardBy } from './call-goes-on-air.ts';
import { type DueCall, type FollowedCall, type HandOver, nextSteps, soughtIn } from './follow-up.rules.ts';
import type { AnnouncementView } from './rules.ts';
import type { CallRecord } from './store.ts';

const RECENT_MS = 86_400_000;

/** Open calls and those of the last day, newest first. */
export function recentCalls(broadcast: Broadcast): FollowedCall[] {
  const sinceMs = broadcast.desk.clock.read().wallMs - RECENT_MS;
  return broadcast.store.recentCalls(sinceMs).map((call) => callView(broadcast, call));
}

/** @throws DeskError `call/unknown` */
export function callById(broadcast: Broadcast, callId: number): FollowedCall {
  return callView(broadcast, callOf(broadcast, callId));
}

/** Open calls with a step that somebody should do now, oldest first. */
export function dueCalls(broadcast: Broadcast): DueCall[] {
  return broadcast.followUps.openCalls().flatMap((callId) => {
    const { kind, number, next } = callById(broadcast, callId);
    const due = next.steps.filter(({ state }) => state === 'due');
    const [first] = due;
    return first === undefined ? [] : [{ callId, kind, number, step: first.says, more: due.length - 1 }];
  });
}

function callView(broadcast: Broadcast, call: CallRecord): FollowedCall {
  const airings = broadcast.store.ofCall(call.id);
  const { id, number, kind, state, nameAired, openedAtMs, closedAtMs } = call;
  const followUp = broadcast.followUps.of(id);
  const audience = followUp?.audience ?? 'public';
  const sought = soughtIn(call.form, rulesOf(broadcast));
  const nameOf = (actor: string) => broadcast.parts.signature(actor).name;
  const done = broadcast.followUps.done(id).map((one) => ({ ...one, by: nameOf(one.by) }));
  const { steps, allClear } = callRulesOf(broadcast);
  const staffHeard = wasHeard(airings, 'staff');
  const sent = airings.some((one) => heardBy(one) === 'all-clear');
  const stored = broadcast.followUps.handOver(id);
  return {
    id,
    number,
    kind,
    state,
    title: airings.findLast((one) => heardBy(one) !== 'all-clear')?.title ?? { zh: number, en: number },
    script: { zh: call.scriptZh, en: call.scriptEn },
    nameAired,
    openedAtMs,
    closedAtMs,
    airings,
    audience,
    sought,
    staffHeard,
    publicHeard: wasHeard(airings, 'public'),
    next: nextSteps(
      { heard: followUp?.heard ?? null, sought, audience, done, knownMs: broadcast.followUps.knownMs(id) },
      steps.value,
      broadcast.desk.clock.read(),
    ),
    ledgerNumber: followUp?.ledgerNumber ?? null,
    allClear: sent ? 'sent' : state === 'found' && staffHeard && allClear.value !== 'never' ? 'offered' : 'none',
    handOver: stored === undefined ? null : shownHandOver({ ...stored, by: nameOf(stored.by) }),
  };
}

/** Whether an audience has heard anything of a call. */
export function wasHeard(airings: readonly AnnouncementView[], by: 'public' | 'staff'): boolean {
  return airings.some((one) => one.startedAtMs !== null && heardBy(one) === by);
}

function shownHandOver({ place, idKind, idSeen, by, atMs }: HandOver): HandOver {
  return { place, idKind, idSeen, by, atMs };
}
