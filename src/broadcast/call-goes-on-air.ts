import type { Change } from '../journal/desk.ts';
import { callRulesOf, rulesOf } from './broadcast-room.ts';
import { sinceHeard, soughtIn, stepsHeard } from './follow-up.rules.ts';
import { type SlipParts, slipOnFirstAir } from './requester-slip.ts';
import type { AnnouncementView } from './rules.ts';

const STAFF = '/staff';
const ALL_CLEAR = '/all-clear';

/** What the staff hear of a call, as the source of its announcement. */
export const staffSource = (callId: number): string => `call:${callId}${STAFF}`;
/** What tells the staff that a call is over, as the source of its announcement. */
export const allClearSource = (callId: number): string => `call:${callId}${ALL_CLEAR}`;

/** Who hears an announcement of a call: the public, the staff, or the staff that it is over. */
export function heardBy({ source }: Pick<AnnouncementView, 'source'>): 'public' | 'staff' | 'all-clear' {
  if (source?.endsWith(STAFF) === true) return 'staff';
  return source?.endsWith(ALL_CLEAR) === true ? 'all-clear' : 'public';
}

/** A call is heard: its timer starts, the slip is printed the first time, and steps that are done by being heard are done. */
export function callGoesOnAir(broadcast: SlipParts, change: Change, announcement: AnnouncementView): void {
  const { callId } = announcement;
  const by = heardBy(announcement);
  const goesOn = announcement.startedAtMs !== null;
  if (callId === null || by === 'all-clear' || goesOn) return;
  slipOnFirstAir(broadcast, change, announcement);
  broadcast.followUps.markHeard(callId, change.at);
  const heard = broadcast.followUps.of(callId)?.heard;
  const call = broadcast.store.callById(callId);
  if (heard === null || heard === undefined || call === undefined) return;
  const done = broadcast.followUps.done(callId);
  const { elapsedMs } = sinceHeard(heard, change.at, broadcast.followUps.knownMs(callId));
  const { steps } = callRulesOf(broadcast);
  for (const { id: stepId } of stepsHeard(steps.value, soughtIn(call.form, rulesOf(broadcast)), by, elapsedMs)) {
    if (done.some((one) => one.stepId === stepId)) continue;
    const atMs = change.at.wallMs;
    broadcast.followUps.insertStep(callId, { stepId, by: announcement.requestedBy, atMs, elapsedMs });
    change.record({
      kind: 'broadcast/step-done',
      subject: `call:${callId}`,
      body: { step: stepId, announcement: announcement.id },
    });
  }
}
