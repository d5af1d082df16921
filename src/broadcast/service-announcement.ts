import type { Acted, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import type { AnnouncementTimeline } from '../ports/public-address.ts';
import { speechParts } from '../ports/spoken-parts.ts';
import { type Broadcast, checkAiring, levelNow, refuseTooLong, rulesOf } from './broadcast-room.ts';
import type { Level } from './level.rules.ts';
import { sendToAir } from './send-to-air.ts';

/** A free announcement in the desk's own words. */
export interface ServiceRequest {
  readonly zh: string;
  readonly en?: string | undefined;
  readonly times: number;
  readonly gapSeconds: number;
  /** Where it is heard; none: everywhere. */
  readonly zones?: readonly string[] | undefined;
}

/** Renders the announcement's sound without airing it. @throws DeskError, DeviceError `speech/…` */
export async function previewService(
  broadcast: Broadcast,
  request: ServiceRequest,
): Promise<{ readonly timeline: AnnouncementTimeline; readonly level: Level }> {
  const parts = partsOf(broadcast, request);
  const { times, gapSeconds } = request;
  const timeline = await broadcast.publicAddress.prepare({ id: 'preview', parts, times, gapMs: gapSeconds * 1000 });
  return { timeline, level: levelNow(broadcast, 'service') };
}

/** One round as a WAV, to be heard at the desk only. */
export function listenToService(broadcast: Broadcast, request: ServiceRequest): Promise<Uint8Array> {
  return broadcast.publicAddress.listen({ id: 'preview', parts: partsOf(broadcast, request), times: 1, gapMs: 0 });
}

/** Puts a free announcement into its cancel window. @throws DeskError `air/queue-full`, `air/already-waiting`, `air/too-long` */
export function airService(
  broadcast: Broadcast,
  command: Command,
  request: ServiceRequest,
): Acted<{ announcementId: string; airAtMs: number }> {
  const parts = partsOf(broadcast, request);
  return broadcast.desk.act(command, 'broadcast/air-service', (change) => {
    return sendToAir(broadcast, change, {
      id: command.id,
      class: 'service',
      title: { zh: '服务广播', en: 'Service announcement' },
      parts,
      times: request.times,
      gapMs: request.gapSeconds * 1000,
      zones: request.zones ?? [],
    });
  });
}

function partsOf(broadcast: Broadcast, request: ServiceRequest) {
  const rules = rulesOf(broadcast);
  const zh = plainWords(request.zh);
  const en = plainWords(request.en);
  checkAiring(rules, request.times, request.gapSeconds);
  refuseTooLong(rules, zh, 'zh');
  refuseTooLong(rules, en, 'en');
  return speechParts(zh, en);
}
