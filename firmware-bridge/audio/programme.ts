import { dbToGain } from './pcm-format.ts';

/** One sound of a round, already rendered, or silence. `pcm` is one channel at 48 kHz. */
export interface Segment {
  readonly kind: 'chime' | 'speech' | 'pause' | 'recording' | 'live';
  readonly frames: number;
  readonly pcm?: Int16Array;
  /** Only of a live part, which is the last one of a single round. */
  readonly live?: LiveInput;
  /** Frames inside it where a sentence has ended and the next has not begun; see breathsOf. */
  readonly breaths?: readonly number[];
}

/** Sound that is made while it is heard. */
export interface LiveInput {
  /** It is heard from now on. */
  begin(): void;
  /** Fills `out`, one channel. */
  read(out: Int16Array): void;
}

/** What goes on the air: a round of segments, repeated with gaps. */
export interface Programme {
  readonly id: string;
  readonly round: readonly Segment[];
  /** Rounds, at least 1. */
  readonly times: number;
  readonly gapFrames: number;
  /** It goes on from this frame of its own time instead of from its beginning; beyond its end it is aired from the beginning. */
  readonly fromFrame?: number;
  /** Below its full level, dB; a boost is none. */
  readonly gainDb?: number;
}

/** Frames of one round. */
function roundFrames(round: readonly { readonly frames: number }[]): number {
  return round.reduce((sum, segment) => sum + segment.frames, 0);
}

/** Reads a programme frame by frame; the schedule is arithmetic on frames, so nothing can drift. */
export class ProgrammeReader {
  readonly programme: Programme;
  /** The next frame to read, from 0. */
  position: number;
  /** The first frame it was to read. */
  readonly beginsAt: number;
  readonly #roundFrames: number;
  readonly #starts: readonly number[];
  readonly #gain: number;

  constructor(programme: Programme) {
    this.programme = programme;
    this.#roundFrames = roundFrames(programme.round);
    let at = 0;
    this.#starts = programme.round.map((segment) => {
      const start = at;
      at += segment.frames;
      return start;
    });
    const { fromFrame = 0, gainDb = 0 } = programme;
    this.#gain = dbToGain(gainDb);
    this.beginsAt = fromFrame > 0 && fromFrame < this.totalFrames ? fromFrame : 0;
    this.position = this.beginsAt;
  }

  get totalFrames(): number {
    const { times, gapFrames } = this.programme;
    return this.#roundFrames * times + gapFrames * (times - 1);
  }

  /** The frame at which its live part begins, if it has one. */
  get liveAt(): number | undefined {
    const at = this.programme.round.findIndex(({ live }) => live !== undefined);
    return this.#starts[at];
  }

  get ended(): boolean {
    return this.position >= this.totalFrames;
  }

  /** Rounds heard to the end, those of an earlier airing that this one goes on from included. */
  get roundsDone(): number {
    const cycle = this.#cycle;
    if (cycle === 0) return this.programme.times;
    return Math.floor((this.position + this.programme.gapFrames) / cycle);
  }

  /** The round that begins exactly here, from 1; undefined elsewhere. */
  get roundBeginning(): number | undefined {
    const cycle = this.#cycle;
    if (this.ended || cycle === 0) return undefined;
    return this.position % cycle === 0 ? this.position / cycle + 1 : undefined;
  }

  /** The next frame, from here on, where it can end without cutting a sentence: at once in silence, else the next breath or end of a sound. */
  get nextBreath(): number {
    const here = this.#here();
    if (here === undefined || here.within === 0 || here.segment.pcm === undefined) return this.position;
    const breath = here.segment.breaths?.find((frame) => frame >= here.within) ?? here.segment.frames;
    return this.position + breath - here.within;
  }

  /**
   * Where it goes on after being ended here: at the beginning of the sentence, chime or pause it is in; in the gap, whose silence has been
   * filled by then, at the next round. Undefined when nothing of it was ever heard.
   */
  get resumesAt(): number | undefined {
    if (this.position === 0) return undefined;
    const here = this.#here();
    if (here === undefined) return this.position + this.#cycle - (this.position % this.#cycle);
    const breath = here.segment.breaths?.findLast((frame) => frame <= here.within) ?? 0;
    return this.position + breath - here.within;
  }

  /** Adds up to `frames` into `out` from `at`, stopping where a round or a live part begins or the programme ends; answers how many. */
  read(out: Int16Array, at: number, frames: number): number {
    const within = this.position % this.#cycle;
    const untilLive = (this.liveAt ?? 0) - this.position;
    const stopsAfter = untilLive > 0 ? untilLive : this.totalFrames - this.position;
    const count = Math.min(frames, this.#cycle - within, stopsAfter);
    this.programme.round.forEach((segment, index) => {
      const start = this.#starts[index] ?? 0;
      const from = Math.max(within, start);
      const to = Math.min(within + count, start + segment.frames);
      if (to > from) segment.live?.read(out.subarray(at + from - within, at + to - within));
      if (segment.pcm !== undefined && to > from) {
        const pcm = segment.pcm.subarray(from - start, to - start);
        out.set(pcm, at + from - within);
      }
    });
    if (this.#gain < 1)
      for (let frame = at; frame < at + count; frame++) out[frame] = Math.round((out[frame] ?? 0) * this.#gain);
    this.position += count;
    return count;
  }

  get #cycle(): number {
    return this.#roundFrames + this.programme.gapFrames;
  }

  /** The segment the next frame belongs to, and how far inside it; undefined in the gap. */
  #here(): { readonly segment: Segment; readonly within: number } | undefined {
    const inRound = this.#cycle === 0 ? 0 : this.position % this.#cycle;
    for (const [index, segment] of this.programme.round.entries()) {
      const within = inRound - (this.#starts[index] ?? 0);
      if (within >= 0 && within < segment.frames) return { segment, within };
    }
    return undefined;
  }
}

/** One round as interleaved stereo, for listening at the desk. */
export function renderRound({ id, round }: Programme): Int16Array {
  const reader = new ProgrammeReader({ id, round, times: 1, gapFrames: 0 });
  const mono = new Int16Array(reader.totalFrames);
  if (mono.length > 0) reader.read(mono, 0, mono.length);
  const stereo = new Int16Array(mono.length * 2);
  for (let frame = 0; frame < mono.length; frame++) {
    stereo[frame * 2] = mono[frame] ?? 0;
    stereo[frame * 2 + 1] = mono[frame] ?? 0;
  }
  return stereo;
}
