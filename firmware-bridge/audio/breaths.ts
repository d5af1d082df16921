import { dbToGain, msToFrames } from './pcm-format.ts';

/** Between two sentences, or at a comma, a voice is silent at least so long; a stopped consonant is not. */
const SHORTEST_BREATH_MS = 180;
const WINDOW_FRAMES = msToFrames(10);
/** Silent is what lies so far under the loud part of the clip: room noise and drawn breath are, the softest syllable is not. */
const SILENT_BELOW_LOUD = dbToGain(-32);
/** A clip is as loud as the level one in so many of its windows exceeds. */
const LOUD_SHARE = 0.1;
/** A breath ends a sentence here, counted from its last sound: half the shortest breath, so that words stand clear on both sides. */
const AFTER_LAST_SOUND_FRAMES = msToFrames(SHORTEST_BREATH_MS / 2);

/**
 * Where a clip may be ended, and begun again, without cutting a sentence: one frame in each pause of at least 180 ms between two sounds.
 * Whole milliseconds from its beginning, ascending; silence at the edges of the clip is no pause.
 *
 * @param pcm one channel at 48 kHz
 */
export function breathsOf(pcm: Int16Array): readonly number[] {
  return breathsInLevels(levelsOf(pcm));
}

/** Root mean square of each 10 ms; what is left at the end belongs to none. A long clip may be taken in pieces of whole windows. */
export function levelsOf(pcm: Int16Array): number[] {
  return Array.from({ length: Math.floor(pcm.length / WINDOW_FRAMES) }, (_, window) => {
    let energy = 0;
    for (let at = window * WINDOW_FRAMES; at < (window + 1) * WINDOW_FRAMES; at++) energy += (pcm[at] ?? 0) ** 2;
    return Math.sqrt(energy / WINDOW_FRAMES);
  });
}

/** {@link breathsOf} for a clip whose levels are known. */
export function breathsInLevels(levels: readonly number[]): readonly number[] {
  const silentBelow = loudLevel(levels) * SILENT_BELOW_LOUD;
  const breaths: number[] = [];
  let lastSound: number | undefined;
  for (const [window, level] of levels.entries()) {
    if (level <= silentBelow) continue;
    const silentFrames = lastSound === undefined ? 0 : (window - lastSound - 1) * WINDOW_FRAMES;
    if (lastSound !== undefined && silentFrames >= msToFrames(SHORTEST_BREATH_MS))
      breaths.push((lastSound + 1) * WINDOW_FRAMES + AFTER_LAST_SOUND_FRAMES);
    lastSound = window;
  }
  return breaths;
}

function loudLevel(levels: readonly number[]): number {
  const sorted = Float64Array.from(levels).sort();
  return sorted[Math.floor(sorted.length * (1 - LOUD_SHARE))] ?? 0;
}
