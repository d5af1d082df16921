import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Air, closeWindows, refuseMuted, withdrawWaiting } from './air.ts';
import { airView, publishAir } from './air-view.ts';
import {
  announcementOf,
  type Broadcast,
  type BroadcastParts,
  closeNeverAired,
  rulesOf,
  silence,
  silenceDevice,
} from './broadcast-room.ts';
import { openCallFollowUpStore } from './call-follow-up-store.ts';
import { callGoesOnAir } from './call-goes-on-air.ts';
import { closeInterrupted, followDevice } from './follow-device.ts';
import { levelAt } from './level.rules.ts';
import { createFireMute } from './mute.ts';
import { openPronunciationStore } from './pronunciation-store.ts';
import { readAloud } from './reading/read-aloud.rules.ts';
import type { AirView, AnnouncementView } from './rules.ts';
import { openBroadcastStore } from './store.ts';
import { createTurns } from './turns.ts';

export { approveName } from './approvals.ts';
export type { Broadcast, BroadcastParts } from './broadcast-room.ts';
export { announcementOf, callRulesOf, checkAiring, rulesOf } from './broadcast-room.ts';
export { callById, dueCalls, recentCalls } from './call-view.ts';
export { airAgain, airCall } from './calls.ts';
export type { EmergencyCard, EmergencyView } from './emergency.rules.ts';
export {
  airByPin,
  armEmergency,
  disarm,
  type Emergencies,
  type Holder,
  makeReady,
  openEmergencies,
  takeEmergencyCard,
} from './emergency.ts';
export { emergencyView } from './emergency-view.ts';
export { airAllClear, closeCall, markFound } from './end-call.ts';
export { followEmergencies } from './follow-emergencies.ts';
export type { Audience, DueCall, FollowedCall, FollowedDraft } from './follow-up.rules.ts';
export { enterInLedger, type HandOverRequest, handOver } from './hand-over.ts';
export { airLedgers } from './ledgers.ts';
export type { Pronunciation } from './pronunciation-store.ts';
export { forgetWord, listenToWord, pronunciations, teachWord } from './pronunciations.ts';
export { announcementsOf, moveInQueue, stopOne } from './queue.ts';
export { reprintSlip } from './requester-slip.ts';
export type { AirView, AnnouncementView, BroadcastOptions, CallDraft, CallPreview, CallView } from './rules.ts';
export { type AskedAnnouncement, refuseUnknownZones, sendToAir } from './send-to-air.ts';
export { airService, listenToService, previewService, type ServiceRequest } from './service-announcement.ts';
export { remindOfSteps, tickStep, undoStep } from './steps.ts';
export { type CallRequest, draftCall, listenToCall, previewCall } from './write-call.ts';

