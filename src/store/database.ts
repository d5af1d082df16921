import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrate } from './migrate.ts';

export type SqlValue = string | number | bigint | Buffer | null;

/** A prepared statement; parameters are named (`@name`). Rows come back as plain objects for the room's store to parse. */
export interface Statement<Row> {
  get(params?: Record<string, SqlValue>): Row | undefined;
  all(params?: Record<string, SqlValue>): Row[];
  run(params?: Record<string, SqlValue>): { readonly changes: number; readonly lastInsertRowid: number | bigint };
}

/** The one SQLite file of the desk. */
export interface Database {
  readonly path: string;
  prepare<Row = unknown>(sql: string): Statement<Row>;
  /** Runs `work` in one IMMEDIATE transaction; anything thrown rolls everything back. Must not be nested. */
  transaction<T>(work: () => T): T;
  readonly inTransaction: boolean;
  /** Copies the whole database, also while it is written, to a new file. */
  backup(destination: string): Promise<void>;
  /** Writes the log into the file and cuts it to nothing; false while somebody still reads from it. Never waits. */
  emptyLog(): boolean;
  /** Writes the whole file anew, so that no piece of anything deleted is left between its pages. Holds everything up meanwhile. */
  rewrite(): void;
  /** Size of the file in bytes, without its log. */
  size(): number;
  close(): void;
}

/** Stops the start: the sentence is for the person at the console. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: 'store/damaged' | 'store/pragma' | 'store/newer' | 'store/secret';
  constructor(code: StoreError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const BUSY_TIMEOUT_MS = 5_000;
/** PRAGMA synchronous answers with a number; 2 is FULL (sqlite.org/pragma.html#pragma_synchronous). */
const SYNCHRONOUS_FULL = 2;

export interface OpenOptions {
  /** `NORMAL` exists for one purpose: the power-cut test shows that it loses acknowledged commits. */
  readonly synchronous?: 'FULL' | 'NORMAL';
  /** True when this desk has recorded before: an empty file is then a damaged one, not a first start that was cut. */
  readonly hasRecorded?: boolean;
}

/**
 * Opens (or creates) the desk's database, checks it, brings it to the newest migration and proves its durability settings.
 * A damaged file is never replaced by an empty one.
 *
 * @throws StoreError `store/damaged` when quick_check finds damage, `store/newer` when a newer build wrote the file,
 *   `store/pragma` when SQLite does not keep the durability settings.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const synchronous = options.synchronous ?? 'FULL';
  const existed = existsSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  refuseLost(path, existed, options.hasRecorded ?? false);
  const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    if (existed) refuseDamaged(sqlite, path);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma(`synchronous = ${synchronous}`);
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('trusted_schema = OFF');
    // What is deleted or written over is overwritten with zeros, not only marked as free.
    sqlite.pragma('secure_delete = ON');
    migrate(sqlite, path);
    provePragmas(sqlite, synchronous);
  } catch (cause) {
    sqlite.close();
    if (isDamage(cause)) throw damaged(path, cause.message);
    throw cause;
  }
  return wrap(sqlite, path);
}

function wrap(sqlite: Sqlite.Database, path: string): Database {
  const run = sqlite.transaction((work: () => unknown) => work()).immediate;
  return {
    path,
    prepare: <Row>(sql: string) => namedStatement<Row>(sqlite.prepare(sql)),
    transaction<T>(work: () => T): T {
      let result: { value: T } | undefined;
      run(() => {
        result = { value: work() };
      });
      if (result === undefined) throw new Error('the transaction did not run');
      return result.value;
    },
    get inTransaction() {
      return sqlite.inTransaction;
    },
    async backup(destination) {
      mkdirSync(dirname(destination), { recursive: true, mode: 0o700 });
      await sqlite.backup(destination);
    },
    emptyLog: () => emptyLog(sqlite),
    rewrite() {
      sqlite.exec('VACUUM');
      if (!emptyLog(sqlite)) throw new Error('somebody else reads the database: its log is not empty yet');
    },
    size: () => statSync(path).size,
    close: () => sqlite.close(),
  };
}

/** A reader elsewhere, e.g. a backup, would be waited for: that must not hold up a tap. */
function emptyLog(sqlite: Sqlite.Database): boolean {
  sqlite.pragma('busy_timeout = 0');
  try {
    const blocked: unknown = sqlite.pragma('wal_checkpoint(TRUNCATE)', { simple: true });
    return blocked === 0;
  } finally {
    sqlite.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

function namedStatement<Row>(statement: Sqlite.Statement): Statement<Row> {
  const typed = statement as Sqlite.Statement<[Record<string, SqlValue>?], Row>;
  return {
    get: (params) => (params === undefined ? typed.get() : typed.get(params)),
    all: (params) => (params === undefined ? typed.all() : typed.all(params)),
    run: (params) => (params === undefined ? typed.run() : typed.run(params)),
  };
}

/** better-sqlite3 compiles with NORMAL as the WAL default and reports settings before they took; so ask after the first write. */
function provePragmas(sqlite: Sqlite.Database, synchronous: 'FULL' | 'NORMAL'): void {
  sqlite.prepare('UPDATE store_opened SET times = times + 1').run();
  const expected = [
    ['journal_mode', 'wal'],
    ['synchronous', synchronous === 'FULL' ? SYNCHRONOUS_FULL : 1],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['secure_delete', 1],
  ] as const;
  for (const [name, value] of expected) {
    const found: unknown = sqlite.pragma(name, { simple: true });
    if (found !== value) {
      throw new StoreError(
        'store/pragma',
        `SQLite does not keep ${name}=${value} (it says ${String(found)}); the records would not be safe.`,
      );
    }
  }
}

/** SQLite takes an empty file for a new database, and throws a log away whose database is gone. */
function refuseLost(path: string, existed: boolean, hasRecorded: boolean): void {
  if (existed && hasRecorded && statSync(path).size === 0) throw damaged(path, 'the file is empty');
  if (!existed && existsSync(`${path}-wal`)) throw damaged(path, `the file is gone, but ${path}-wal is still there`);
}

function refuseDamaged(sqlite: Sqlite.Database, path: string): void {
  const answer: unknown = sqlite.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw damaged(path, String(answer));
}

function damaged(path: string, detail: string): StoreError {
  return new StoreError(
    'store/damaged',
    // A log left beside a backup would be played into it.
    `The database ${path} is damaged (${detail.replaceAll(/\s+/g, ' ')}). Nothing was changed. Remove ${path}-wal and ${path}-shm and put the newest good backup in its place, or move all three away to start empty.`,
  );
}

function isDamage(cause: unknown): cause is Error {
  return cause instanceof Sqlite.SqliteError && ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].includes(cause.code);
}
