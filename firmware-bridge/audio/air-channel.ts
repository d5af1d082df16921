import type { MixerEvent } from './mixer.ts';
import { FULL_SCALE, msToFrames } from './pcm-format.ts';
import { type Programme, ProgrammeReader } from './programme.ts';

/** A cut voice goes down in 5 ms: inside one block, and without a click. */
export const CUT_FRAMES = msToFrames(5);

/** The voice of the mixer: the one programme on the air, its end, and the last milliseconds of one that was cut. One channel, pulled. */
export class AirChannel {
  readonly #emit: (event: MixerEvent) => void;
  #reader: ProgrammeReader | undefined;
  #leadFrames = 0;
  /** Asked to end at this frame of its own time. */
  #endsAt: { readonly frame: number; readonly code: string } | undefined;
  #fading: { readonly reader: ProgrammeReader; left: number } | undefined;

  constructor(emit: (event: MixerEvent) => void) {
    this.#emit = emit;
  }

  get busy(): boolean {
    return this.#reader !== undefined;
  }

  /** @param leadFrames silence before its first sound, until music has made room */
  begin(programme: Programme, leadFrames: number): void {
    this.#reader = new ProgrammeReader(programme);
    this.#leadFrames = leadFrames;
  }

  /** Ends it here. @param atFrame of the mixer */
  cut(code: string, atFrame: number): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    this.#end(reader, code, atFrame);
    if (reader.position > reader.beginsAt && !reader.ended) this.#fading = { reader, left: CUT_FRAMES };
  }

  /** Ends it at its next breath, to the sample; answers whether that was here and now. @param atFrame of the mixer */
  endAtBreath(code: string, atFrame: number): boolean {
    const reader = this.#reader;
    if (reader === undefined) return false;
    const frame = reader.nextBreath;
    if (frame === reader.position) this.#end(reader, code, atFrame);
    else this.#endsAt ??= { frame, code };
    return this.#reader === undefined;
  }

  /**
   * Ends a live part here, and with it the programme; a programme that has not come to its live part is cut. Answers whether one ended.
   * @param atFrame of the mixer
   */
  endLive(atFrame: number): boolean {
    const reader = this.#reader;
    if (reader?.liveAt === undefined) return false;
    if (reader.position <= reader.liveAt) this.cut('live/unsaid', atFrame);
    else {
      this.#complete(reader, atFrame);
      if (!reader.ended) this.#fading = { reader, left: CUT_FRAMES };
    }
    return true;
  }

  /** Fills `voice`, whose first frame is the mixer's frame `frame`; answers whether a programme has ended in it. */
  read(voice: Int16Array, frame: number): boolean {
    const ended = this.#readProgramme(voice, frame);
    this.#fadeCut(voice);
    return ended;
  }

  #readProgramme(voice: Int16Array, frame: number): boolean {
    let at = 0;
    let ended = false;
    while (at < voice.length && this.#reader !== undefined) {
      const reader = this.#reader;
      const left = voice.length - at;
      if (this.#leadFrames > 0) {
        const waited = Math.min(this.#leadFrames, left);
        this.#leadFrames -= waited;
        at += waited;
        continue;
      }
      this.#tellBeginning(reader, frame + at);
      const untilEnd = (this.#endsAt?.frame ?? reader.totalFrames) - reader.position;
      if (!reader.ended) at += reader.read(voice, at, Math.min(left, untilEnd));
      if (reader.ended) this.#complete(reader, frame + at);
      else if (reader.position === this.#endsAt?.frame) this.#end(reader, this.#endsAt.code, frame + at);
      ended ||= this.#reader === undefined;
    }
    return ended;
  }

  #tellBeginning(reader: ProgrammeReader, atFrame: number): void {
    const { id } = reader.programme;
    if (reader.position === reader.beginsAt) this.#emit({ type: 'airStarted', id, atFrame });
    const round = reader.roundBeginning;
    if (round !== undefined) this.#emit({ type: 'roundStarted', id, round, atFrame });
    if (reader.position !== reader.liveAt) return;
    for (const { live } of reader.programme.round) live?.begin();
    this.#emit({ type: 'liveOpened', id, atFrame });
  }

  #complete({ programme }: ProgrammeReader, atFrame: number): void {
    this.#reader = undefined;
    this.#endsAt = undefined;
    const { id, times: rounds } = programme;
    this.#emit({ type: 'airEnded', id, ending: 'completed', rounds, atFrame });
  }

  #end({ programme, roundsDone: rounds, resumesAt }: ProgrammeReader, code: string, atFrame: number): void {
    this.#reader = undefined;
    this.#endsAt = undefined;
    const resume = resumesAt === undefined ? {} : { resumeFrame: resumesAt };
    this.#emit({ type: 'airEnded', id: programme.id, ending: 'cut', code, rounds, atFrame, ...resume });
  }

  #fadeCut(voice: Int16Array): void {
    const fading = this.#fading;
    if (fading === undefined) return;
    const count = Math.min(voice.length, fading.left);
    const tail = new Int16Array(count);
    let read = 0;
    while (read < count && !fading.reader.ended) read += fading.reader.read(tail, read, count - read);
    for (let frame = 0; frame < count; frame++) {
      const faded = ((tail[frame] ?? 0) * (fading.left - frame - 1)) / CUT_FRAMES;
      voice[frame] = Math.max(-FULL_SCALE, Math.min(FULL_SCALE, (voice[frame] ?? 0) + Math.round(faded)));
    }
    fading.left -= count;
    if (fading.left === 0 || fading.reader.ended) this.#fading = undefined;
  }
}
