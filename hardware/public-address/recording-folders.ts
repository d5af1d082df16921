import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { extname, join, parse, resolve } from 'node:path';
import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import { MUSIC_ENDINGS } from '../../firmware-bridge/audio/decoders.ts';

/** A file with a recording in it. */
export interface RecordingFile {
  /** Its name without the ending. */
  readonly id: string;
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly source: 'folder' | 'kept';
}

/** Letters of any script, figures and a few signs, no path. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,79}$/u;
const UNFINISHED = '.part';
const DISK_FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Where recordings lie: a folder supplied with the plaza, and the one the desk keeps new ones in. */
export class RecordingFolders {
  readonly #supplied: string | undefined;
  readonly #kept: string;
  /** Files being written by this process. */
  readonly #writing = new Set<string>();

  /** Where both are one folder, it is the one the desk keeps its own in. */
  constructor(supplied: string | undefined, kept: string) {
    this.#supplied = supplied !== undefined && resolve(supplied) === resolve(kept) ? undefined : supplied;
    this.#kept = kept;
  }

  /** The files there are, kept ones last; `missing` names a folder that is configured and not there. */
  async files(): Promise<{ readonly files: readonly RecordingFile[]; readonly missing: readonly string[] }> {
    const kept = (await filesIn(this.#kept, 'kept')) ?? [];
    if (this.#supplied === undefined) return { files: kept, missing: [] };
    const supplied = await filesIn(this.#supplied, 'folder');
    return { files: [...(supplied ?? []), ...kept], missing: supplied === undefined ? [this.#supplied] : [] };
  }

  /**
   * Keeps a WAV wholly or not at all: it is written under another name, to the disk, looked at, and renamed.
   * @param check throws when the file is no recording
   * @throws AudioError `recording/name`, `recording/disk-full`, `recording/not-kept`, and what `check` throws
   */
  async keep(id: string, wav: Uint8Array, check: (path: string) => Promise<void>): Promise<RecordingFile> {
    if (!NAME.test(id))
      throw new AudioError('recording/name', `${id} is no name for a recording`, { retryable: false });
    const path = join(this.#kept, `${id}.wav`);
    const name = `.${randomUUID()}${UNFINISHED}`;
    const unfinished = join(this.#kept, name);
    this.#writing.add(name);
    try {
      await mkdir(this.#kept, { recursive: true });
      await this.#sweep();
      await writeToDisk(unfinished, wav);
      await check(unfinished);
      await rename(unfinished, path);
      const { size, mtimeMs } = await stat(path);
      return { id, path, size, mtimeMs, source: 'kept' };
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw notKept(error);
    } finally {
      this.#writing.delete(name);
    }
  }

  /** @throws AudioError `recording/unknown`, `recording/not-kept` */
  async remove(id: string): Promise<void> {
    const file = (await filesIn(this.#kept, 'kept'))?.find((one) => one.id === id);
    if (file === undefined)
      throw new AudioError('recording/unknown', `no recording ${id} was kept`, { retryable: false });
    await rm(file.path).catch((error: unknown) => {
      throw notKept(error);
    });
  }

  /** What a killed process left half written. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#kept)) {
      if (!name.endsWith(UNFINISHED) || this.#writing.has(name)) continue;
      await rm(join(this.#kept, name), { force: true });
    }
  }
}

async function filesIn(folder: string, source: RecordingFile['source']): Promise<RecordingFile[] | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  const files = await Promise.all(
    (names ?? []).sort().map(async (name): Promise<RecordingFile | undefined> => {
      const known = MUSIC_ENDINGS.some((ending) => ending === extname(name).toLowerCase());
      if (name.startsWith('.') || !known) return undefined;
      const path = join(folder, name);
      const there = await stat(path).catch(() => undefined);
      if (there?.isFile() !== true) return undefined;
      return { id: parse(name).name.normalize('NFC'), path, size: there.size, mtimeMs: there.mtimeMs, source };
    }),
  );
  return names && files.filter((file) => file !== undefined);
}

async function writeToDisk(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function notKept(error: unknown): AudioError {
  if (error instanceof AudioError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const full = error instanceof Error && 'code' in error && DISK_FULL.includes(error.code);
  return new AudioError(full ? 'recording/disk-full' : 'recording/not-kept', why, { cause: error });
}
