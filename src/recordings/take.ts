import { DeskError } from '../ports/desk-error.ts';
import type { DeskMicrophone } from '../ports/public-address.ts';
import { type Recordings, recordingRules, tellTake } from './recordings-room.ts';

/**
 * Begins a recording from the desk's microphone; nobody else hears it. Resolves when it hears.
 * @throws DeskError `take/busy`; DeviceError `microphone/…`
 */
export async function startTake(recordings: Recordings, by: string): Promise<void> {
  const { now } = recordings;
  const microphone = microphoneOf(recordings);
  if (now.take !== undefined && now.take.state !== 'done') throw busy();
  now.take = { state: 'opening', by, lengthMs: 0, peak: 0 };
  tellTake(recordings);
  try {
    await microphone.startTake(recordingRules(recordings).takeLimitSeconds.value * 1000);
    // Thrown away while it was being opened: then nobody may be overheard.
    if (now.take === undefined) await microphone.endTake();
    else if (now.take.state === 'opening') now.take = { ...now.take, state: 'recording' };
  } catch (error) {
    now.take = undefined;
    throw error;
  } finally {
    tellTake(recordings);
  }
}

/** Ends it; it waits to be listened to, kept, aired or thrown away. @throws DeskError `take/none` */
export async function endTake(recordings: Recordings): Promise<void> {
  const { now } = recordings;
  if (now.take?.state !== 'recording') throw noTake();
  const { by, lengthMs } = now.take;
  now.take = undefined;
  const wav = await microphoneOf(recordings).endTake();
  now.take = { state: 'done', by, lengthMs: lengthOf(wav) || lengthMs, peak: 0, wav };
  tellTake(recordings);
}

/** Throws it away; answers also when there is none. */
export async function dropTake(recordings: Recordings): Promise<void> {
  const { now } = recordings;
  const recording = now.take?.state === 'recording';
  now.take = undefined;
  if (recording) await microphoneOf(recordings).endTake();
  tellTake(recordings);
}

/** What was recorded. @throws DeskError `take/none` */
export function takenSound({ now: { take } }: Recordings): Uint8Array {
  if (take?.wav === undefined) throw noTake();
  return take.wav;
}

/** Follows the microphone while it records. Returns the function that stops it. */
export function followTake(recordings: Recordings): () => void {
  const { microphone } = recordings.publicAddress;
  if (microphone === undefined) return () => undefined;
  const offs = [
    microphone.onLevel(({ peak, lengthMs }) => {
      const { take } = recordings.now;
      if (take === undefined || take.state === 'done') return;
      recordings.now.take = { ...take, peak, lengthMs };
      tellTake(recordings);
    }),
    microphone.onTakeEnded(() => {
      if (recordings.now.take?.state === 'recording') endTake(recordings).catch(recordings.report);
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}

/** No recording was made, as an error. */
export function noTake(): DeskError {
  return new DeskError('wrong-state', 'take/none', {
    zh: '还没有录音。请先按“录音”。',
    en: 'There is no recording yet. Press Record first.',
  });
}

function microphoneOf({ publicAddress: { microphone } }: Recordings): DeskMicrophone {
  if (microphone !== undefined) return microphone;
  throw new DeskError('wrong-state', 'microphone/none', {
    zh: '没有接话筒。请在配置里填写话筒，或用文字播报。',
    en: 'There is no microphone. Name one in the configuration, or air it as text.',
  });
}

function busy(): DeskError {
  return new DeskError('wrong-state', 'take/busy', {
    zh: '正在录音。请先停下这一段，再录新的。',
    en: 'A recording is running. End it before you begin another.',
  });
}

/** Of 16-bit mono at 48 kHz behind a head of 44 bytes, as the device makes them. */
function lengthOf(wav: Uint8Array): number {
  return Math.round(Math.max(0, wav.length - HEAD_BYTES) / BYTES_PER_MS);
}

const HEAD_BYTES = 44;
const BYTES_PER_MS = 96;
