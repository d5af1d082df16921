import { readFile, stat, statfs } from 'node:fs/promises';
import { arch, cpus, freemem, platform, release, totalmem, uptime } from 'node:os';
import type { Database } from '../store/database.ts';
import { type DatabaseFacts, HIDDEN, type MachineFacts } from './rules.ts';

/** Boards name themselves here; other computers do not. */
const BOARD = '/proc/device-tree/model';
const BOARD_NAME = /^[\w .()+-]{1,60}$/;
const PRAGMAS = [
  'journal_mode',
  'synchronous',
  'foreign_keys',
  'page_size',
  'page_count',
  'freelist_count',
  'user_version',
];

/** The computer as it stands, and the disk `folder` is on. What cannot be read is 0. */
export async function readMachineFacts(folder: string): Promise<MachineFacts> {
  const [board, disk] = await Promise.all([
    readFile(BOARD, 'utf8').catch(() => ''),
    statfs(folder).catch(() => ({ bsize: 0, bavail: 0, blocks: 0 })),
  ]);
  const named = board.replaceAll('\0', '').trim();
  return {
    model: BOARD_NAME.test(named) ? named : HIDDEN,
    platform: `${platform()} ${arch()}`,
    kernel: release(),
    node: process.version,
    cpus: cpus().length,
    memory: totalmem(),
    memoryFree: freemem(),
    upSeconds: Math.round(uptime()),
    serviceUpSeconds: Math.round(process.uptime()),
    serviceMemory: process.memoryUsage.rss(),
    diskFree: disk.bsize * disk.bavail,
    diskSize: disk.bsize * disk.blocks,
  };
}

/**
 * Sizes and settings of the database. Its pages are not gone through: that takes seconds on a grown one, and the start and every
 * backup do it.
 */
export async function readDatabaseFacts(database: Database, journalRows: number): Promise<DatabaseFacts> {
  const sizeOf = (path: string) =>
    stat(path).then(
      ({ size }) => size,
      () => 0,
    );
  const [bytes, logBytes] = await Promise.all([sizeOf(database.path), sizeOf(`${database.path}-wal`)]);
  const pragmas = Object.fromEntries(
    PRAGMAS.map((name) => [
      name,
      database.prepare<{ value: string | number }>(`SELECT "${name}" AS value FROM pragma_${name}`).get()?.value ??
        HIDDEN,
    ]),
  );
  return { bytes, logBytes, journalRows, pragmas };
}
