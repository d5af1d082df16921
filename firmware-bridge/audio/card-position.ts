import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_RATE } from './pcm-format.ts';

/** Where ALSA shows its playback streams (kernel documentation, sound/designs/procfile). */
const ALSA_PROC = '/proc/asound';

interface StreamStatus {
  readonly ownerPid: number;
  /** Frames the card has played, and frames the program has given, since the stream was last prepared. */
  readonly played: number;
  readonly given: number;
}

/** Reads a `status` file of a running stream; undefined for a closed one and for what is not understood. */
export function parseStreamStatus(text: string): StreamStatus | undefined {
  const field = (name: string): string | undefined => new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm').exec(text)?.[1];
  const [state, owner, played, given] = ['state', 'owner_pid', 'hw_ptr', 'appl_ptr'].map(field);
  if (state !== 'RUNNING' || owner === undefined || played === undefined || given === undefined) return undefined;
  const status = { ownerPid: Number(owner), played: Number(played), given: Number(given) };
  return Object.values(status).every(Number.isSafeInteger) ? status : undefined;
}

/**
 * Counts what the card has really played of what a program was given. Works where the program opens the card itself (`plughw:`); behind
 * a sound server nothing is found and the clock alone keeps time.
 */
export class CardPosition {
  readonly #ownerPid: number;
  readonly #folder: string;
  #stream: string | undefined;
  #base = 0;
  #last = 0;

  constructor(ownerPid: number, folder = ALSA_PROC) {
    this.#ownerPid = ownerPid;
    this.#folder = folder;
  }

  /** @param writtenFrames frames handed to the program so far */
  playedFrames(writtenFrames: number): number | undefined {
    this.#stream ??= this.#find();
    if (this.#stream === undefined) return undefined;
    const status = this.#read(this.#stream);
    if (status === undefined || status.ownerPid !== this.#ownerPid) {
      this.#stream = undefined;
      return undefined;
    }
    // After an underrun the card counts from zero; everything given before has been played.
    if (status.played < this.#last) this.#base = Math.max(0, writtenFrames - status.given);
    this.#last = status.played;
    return this.#base + status.played;
  }

  #find(): string | undefined {
    return this.#streams().find((stream) => this.#read(stream)?.ownerPid === this.#ownerPid && this.#rateFits(stream));
  }

  #streams(): string[] {
    const list = (folder: string, name: RegExp): string[] => {
      try {
        return readdirSync(folder)
          .filter((entry) => name.test(entry))
          .map((entry) => join(folder, entry));
      } catch {
        // No sound card, or one that was just unplugged.
        return [];
      }
    };
    return list(this.#folder, /^card\d+$/)
      .flatMap((card) => list(card, /^pcm\d+p$/))
      .flatMap((pcm) => list(pcm, /^sub\d+$/));
  }

  #read(stream: string): StreamStatus | undefined {
    try {
      return parseStreamStatus(readFileSync(join(stream, 'status'), 'latin1'));
    } catch {
      return undefined;
    }
  }

  /** A card that runs at another rate counts other frames. */
  #rateFits(stream: string): boolean {
    try {
      return new RegExp(`^rate:\\s*${SAMPLE_RATE}\\b`, 'm').test(readFileSync(join(stream, 'hw_params'), 'latin1'));
    } catch {
      return false;
    }
  }
}
