import { dbToGain, msToFrames, toSample, wholeMs } from './pcm-format.ts';
import { Resampler } from './resampler.ts';
import { parseWav } from './wav.ts';

/** Speech stands here, so that every engine is equally loud; peaks stay under the second figure, leaving room for ducked music. */
const SPEECH_RMS = dbToGain(-17);
const SPEECH_PEAK = dbToGain(-2);
/** Quieter than this is the silence engines put around a sentence; 20 ms of it stay. */
const SILENCE = dbToGain(-50);
const EDGE_MS = 20;
const STEP_FRAMES = 8_192;

/**
 * A WAV from a speech engine as one 48 kHz channel: resampled, silence trimmed at both ends, brought to the loudness of announcements,
 * filled up to a whole millisecond, so that the desk can name every place between two sounds.
 * Empty when there is no sound in it. Works in small steps so that the mixer keeps its turn.
 *
 * @throws AudioError `audio/not-wav`
 */
export async function conditionVoice(wav: Uint8Array): Promise<Int16Array> {
  const { channelData, sampleRate } = parseWav(wav);
  const source = channelData[0] ?? new Float32Array(0);
  const resampler = new Resampler(sampleRate);
  const pieces: Float32Array[] = [];
  for (let at = 0; at < source.length; at += STEP_FRAMES) {
    pieces.push(resampler.push(source.subarray(at, at + STEP_FRAMES)));
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  pieces.push(resampler.flush());
  return level(trim(join(pieces)));
}

function join(pieces: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function trim(sound: Float32Array): Float32Array {
  const first = sound.findIndex((value) => Math.abs(value) > SILENCE);
  if (first < 0) return new Float32Array(0);
  const last = sound.findLastIndex((value) => Math.abs(value) > SILENCE);
  const edge = msToFrames(EDGE_MS);
  return sound.subarray(Math.max(0, first - edge), Math.min(sound.length, last + edge));
}

function level(sound: Float32Array): Int16Array {
  let peak = 0;
  let energy = 0;
  let voiced = 0;
  for (const value of sound) {
    const size = Math.abs(value);
    if (size > peak) peak = size;
    if (size <= SILENCE) continue;
    energy += value * value;
    voiced++;
  }
  if (peak === 0) return new Int16Array(0);
  const gain = Math.min(SPEECH_PEAK / peak, SPEECH_RMS / Math.sqrt(energy / voiced));
  const clip = new Int16Array(wholeMs(sound.length));
  for (const [frame, value] of sound.entries()) clip[frame] = toSample(value * gain);
  return clip;
}
