import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Air, airView, arm, closeInterrupted, followDevice, writeStep } from './air.ts';
import {
  announcementOf,
  type Broadcast,
  type BroadcastParts,
  checkAiring,
  refuseTooLong,
  rulesOf,
  silence,
  speechParts,
} from './broadcast-room.ts';
import { type AirView, type AnnouncementView, nextAir } from './rules.ts';
import { openBroadcastStore } from './store.ts';

export type { Broadcast, BroadcastParts } from './broadcast-room.ts';
export { rulesOf } from './broadcast-room.ts';
export {
  airAgain,
  airCall,
  type CallPreview,
  type CallRequest,
  callById,
  closeCall,
  listenToCall,
  markFound,
  previewCall,
  recentCalls,
  reprintSlip,
} from './calls.ts';
export type { AirView, AnnouncementView, CallView } from './rules.ts';

/** Opens the room: whatever a restart interrupted is closed first, then the device is followed. */
export function openBroadcast(desk: Desk, parts: BroadcastParts): Broadcast {
  const air: Air = { desk, store: openBroadcastStore(desk.database), publicAddress: parts.publicAddress };
  closeInterrupted(air);
  const stop = followDevice(air);
  return { ...air, parts, stop };
}

/** Takes an announcement back before it is heard. @throws DeskError `air/too-late` once it is on the air */
export function withdraw(broadcast: Broadcast, command: Command, id: string): Acted<{ state: string }> {
  return broadcast.desk.act(command, 'broadcast/withdraw', (change) => {
    const current = announcementOf(broadcast, id);
    const next = nextAir(current.state, { type: 'withdrawn' });
    if (next === undefined) {
      throw new DeskError(
        'wrong-state',
        'air/too-late',
        { zh: '已经播出，撤不回了，请按停播。', en: 'It is on the air already. Press stop.' },
        { facts: { state: current.state } },
      );
    }
    writeStep(broadcast, change, current, next);
    if (current.callId !== null) broadcast.store.closeCall(current.callId, 'withdrawn', change.at.wallMs);
    return { state: next.state };
  });
}

/** Silences whatever is armed or on the air; also answers when there is nothing. Anybody at the screen may. */
export function stopAir(broadcast: Broadcast, command: Command): Acted<{ stopped: number }> {
  return broadcast.desk.act(command, 'broadcast/stop', (change) => {
    const live = broadcast.store.live();
    change.record({ kind: 'broadcast/stop-pressed', subject: 'air', body: { live: live.map((one) => one.id) } });
    silence(broadcast, change, live, 'air/stopped');
    return { stopped: live.length };
  });
}

/** A free service announcement in the desk's own words. */
export function airService(
  broadcast: Broadcast,
  command: Command,
  request: { zh: string; en?: string | undefined; times: number; gapSeconds: number },
): Acted<{ announcementId: string; airAtMs: number }> {
  const rules = rulesOf(broadcast);
  checkAiring(rules, request.times, request.gapSeconds);
  refuseTooLong(rules, request.zh, 'zh');
  refuseTooLong(rules, request.en ?? '', 'en');
  return broadcast.desk.act(command, 'broadcast/air-service', (change) => {
    const airAtMs = change.at.wallMs + rules.cancelWindowSeconds.value * 1000;
    arm(broadcast, change, {
      id: command.id,
      callId: null,
      class: 'service',
      title: { zh: '服务广播', en: 'Service announcement' },
      parts: speechParts(request.zh, request.en),
      times: request.times,
      gapMs: request.gapSeconds * 1000,
      requestedBy: command.actor,
      requestedAtMs: change.at.wallMs,
      airAtMs,
    });
    return { announcementId: command.id, airAtMs };
  });
}

/** The log of what aired and what was meant to, newest first. */
export function airLog(broadcast: Broadcast, limit: number, beforeMs: number): AnnouncementView[] {
  return broadcast.store.log(limit, beforeMs);
}

export function currentAir(broadcast: Broadcast): AirView {
  return airView(broadcast);
}

/** Music belongs to everybody at the desk; what happens to it is journalled. */
export async function setMusic(
  broadcast: Broadcast,
  command: Command,
  wanted: { playing?: boolean | undefined; volume?: number | undefined },
): Promise<Acted<{ playing: boolean | null; volume: number | null }>> {
  const acted = broadcast.desk.act(command, 'broadcast/music', (change) => {
    const answer = { playing: wanted.playing ?? null, volume: wanted.volume ?? null };
    change.record({ kind: 'broadcast/music-set', subject: 'music', body: answer });
    return answer;
  });
  if (acted.repeated) return acted;
  if (wanted.volume !== undefined) await broadcast.publicAddress.setMusicVolume(wanted.volume);
  if (wanted.playing === true) await broadcast.publicAddress.playMusic();
  if (wanted.playing === false) await broadcast.publicAddress.pauseMusic();
  return acted;
}
