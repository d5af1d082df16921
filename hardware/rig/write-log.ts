import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * A disk whose every write, flush and mark is logged (device-mapper target log-writes), and the disks a power cut could leave behind.
 * Format: Documentation/admin-guide/device-mapper/log-writes.rst and dm-log-writes.c of Linux 6.12.
 */
const NAME = 'rig-log';
const MAGIC = 0x6a736677736872n;
const FLUSH = 1;
const FUA = 2;
const DISCARD = 4;
const MARK = 8;
const HEADER_BYTES = 32;

/** One entry of the log, in the order in which they reached the disk. */
export interface LogEntry {
  /** From the beginning of the disk, in bytes. */
  readonly offset: number;
  readonly bytes: number;
  /** Everything before it is on the disk for certain once it is. */
  readonly isFlush: boolean;
  /** It is on the disk for certain itself. */
  readonly isForced: boolean;
  readonly isDiscard: boolean;
  readonly mark: string | undefined;
  /** Where the written bytes stand in the log, in bytes. */
  readonly at: number;
}

/** Puts the log between a disk and its user; gives the path of the disk to use. */
export function startWriteLog(disk: string, log: string): string {
  const sectors = run('blockdev', '--getsz', disk).trim();
  // There is no udev that would have to be waited for.
  run('dmsetup', 'create', ...QUIET, NAME, '--table', `0 ${sectors} log-writes ${disk} ${log}`);
  return '/dev/dm-0';
}

/** Writes a word into the log, behind everything that reached the disk before. */
export function markWriteLog(word: string): void {
  run('dmsetup', 'message', NAME, '0', 'mark', word);
}

/** Takes the log away again; the disk must not be mounted. */
export function endWriteLog(): void {
  run('dmsetup', 'remove', ...QUIET, NAME);
}

const QUIET = ['--noudevsync', '--noudevrules'];

function run(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
  return stdout;
}

/** Reads a log back. */
export function readWriteLog(log: string): {
  readonly entries: readonly LogEntry[];
  /** The written bytes of an entry. */
  contentOf(entry: LogEntry): Buffer;
} {
  const file = openSync(log, 'r');
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  const head = read(0, HEADER_BYTES);
  if (head.readBigUInt64LE(0) !== MAGIC) {
    const { size } = fstatSync(file);
    closeSync(file);
    throw new Error(`${log} (${size} bytes) is no log of writes`);
  }
  const count = Number(head.readBigUInt64LE(16));
  const sectorBytes = head.readUInt32LE(24);
  const entries: LogEntry[] = [];
  let at = sectorBytes;
  for (let index = 0; index < count; index++) {
    const entry = read(at, sectorBytes);
    const [sector, sectors, flags, markBytes] = [0, 8, 16, 24].map((place) => Number(entry.readBigUInt64LE(place)));
    const has = (flag: number): boolean => ((flags ?? 0) & flag) !== 0;
    at += sectorBytes;
    const bytes = has(MARK) ? 0 : (sectors ?? 0) * sectorBytes;
    entries.push({
      offset: (sector ?? 0) * sectorBytes,
      bytes,
      isFlush: has(FLUSH),
      isForced: has(FUA),
      isDiscard: has(DISCARD),
      mark: has(MARK)
        ? entry.toString('latin1', HEADER_BYTES, HEADER_BYTES + (markBytes ?? 0)).replace(/\0.*$/s, '')
        : undefined,
      at,
    });
    if (!has(DISCARD)) at += bytes;
  }
  return { entries, contentOf: (entry) => (entry.isDiscard ? Buffer.alloc(entry.bytes) : read(entry.at, entry.bytes)) };
}

/** Divides the size of every disk. */
const PIECE_BYTES = 16_384;

/** The disks that power cuts could leave: what was flushed, and of the rest any part. */
export class CutDisks {
  readonly #entries: readonly LogEntry[];
  readonly #contentOf: (entry: LogEntry) => Buffer;
  readonly #certain: Buffer;
  /** Made once, and only pieces that were ever written are copied: memory is dear in the guest. */
  readonly #cut: Buffer;
  readonly #used = new Set<number>();
  #applied = 0;

  /** @param before the disk as it was when the log began; it is written to */
  constructor(log: ReturnType<typeof readWriteLog>, before: Buffer) {
    this.#entries = log.entries;
    this.#contentOf = log.contentOf;
    this.#certain = before;
    this.#cut = Buffer.alloc(before.length);
    for (let piece = 0; piece < before.length; piece += PIECE_BYTES)
      if (before.subarray(piece, piece + PIECE_BYTES).some((byte) => byte !== 0)) this.#used.add(piece);
  }

  /**
   * Writes the disk after a cut behind this entry into a file; cuts must not go back.
   *
   * @param survives whether a write that was not flushed reached the disk all the same
   */
  writeCut(image: string, index: number, survives: () => boolean): void {
    let lastFlush = this.#applied;
    for (let at = this.#applied; at <= index; at++) if (this.#entries[at]?.isFlush) lastFlush = at;
    for (; this.#applied < lastFlush; this.#applied++) this.#apply(this.#certain, this.#applied);
    for (const piece of this.#used) this.#certain.copy(this.#cut, piece, piece, piece + PIECE_BYTES);
    for (let at = this.#applied; at <= index; at++) {
      if (this.#entries[at]?.isForced || survives()) this.#apply(this.#cut, at);
    }
    const file = openSync(image, 'w');
    ftruncateSync(file, this.#cut.length);
    for (const piece of this.#used) writeSync(file, this.#cut, piece, PIECE_BYTES, piece);
    closeSync(file);
  }

  #apply(disk: Buffer, index: number): void {
    const entry = this.#entries[index];
    if (entry === undefined || entry.bytes === 0) return;
    const end = entry.offset + entry.bytes;
    this.#contentOf(entry).copy(disk, entry.offset);
    for (let piece = entry.offset - (entry.offset % PIECE_BYTES); piece < end; piece += PIECE_BYTES)
      this.#used.add(piece);
  }
}
