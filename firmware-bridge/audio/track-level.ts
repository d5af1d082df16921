import { stat } from 'node:fs/promises';
import type { TrackLoudness } from './music-messages.ts';
import { dbToGain } from './pcm-format.ts';

/** Music as it is sold today; taken for a file that has not been measured yet, rather too quiet than too loud. */
const UNMEASURED_LUFS = -14;
/** No sample of a track that is made louder gets above this. */
const HIGHEST_PEAK_DB = -1;

/** What every track is multiplied by, so that all are equally loud. */
export class TrackLevels {
  readonly #known = new Map<string, TrackLoudness>();
  /** Absent: the files as they are. */
  targetLufs: number | undefined;

  learn(tracks: readonly TrackLoudness[]): void {
    for (const track of tracks) this.#known.set(track.path, track);
  }

  /** The factor for a file as it lies there now; what was measured counts only for the very file that was measured. */
  async gainOf(path: string): Promise<number> {
    if (this.targetLufs === undefined) return 1;
    const known = this.#known.get(path);
    const file = known === undefined ? undefined : await stat(path).catch(() => undefined);
    const same = known !== undefined && file?.size === known.bytes && file.mtimeMs === known.changedMs;
    return same ? levelGain(this.targetLufs, known) : Math.min(1, dbToGain(this.targetLufs - UNMEASURED_LUFS));
  }
}

/** The factor that brings a track to `targetLufs`, as far as its highest sample allows. */
export function levelGain(targetLufs: number, { lufs, peakDb }: Pick<TrackLoudness, 'lufs' | 'peakDb'>): number {
  if (lufs === undefined) return 1;
  return dbToGain(Math.min(targetLufs - lufs, HIGHEST_PEAK_DB - peakDb));
}
