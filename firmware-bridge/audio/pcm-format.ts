/** The one format of the mixer: 48 kHz, 16 bit, two channels interleaved. A frame is one sample of every channel. */
export const SAMPLE_RATE = 48_000;
const FRAMES_PER_MS = SAMPLE_RATE / 1000;
/** Channels of the mixer and of every sink. */
export const CHANNELS = 2;
/** Frames rendered at a time, 10 ms: a command takes effect within one block. */
export const BLOCK_FRAMES = 480;
/** Frames of one level measurement, 100 ms. */
export const LEVEL_FRAMES = 4_800;
/** The 16-bit value of full scale. */
export const FULL_SCALE = 32_767;

/** Whole frames in a number of milliseconds. */
export function msToFrames(durationMs: number): number {
  return Math.round((durationMs * SAMPLE_RATE) / 1000);
}

/** Milliseconds, to the microsecond, of a number of frames. */
export function framesToMs(frames: number): number {
  return Math.round((frames * 1_000_000) / SAMPLE_RATE) / 1000;
}

/** Up to the next whole millisecond. */
export function wholeMs(frames: number): number {
  return Math.ceil(frames / FRAMES_PER_MS) * FRAMES_PER_MS;
}

/** Amplitude factor of a level in decibels. */
export function dbToGain(db: number): number {
  return 10 ** (db / 20);
}

/** Full scale −1…1 to a 16-bit sample, saturating. */
export function toSample(value: number): number {
  const scaled = Math.round(value * FULL_SCALE);
  return Math.max(-FULL_SCALE, Math.min(FULL_SCALE, scaled));
}
