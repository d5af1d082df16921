import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';

const ENDING = '.speech';
const DIGEST_BYTES = 32;
/** About 25 minutes of espeak-ng, 12 of a 48 kHz engine. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Speech of texts that name nobody, kept on the card so that scheduled items and promotions are spoken once and not at every start. Each
 * file is the digest of its sound and the sound; one that does not fit its digest is thrown away. What cannot be kept is made again.
 */
export class SpeechCache {
  readonly #folder: string;
  readonly #engine: string;
  readonly #clock: Pick<Clock, 'read'>;
  readonly #mostBytes: number;

  /** @param engine names program, voices and speeds: another one speaks anew */
  constructor(folder: string, engine: string, clock: Pick<Clock, 'read'>, mostBytes = MOST_BYTES) {
    this.#folder = folder;
    this.#engine = engine;
    this.#clock = clock;
    this.#mostBytes = mostBytes;
  }

  /** The sound of these words, if it is kept and whole. */
  async find(words: string): Promise<Uint8Array | undefined> {
    const path = this.#path(words);
    const file = await readFile(path).catch(() => undefined);
    if (file === undefined) return undefined;
    const wav = file.subarray(DIGEST_BYTES);
    if (!digestOf(wav).equals(file.subarray(0, DIGEST_BYTES))) {
      await this.drop(words);
      return undefined;
    }
    await this.#used(path).catch(() => undefined);
    return wav;
  }

  /** Keeps a sound; a full disk only means that it is made again next time. */
  async keep(words: string, wav: Uint8Array): Promise<void> {
    const path = this.#path(words);
    const unfinished = `${path}.${randomUUID()}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(unfinished, Buffer.concat([digestOf(wav), wav]));
      await this.#used(unfinished);
      await rename(unfinished, path);
      await this.#trim();
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  /** Its sound was no good. */
  async drop(words: string): Promise<void> {
    await rm(this.#path(words), { force: true }).catch(() => undefined);
  }

  /** The longest unused go first, what a killed process left half written among them. */
  async #trim(): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
    );
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (bytes <= this.#mostBytes) return;
      await rm(path, { force: true });
      bytes -= size;
    }
  }

  async #used(path: string): Promise<void> {
    const nowS = this.#clock.read().wallMs / 1000;
    await utimes(path, nowS, nowS);
  }

  #path(words: string): string {
    const name = createHash('sha256').update(`${this.#engine}\n${words}`).digest('hex');
    return join(this.#folder, `${name}${ENDING}`);
  }
}

function digestOf(wav: Uint8Array): Buffer {
  return createHash('sha256').update(wav).digest();
}
