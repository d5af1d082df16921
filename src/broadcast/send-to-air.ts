import type { Change } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import { type Broadcast, rulesOf } from './broadcast-room.ts';
import type { AirClass } from './rules.ts';
import { arm } from './turns.ts';

/** What a room wants on the air. */
export interface AskedAnnouncement {
  /** The command's id, or one made from what asks: the same announcement is never sent twice. */
  readonly id: string;
  readonly class: AirClass;
  readonly title: Sentence;
  /** One round. */
  readonly parts: readonly AnnouncementPart[];
  readonly times: number;
  readonly gapMs: number;
  /** Absent: everywhere. */
  readonly zones?: readonly string[];
  readonly callId?: number;
  /** What asks, e.g. `schedule:farewell@2026-12-01`, `promotion:7`; shown in the log. */
  readonly source?: string;
  readonly approvedBy?: string;
  /** When it is to begin; absent: when the cancel window of its class has ended. */
  readonly airAtMs?: number;
  /** Dropped, and reported, if it has not begun by then; absent: after the time its class may wait. */
  readonly expiresAtMs?: number;
}

/**
 * Sends an announcement on its way to the air, inside the caller's transaction: through its cancel window, then at once, or into the queue
 * behind what is as urgent or more. What becomes of it is heard through {@link Broadcast.onAnnouncement}.
 * @throws DeskError `air/zone`, `air/muted`, `air/queue-full`, `air/already-waiting`
 */
export function sendToAir(
  broadcast: Broadcast,
  change: Change,
  asked: AskedAnnouncement,
): { readonly announcementId: string; readonly airAtMs: number } {
  refuseUnknownZones(broadcast, asked.zones);
  const nowMs = change.at.wallMs;
  const rules = rulesOf(broadcast);
  const windowMs = broadcast.policyOf(asked.class).cancelWindow ? rules.cancelWindowSeconds.value * 1000 : 0;
  const airAtMs = asked.airAtMs ?? nowMs + windowMs;
  const announcement = {
    id: asked.id,
    callId: asked.callId ?? null,
    source: asked.source ?? null,
    class: asked.class,
    title: asked.title,
    parts: asked.parts,
    zones: asked.zones ?? [],
    times: asked.times,
    gapMs: asked.gapMs,
    follows: null,
    requestedBy: change.actor,
    approvedBy: asked.approvedBy ?? null,
    requestedAtMs: nowMs,
    airAtMs,
    expiresAtMs: asked.expiresAtMs ?? null,
  };
  arm(broadcast, change, announcement, rules.longestQueue.value);
  return { announcementId: asked.id, airAtMs };
}

/** @throws DeskError `air/zone` where one of them is none of this plaza's */
export function refuseUnknownZones(
  { publicAddress }: Pick<Broadcast, 'publicAddress'>,
  zones: readonly string[] = [],
): void {
  const known = (publicAddress.zones ?? []).map(({ id }) => id);
  if (zones.every((zone) => known.includes(zone))) return;
  throw new DeskError('invalid', 'air/zone', {
    zh: '没有这个分区，请重新选。',
    en: 'There is no such zone. Please choose again.',
  });
}