/** Opens the room: whatever a restart interrupted is closed first, then the device is followed. */
export function openBroadcast(desk: Desk, parts: BroadcastParts): Broadcast {
  const store = openBroadcastStore(desk.database);
  const pronunciations = openPronunciationStore(desk.database);
  const followUps = openCallFollowUpStore(desk.database);
  parts.publicAddress.readBy((text, language) => readAloud(text, language, pronunciations.all()));
  const listeners = new Set<(one: AnnouncementView) => void>();
  const rules = () => rulesOf({ desk, parts });
  const closing = new AbortController();
  const air: Air = {
    desk,
    store,
    publicAddress: parts.publicAddress,
    windows: new Map(),
    deadlines: new Map(),
    timelines: new Map(),
    unwritten: new Map(),
    mute: { sinceMs: null },
    closing: closing.signal,
    rest: { untilMs: 0 },
    policyOf: (of) => rules().classes.value[of],
    levelAt: (of, atMs) => levelAt(rules().levels, of, atMs, desk.timeZone),
    betweenMs: () => rules().betweenSeconds.value * 1000,
    goesOnAir: (change, announcement) => callGoesOnAir({ desk, store, followUps, parts }, change, announcement),
    changed(id) {
      const one = store.announcementById(id);
      if (one !== undefined) for (const listener of [...listeners]) listener(one);
    },
    mayBegin: (id) => turns.mayBegin(id),
    takeTurns: () => turns.take(),
    report: (error) => parts.report?.(error),
  };
  const turns = createTurns(air);
  closeInterrupted(air);
  turns.resume(rules().cancelWindowSeconds.value * 1000);
  const unfollow = followDevice(air);
  const fireMute = createFireMute(air);
  return {
    ...air,
    parts,
    approvals: new Map(),
    pronunciations,
    followUps,
    fireMute,
    turns,
    onAnnouncement(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announceAir: () => publishAir(air),
    stop() {
      closing.abort();
      unfollow();
      fireMute.stop();
      turns.stop();
      closeWindows(air);
    },
  };
}

/**
 * Takes an announcement back before it is heard. A call that has never been aired stays on record as withdrawn.
 * @throws DeskError `air/too-late` once it is on the air
 */
export function withdraw(broadcast: Broadcast, command: Command, id: string): Acted<{ state: string }> {
  return broadcast.desk.act(command, 'broadcast/withdraw', (change) => {
    const current = announcementOf(broadcast, id);
    if (current.state !== 'armed' && current.state !== 'queued') throw tooLate(current);
    withdrawWaiting(broadcast, change, current, 'air/withdrawn');
    closeNeverAired(broadcast, [current], change.at.wallMs);
    return { state: 'withdrawn' };
  });
}

/** Silences whatever waits or is on the air; also answers when there is nothing. Anybody at the screen may. */
export function stopAir(broadcast: Broadcast, command: Command): Acted<{ stopped: number }> {
  try {
    return writeStop(broadcast, command);
  } catch (error) {
    if (error instanceof DeskError) throw error;
    // Stop means silence, also when the disk is full and it cannot be written down.
    silenceDevice(broadcast, [], 'air/stopped');
    closeWindows(broadcast);
    broadcast.turns.forget(broadcast.store.live().flatMap(({ id, state }) => (state === 'on-air' ? [] : [id])));
    throw error;
  }
}

function writeStop(broadcast: Broadcast, command: Command): Acted<{ stopped: number }> {
  return broadcast.desk.act(command, 'broadcast/stop', (change) => {
    const live = broadcast.store.live();
    change.record({ kind: 'broadcast/stop-pressed', subject: 'air', body: { live: live.map((one) => one.id) } });
    silence(broadcast, change, live, 'air/stopped');
    closeNeverAired(broadcast, live, change.at.wallMs);
    // Also with nothing on the air as far as the desk knows: stop means silence.
    if (!live.some((one) => one.state === 'on-air')) {
      change.afterCommit(() => silenceDevice(broadcast, [], 'air/stopped'));
    }
    return { stopped: live.length };
  });
}

export function currentAir(broadcast: Broadcast): AirView {
  return airView(broadcast);
}

/** Music belongs to everybody at the desk; what is asked of it is journalled. @throws DeviceError when the device refuses */
export async function setMusic(
  broadcast: Broadcast,
  command: Command,
  wanted: { playing?: boolean | undefined; volume?: number | undefined },
): Promise<Acted<{ playing: boolean | null; volume: number | null }>> {
  const acted = broadcast.desk.act(command, 'broadcast/music', (change) => {
    if (wanted.playing === true) refuseMuted(broadcast);
    const asked = { playing: wanted.playing ?? null, volume: wanted.volume ?? null };
    broadcast.parts.keepMusic?.(change, wanted);
    change.record({ kind: 'broadcast/music-asked', subject: 'music', body: asked });
    return asked;
  });
  if (acted.repeated) return acted;
  if (wanted.volume !== undefined) await broadcast.publicAddress.setMusicVolume(wanted.volume);
  if (wanted.playing === true) await broadcast.publicAddress.playMusic();
  if (wanted.playing === false) await broadcast.publicAddress.pauseMusic();
  return acted;
}

function tooLate({ state }: AnnouncementView): DeskError {
  const says =
    state === 'on-air'
      ? { zh: '已经播出，撤不回了，请按停播。', en: 'It is on the air already. Press stop.' }
      : { zh: '这条广播已经结束，不用撤回。', en: 'It has ended already. There is nothing to take back.' };
  return new DeskError('wrong-state', 'air/too-late', says, { facts: { state } });
}
