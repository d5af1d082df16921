import { Limiter } from './limiter.ts';
import { CHANNELS } from './pcm-format.ts';

/**
 * The end of one piece faded into the beginning of the next, interleaved stereo of equal length. Equal power: the squares of the two gains
 * add up to one at every frame, so different music keeps its loudness. Two full-scale ends stay below full scale.
 */
export function crossfade(end: Int16Array, beginning: Int16Array): Int16Array {
  const frames = Math.min(end.length, beginning.length) / CHANNELS;
  const out = new Int16Array(frames * CHANNELS);
  const limiter = new Limiter();
  for (let frame = 0; frame < frames; frame++) {
    const turn = ((frame + 0.5) / frames) * (Math.PI / 2);
    const [down, up] = [Math.cos(turn), Math.sin(turn)];
    const left = (end[frame * 2] ?? 0) * down + (beginning[frame * 2] ?? 0) * up;
    const right = (end[frame * 2 + 1] ?? 0) * down + (beginning[frame * 2 + 1] ?? 0) * up;
    const limit = limiter.gainFor(Math.max(Math.abs(left), Math.abs(right)));
    out[frame * 2] = Math.round(left * limit);
    out[frame * 2 + 1] = Math.round(right * limit);
  }
  return out;
}
