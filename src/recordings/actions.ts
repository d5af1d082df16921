import { checkAiring, rulesOf, sendToAir } from '../broadcast/actions.ts';
import type { Acted, Change, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Recordings, type RecordingsParts, recordingRules, tellTake } from './recordings-room.ts';
import { type AirableRecording, airableOf, type DeskRecording, type SoundChecked } from './rules.ts';
import { openRecordingsStore } from './store.ts';
import { followTake, noTake } from './take.ts';

export { type Recordings, type RecordingsParts, recordingsView } from './recordings-room.ts';
export { dropTake, endTake, startTake, takenSound } from './take.ts';

/** Opens the room and follows the microphone and the ear at the amplifier. */
export function openRecordings(desk: Desk, parts: RecordingsParts): Recordings {
  const recordings: Recordings = {
    ...parts,
    desk,
    store: openRecordingsStore(desk.database),
    now: { take: undefined },
    stop() {
      for (const off of offs) off();
    },
  };
  const offs = [
    followTake(recordings),
    parts.publicAddress.onEvent((event) => {
      if (event.type === 'soundChecked') writeCheck(recordings, event.id, event.heard);
    }),
  ];
  return recordings;
}

/**
 * Keeps what was recorded under a title.
 * @throws DeskError `take/none`, `recording/too-many`; DeviceError `recording/…`
 */
export async function keepTake(
  recordings: Recordings,
  command: Command,
  title: string,
): Promise<Acted<{ recordingId: string }>> {
  const { take } = recordings.now;
  const most = recordingRules(recordings).mostRecordings.value;
  const recordingId = `desk-${command.id}`;
  // A command that is repeated must not put another take under the first one's title.
  const wav = recordings.store.wasKept(recordingId) ? undefined : take?.wav;
  if (wav !== undefined) {
    if (recordings.store.all().length >= most) throw tooMany(most);
    // The sound first: a title without its sound would be silence on the air.
    await recordings.publicAddress.keepRecording(recordingId, wav);
  }
  try {
    return keepTitle(recordings, command, { recordingId, title, take });
  } catch (error) {
    if (wav !== undefined) await recordings.publicAddress.removeRecording(recordingId).catch(recordings.report);
    throw error;
  }
}

function keepTitle(
  recordings: Recordings,
  command: Command,
  { recordingId, title, take }: { recordingId: string; title: string; take: Recordings['now']['take'] },
): Acted<{ recordingId: string }> {
  return recordings.desk.act(command, 'recordings/keep', (change) => {
    // Another hand has kept it or thrown it away meanwhile.
    if (take?.wav === undefined || recordings.now.take !== take) throw noTake();
    const { lengthMs } = take;
    recordings.store.keep({
      id: recordingId,
      title,
      lengthMs,
      keptBy: change.actor,
      keptAtMs: change.at.wallMs,
    });
    record(change, 'recordings/kept', recordingId, title, { lengthMs });
    change.afterCommit(() => {
      recordings.now.take = undefined;
      tellTake(recordings);
    });
    return { recordingId };
  });
}

/** Airs a recording that was kept, after the chime. @throws DeskError `recording/unknown`, as sendToAir */
export function airRecording(
  recordings: Recordings,
  command: Command,
  id: string,
  asked: { readonly times: number; readonly zones: readonly string[] },
): Acted<{ announcementId: string; airAtMs: number }> {
  return recordings.desk.act(command, 'recordings/air', (change) => {
    const { title } = recordingOf(recordings, id);
    const gapSeconds = recordingRules(recordings).recordingGapSeconds.value;
    checkAiring(rulesOf(recordings.broadcast), asked.times, gapSeconds);
    record(change, 'recordings/asked-to-air', id, title, { times: asked.times });
    return sendToAir(recordings.broadcast, change, {
      id: command.id,
      class: 'service',
      title: { zh: title, en: title },
      parts: [{ kind: 'chime' }, { kind: 'recording', recording: id }],
      times: asked.times,
      gapMs: gapSeconds * 1000,
      zones: asked.zones,
    });
  });
}

/** A kept recording as it sounds on the air, to be heard at the desk only. @throws DeskError `recording/unknown` */
export function recordedSound(recordings: Recordings, id: string): Promise<Uint8Array> {
  recordingOf(recordings, id);
  const parts = [{ kind: 'recording', recording: id }] as const;
  return recordings.publicAddress.listen({ id: 'preview', parts, times: 1, gapMs: 0 });
}

/** Takes a recording away for good. @throws DeskError `recording/unknown` */
export function removeRecording(recordings: Recordings, command: Command, id: string): Acted<{ removed: boolean }> {
  return recordings.desk.act(command, 'recordings/remove', (change) => {
    const { title } = recordingOf(recordings, id);
    recordings.store.remove(id, change.actor, change.at.wallMs);
    record(change, 'recordings/removed', id, title, {});
    change.afterCommit(() => {
      recordings.publicAddress.removeRecording(id).catch(recordings.report);
      tellTake(recordings);
    });
    return { removed: true };
  });
}

/** Every whole recording an announcement can be made of. @throws DeviceError `audio/…` while there is no mixer to measure them */
export async function airableRecordings({ publicAddress, store }: Recordings): Promise<AirableRecording[]> {
  return airableOf(await publicAddress.recordings(), store.all());
}

/** What the ear at the amplifier has said lately, newest first. */
export function soundChecks({ store, desk }: Recordings, sinceMs: number | undefined): SoundChecked[] {
  return store.checksSince(sinceMs ?? desk.clock.read().wallMs - DAY_MS, MOST_CHECKS);
}

const DAY_MS = 86_400_000;
const MOST_CHECKS = 500;

function writeCheck({ desk, store, report }: Recordings, announcementId: string, heard: SoundChecked['heard']): void {
  try {
    desk.change(`device:line-in`, (change) => {
      store.checked({ announcementId, heard, checkedAtMs: change.at.wallMs });
      change.record({ kind: 'broadcast/sound-checked', subject: `announcement:${announcementId}`, body: { heard } });
      change.publish({ name: 'sound-checked', payload: { announcementId, heard } });
    });
  } catch (error) {
    report(error);
  }
}

/** A title is free words: they may name somebody. */
function record(change: Change, kind: string, id: string, title: string, body: Readonly<Record<string, number>>): void {
  change.record({ kind, subject: `recording:${id}`, body, personal: { title } });
}

function recordingOf({ store }: Recordings, id: string): DeskRecording {
  const found = store.byId(id);
  if (found !== undefined) return found;
  throw new DeskError('not-found', 'recording/unknown', {
    zh: '没有这段录音，可能已经删掉了。',
    en: 'There is no such recording. It may have been removed.',
  });
}

function tooMany(most: number): DeskError {
  return new DeskError(
    'wrong-state',
    'recording/too-many',
    { zh: `已经存了 ${most} 段录音。请先删掉几段。`, en: `${most} recordings are kept already. Remove some first.` },
    { facts: { most } },
  );
}
