import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { migrationFiles } from '../../../src/store/migrate.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-store-'));
  file = join(folder, 'qingyu.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the store', () => {
  it('migrates an empty file once and keeps what is in it on the next opening', () => {
    const first = openDatabase(file);
    first.prepare("INSERT INTO number_series VALUES ('kept', 41)").run();
    first.close();
    const second = openDatabase(file);
    expect(second.prepare("SELECT last FROM number_series WHERE series = 'kept'").get()).toEqual({ last: 41 });
    expect(second.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrationFiles().length });
    second.close();
  });

  // Breaking it on purpose: leave `NOT EXISTS …` out of 031-who-left.sql or 032-staff.sql, or take the latest instead of the first day of the time away.
  it('reads from the journal when those had left, and been away, who left before it was kept', () => {
    openDatabase(file).close();
    const old = new Sqlite(file);
    old.exec('DROP TABLE people_away; ALTER TABLE people DROP COLUMN left_at_ms; PRAGMA user_version = 30');
    const person = old.prepare(
      `INSERT INTO people (id, staff_no, name, department, roles, shift_id, active, created_at_ms)
       VALUES (?, ?, '某人', '物业部', '[]', 'reception', ?, 0)`,
    );
    const told = old.prepare(
      `INSERT INTO journal (id, at, clock_quality, boot_id, monotonic_ms, actor, kind, subject, body, prev_hash, hash)
       VALUES ('', ?, 'rtc', '', 0, 'staff:9', 'staff/person-changed', ?, ?, '', '')`,
    );
    const here = { gone: 1, backAndGone: 2, stays: 3, unknown: 4, twice: 5 };
    for (const id of Object.values(here)) person.run(id, String(id), id === here.stays || id === here.twice ? 1 : 0);
    for (const [at, id, active] of [
      [10, here.gone, 0],
      [11, here.gone, 0],
      [20, here.backAndGone, 0],
      [21, here.backAndGone, 1],
      [22, here.backAndGone, 0],
      [30, here.stays, 0],
      [31, here.stays, 1],
      [32, here.stays, 1],
      [40, here.twice, 1],
      [41, here.twice, 0],
      [42, here.twice, 0],
      [43, here.twice, 1],
      [44, here.twice, 0],
      [45, here.twice, 1],
    ] as const)
      told.run(at, `staff:${id}`, JSON.stringify({ active }));
    old.close();
    const database = openDatabase(file);
    expect(database.prepare('SELECT left_at_ms AS left FROM people ORDER BY id').all()).toEqual(
      [10, 22, null, null, null].map((left) => ({ left })),
    );
    const away = database.prepare<Record<string, number>>('SELECT * FROM people_away ORDER BY person_id, id').all();
    expect(away.map((one) => [one.person_id, one.left_at_ms, one.back_at_ms])).toEqual([
      [here.backAndGone, 20, 21],
      [here.stays, 30, 31],
      [here.twice, 41, 43],
      [here.twice, 44, 45],
    ]);
    database.close();
  });

  it('runs with write-ahead log, full synchronisation and foreign keys', () => {
    const database = openDatabase(file);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA foreign_keys').get()).toEqual({ foreign_keys: 1 });
    database.close();
  });

  it('rolls a failed transaction back whole', () => {
    const database = openDatabase(file);
    expect(() =>
      database.transaction(() => {
        database.prepare("INSERT INTO number_series VALUES ('lost', 1)").run();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(database.prepare("SELECT * FROM number_series WHERE series = 'lost'").all()).toEqual([]);
    database.close();
  });

  it.each([
    ['a destroyed header', 0],
    ['a destroyed page', 4096 * 2],
  ])('never replaces a damaged file by an empty one: %s stops the start with a sentence', (_name, offset) => {
    openDatabase(file).close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, offset, offset + 4096);
    writeFileSync(file, bytes);
    expect(() => openDatabase(file)).toThrow(
      expect.objectContaining({ code: 'store/damaged', message: expect.stringContaining('backup') }),
    );
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('refuses a file of a newer version', () => {
    const database = openDatabase(file);
    database.prepare(`PRAGMA user_version = ${migrationFiles().length + 1}`).run();
    database.close();
    expect(() => openDatabase(file)).toThrow(expect.objectContaining({ code: 'store/newer' }));
  });

  // To see it red: leave the VACUUM out of `rewrite`, or the checkpoint out of `emptyLog`.
  it('writes itself anew without a piece of what was deleted, be it by an older version that only marked it as free', () => {
    openDatabase(file).close();
    const older = new Sqlite(file);
    older.pragma('secure_delete = OFF');
    const put = older.prepare('INSERT INTO number_series VALUES (@name, 1)');
    for (let n = 0; n < 500; n++) put.run({ name: `漆雕-${n}` });
    older.prepare("DELETE FROM number_series WHERE series LIKE '漆雕%'").run();
    older.close();
    const database = openDatabase(file);
    database.prepare("INSERT INTO number_series VALUES ('南宫', 1)").run();
    database.prepare("DELETE FROM number_series WHERE series = '南宫'").run();
    const bytes = () => Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]);
    expect([bytes().includes('漆雕'), bytes().includes('南宫')]).toEqual([true, true]);
    expect(database.emptyLog()).toBe(true);
    expect([bytes().includes('漆雕'), bytes().includes('南宫')]).toEqual([true, false]);
    database.rewrite();
    expect(bytes().includes('漆雕')).toBe(false);
    expect(database.size()).toBe(readFileSync(file).length);
    database.close();
  });

  // To see it red: leave `busy_timeout = 0` out of `emptyLog`; it waits five seconds then.
  it('does not wait for somebody who reads it: the log is emptied later', () => {
    const database = openDatabase(file);
    const reader = new Sqlite(file, { readonly: true });
    const rows = reader.prepare('SELECT * FROM store_opened').iterate();
    rows.next();
    database.prepare("INSERT INTO number_series VALUES ('kept', 1)").run();
    const began = process.hrtime.bigint();
    expect(database.emptyLog()).toBe(false);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(1_000);
    rows.return?.();
    reader.close();
    expect(database.emptyLog()).toBe(true);
    expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 5000 });
    database.close();
  });

  it('copies itself while it is written', async () => {
    const database = openDatabase(file);
    database.prepare("INSERT INTO number_series VALUES ('kept', 5)").run();
    const copy = join(folder, 'backups', 'copy.db');
    await database.backup(copy);
    database.close();
    const restored = openDatabase(copy);
    expect(restored.prepare("SELECT last FROM number_series WHERE series = 'kept'").get()).toEqual({ last: 5 });
    restored.close();
  });
});
