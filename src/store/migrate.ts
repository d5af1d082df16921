import { readdirSync, readFileSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import { StoreError } from './database.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);
const FILE_NAME = /^(\d{3})-[a-z0-9-]+\.sql$/;

/** Brings the database to the newest numbered migration, each in a transaction of its own; `user_version` counts them. */
export function migrate(sqlite: Sqlite.Database, path: string): void {
  const files = migrationFiles();
  const at = Number(sqlite.pragma('user_version', { simple: true }));
  if (at > files.length) {
    throw new StoreError(
      'store/newer',
      `The database ${path} was written by a newer version (${at} > ${files.length}). Install that version, or use another data folder.`,
    );
  }
  for (const [index, file] of files.entries()) {
    if (index < at) continue;
    const sql = readFileSync(new URL(file, MIGRATIONS), 'utf8');
    sqlite.transaction(() => {
      sqlite.exec(sql);
      sqlite.pragma(`user_version = ${index + 1}`);
    })();
  }
}

/** The migration files in order; they are numbered 001, 002 … without a gap. */
export function migrationFiles(): string[] {
  const files = readdirSync(MIGRATIONS)
    .filter((name) => FILE_NAME.test(name))
    .sort();
  for (const [index, file] of files.entries()) {
    if (Number(FILE_NAME.exec(file)?.[1]) !== index + 1)
      throw new Error(`migration ${file} should be number ${index + 1}`);
  }
  return files;
}
