import type { DiskCall } from './disk-recorder.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a disk writes in one piece. */
const SECTOR_BYTES = 512;

/** A file on the imagined disk: what is surely there, and what was written since its last sync. */
interface ReplayedFile {
  durable: Buffer;
  /** Bytes of `durable` that count; the buffer behind it may be longer. */
  length: number;
  unsynced: DiskCall[];
}

/**
 * The disk under the recorded calls, up to any instant, with nothing more on it than the syncs promise. Names are kept as a
 * journalling file system does: entries change in order, and are sure once the directory or the file itself was synced.
 */
export class ReplayedDisk {
  /** By the path whose name is sure. */
  #files = new Map<string, ReplayedFile>();
  /** As running programs see it. */
  #live = new Map<string, ReplayedFile>();

  /** @param before what was on the disk, surely, before the first call */
  constructor(before: ReadonlyMap<string, Buffer> = new Map()) {
    for (const [path, bytes] of before) {
      this.#live.set(path, { durable: Buffer.from(bytes), length: bytes.length, unsynced: [] });
    }
    this.#files = new Map(this.#live);
  }

  apply(call: DiskCall): void {
    switch (call.kind) {
      case 'create':
        this.#live.set(call.path, { durable: Buffer.alloc(0), length: 0, unsynced: [] });
        return;
      case 'unlink':
        this.#live.delete(call.path);
        return;
      case 'rename': {
        const file = this.#live.get(call.path);
        if (file !== undefined) this.#live.set(call.bytes.toString(), file);
        this.#live.delete(call.path);
        return;
      }
      case 'write':
      case 'truncate':
        this.#file(call.path).unsynced.push(call);
        return;
      case 'sync': {
        const file = this.#file(call.path);
        for (const one of file.unsynced) replay(file, one);
        file.unsynced = [];
        this.#files = new Map(this.#live);
        return;
      }
      case 'sync-directory':
        this.#files = new Map(this.#live);
    }
  }

  /** What is found after a cut now, when nothing that was not synced has reached the disk. */
  afterCutWithoutUnsynced(): Map<string, Buffer> {
    return contents(this.#files, (file) => file);
  }

  /** The same when a random part of what was not synced has: any sector of it, in any order. */
  afterTornCut(random: SeededRandom): Map<string, Buffer> {
    const reached = random.next();
    const names = random.next() < 0.5 ? this.#files : this.#live;
    return contents(names, (file) => {
      const torn = { durable: Buffer.from(file.durable), length: file.length, unsynced: [] };
      for (const call of file.unsynced) {
        if (call.kind === 'truncate') {
          if (random.next() < reached) replay(torn, call);
        } else for (const piece of sectors(call)) if (random.next() < reached) replay(torn, piece);
      }
      return torn;
    });
  }

  #file(path: string): ReplayedFile {
    const file = this.#live.get(path);
    if (file === undefined) throw new Error(`${path} was written but never created`);
    return file;
  }
}

function contents(names: Map<string, ReplayedFile>, settle: (file: ReplayedFile) => ReplayedFile): Map<string, Buffer> {
  return new Map(
    [...names].map(([path, file]) => {
      const { durable, length } = settle(file);
      return [path, durable.subarray(0, length)];
    }),
  );
}

function replay(file: ReplayedFile, { kind, offset, bytes }: DiskCall): void {
  const end = kind === 'truncate' ? offset : Math.max(file.length, offset + bytes.length);
  if (end > file.durable.length) {
    const grown = Buffer.alloc(end * 2);
    file.durable.copy(grown, 0, 0, file.length);
    file.durable = grown;
  }
  // What lies between the old end and the new one reads as zeros, also where a longer file was before.
  if (end > file.length) file.durable.fill(0, file.length, end);
  file.length = end;
  if (kind === 'write') bytes.copy(file.durable, offset);
}

/** A write in the pieces the disk takes it in: cut where sectors end. */
function sectors(call: DiskCall): DiskCall[] {
  const pieces: DiskCall[] = [];
  for (let from = 0; from < call.bytes.length; ) {
    const offset = call.offset + from;
    const until = Math.min(call.bytes.length, from + SECTOR_BYTES - (offset % SECTOR_BYTES));
    pieces.push({ ...call, offset, bytes: call.bytes.subarray(from, until) });
    from = until;
  }
  return pieces;
}
