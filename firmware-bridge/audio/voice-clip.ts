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
  return level(pieces);
}

/** Trims the pieces of one sound and brings them to loudness; never joined before that, which would take as much memory again. */
function level(pieces: readonly Float32Array[]): Int16Array {
  let peak = 0;
  let energy = 0;
  let voiced = 0;
  let first = 0;
  let last = 0;
  let frames = 0;
  for (const piece of pieces) {
    for (const value of piece) {
      const size = Math.abs(value);
      if (size > peak) peak = size;
      if (size > SILENCE) {
        if (voiced === 0) first = frames;
        last = frames;
        energy += value * value;
        voiced++;
      }
      frames++;
    }
  }
  if (voiced === 0) return new Int16Array(0);
  const gain = Math.min(SPEECH_PEAK / peak, SPEECH_RMS / Math.sqrt(energy / voiced));
  const edge = msToFrames(EDGE_MS);
  const from = Math.max(0, first - edge);
  const until = Math.min(frames, last + edge);
  const clip = new Int16Array(wholeMs(until - from));
  let frame = 0;
  for (const piece of pieces) {
    for (const value of piece) {
      if (frame >= from && frame < until) clip[frame - from] = toSample(value * gain);
      frame++;
    }
  }
  return clip;
}
