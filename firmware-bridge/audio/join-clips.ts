import { msToFrames, wholeMs } from './pcm-format.ts';

/**
 * Sets clips one after the other with silence between them.
 *
 * @param clips each conditioned already: one loudness, at most 20 ms of silence at its edges
 * @param gapsMs silence after each clip but the last
 */
export function joinClips(clips: readonly Int16Array[], gapsMs: readonly number[]): Int16Array {
  const gaps = clips.map((_, index) => (index === clips.length - 1 ? 0 : msToFrames(gapsMs[index] ?? 0)));
  const frames = clips.reduce((sum, clip, index) => sum + clip.length + (gaps[index] ?? 0), 0);
  const joined = new Int16Array(wholeMs(frames));
  let at = 0;
  for (const [index, clip] of clips.entries()) {
    joined.set(clip, at);
    at += clip.length + (gaps[index] ?? 0);
  }
  return joined;
}
