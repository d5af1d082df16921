/** One sound of a round, already rendered, or silence. `pcm` is one channel at 48 kHz. */
export interface Segment {
  readonly kind: 'chime' | 'speech' | 'pause';
  readonly frames: number;
  readonly pcm?: Int16Array;
}

/** What goes on the air: a round of segments, repeated with gaps. */
export interface Programme {
  readonly id: string;
  readonly round: readonly Segment[];
  /** Rounds, at least 1. */
  readonly times: number;
  readonly gapFrames: number;
}

/** Frames of one round. */
function roundFrames(round: readonly { readonly frames: number }[]): number {
  return round.reduce((sum, segment) => sum + segment.frames, 0);
}

/** Reads a programme frame by frame; the schedule is arithmetic on frames, so nothing can drift. */
export class ProgrammeReader {
  readonly programme: Programme;
  /** The next frame to read, from 0. */
  position = 0;
  readonly #roundFrames: number;
  readonly #starts: readonly number[];

  constructor(programme: Programme) {
    this.programme = programme;
    this.#roundFrames = roundFrames(programme.round);
    let at = 0;
    this.#starts = programme.round.map((segment) => {
      const start = at;
      at += segment.frames;
      return start;
    });
  }

  get totalFrames(): number {
    const { times, gapFrames } = this.programme;
    return this.#roundFrames * times + gapFrames * (times - 1);
  }

  get ended(): boolean {
    return this.position >= this.totalFrames;
  }

  /** Rounds heard to the end. */
  get roundsDone(): number {
    const cycle = this.#roundFrames + this.programme.gapFrames;
    if (cycle === 0) return this.programme.times;
    return Math.floor((this.position + this.programme.gapFrames) / cycle);
  }

  /** The round that begins exactly here, from 1; undefined elsewhere. */
  get roundBeginning(): number | undefined {
    const cycle = this.#roundFrames + this.programme.gapFrames;
    if (this.ended || cycle === 0) return undefined;
    return this.position % cycle === 0 ? this.position / cycle + 1 : undefined;
  }

  /** Adds up to `frames` into `out` from `at`, stopping where a round begins or the programme ends; answers how many. */
  read(out: Int16Array, at: number, frames: number): number {
    const cycle = this.#roundFrames + this.programme.gapFrames;
    const within = this.position % cycle;
    const count = Math.min(frames, cycle - within, this.totalFrames - this.position);
    this.programme.round.forEach((segment, index) => {
      const start = this.#starts[index] ?? 0;
      const from = Math.max(within, start);
      const to = Math.min(within + count, start + segment.frames);
      if (segment.pcm !== undefined && to > from) {
        const pcm = segment.pcm.subarray(from - start, to - start);
        out.set(pcm, at + from - within);
      }
    });
    this.position += count;
    return count;
  }
}

/** One round as interleaved stereo, for listening at the desk. */
export function renderRound(programme: Programme): Int16Array {
  const reader = new ProgrammeReader({ ...programme, times: 1, gapFrames: 0 });
  const mono = new Int16Array(reader.totalFrames);
  if (mono.length > 0) reader.read(mono, 0, mono.length);
  const stereo = new Int16Array(mono.length * 2);
  for (let frame = 0; frame < mono.length; frame++) {
    stereo[frame * 2] = mono[frame] ?? 0;
    stereo[frame * 2 + 1] = mono[frame] ?? 0;
  }
  return stereo;
}
