import type { AudioAnswer, AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';
import type { LiveEvent } from '../../firmware-bridge/audio/live-messages.ts';
import { framesToMs, msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { DeskMicrophone } from '../../src/ports/public-address.ts';
import { inDeskWords } from './in-desk-words.ts';
import { soundIn } from './sound-in.ts';

type Level = Parameters<Parameters<DeskMicrophone['onLevel']>[0]>[0];

/** The desk's microphone at the mixer: what is asked of it, and what it tells. */
export class MixerMicrophone implements DeskMicrophone {
  readonly #ask: (request: AudioRequest) => Promise<AudioAnswer>;
  readonly #levels = new Set<(level: Level) => void>();
  readonly #endings = new Set<(code?: string) => void>();

  constructor(ask: (request: AudioRequest) => Promise<AudioAnswer>) {
    this.#ask = ask;
  }

  async startTake(limitMs: number): Promise<void> {
    await inDeskWords(() => this.#ask({ type: 'startTake', limitFrames: msToFrames(limitMs) }));
  }

  async endTake(): Promise<Uint8Array> {
    return inDeskWords(() => soundIn(this.#ask({ type: 'endTake' })));
  }

  onLevel(listener: (level: Level) => void): () => void {
    this.#levels.add(listener);
    return () => this.#levels.delete(listener);
  }

  onTakeEnded(listener: (code?: string) => void): () => void {
    this.#endings.add(listener);
    return () => this.#endings.delete(listener);
  }

  /** The mixer tells. */
  heard(event: Exclude<LiveEvent, { type: 'soundChecked' }>): void {
    if (event.type === 'takeLevel') {
      for (const listener of [...this.#levels]) listener({ peak: event.peak, lengthMs: framesToMs(event.frames) });
    } else this.ended(event.code);
  }

  /** The take has ended by itself; also when the mixer is gone, and the take with it. */
  ended(code?: string): void {
    for (const listener of [...this.#endings]) listener(code);
  }
}
