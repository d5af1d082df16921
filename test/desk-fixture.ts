import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, createDesk, type Desk } from '../src/journal/desk.ts';
import { openJournal } from '../src/journal/journal.ts';
import type { LiveEvent } from '../src/ports/live-events.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { FakeClock } from './fake-clock.ts';

/** A desk on a real database file in a folder of its own, with a clock the test turns. */
export interface TestDesk extends Desk {
  readonly clock: FakeClock;
  readonly database: Database;
  readonly folder: string;
  /** Every live event published so far, oldest first. */
  readonly events: LiveEvent[];
  /** Closes and opens the same database again, as after a restart; this desk must not be used any more. */
  restart(): TestDesk;
  dispose(): void;
}

export function openTestDesk(startsAt?: string): TestDesk {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-'));
  return onFolder(folder, new FakeClock(startsAt));
}

function onFolder(folder: string, clock: FakeClock): TestDesk {
  const database = openDatabase(join(folder, 'qingyu.db'));
  const journal = openJournal(database, Buffer.alloc(32, 7));
  const events: LiveEvent[] = [];
  const desk = createDesk({
    clock,
    database,
    journal,
    timeZone: 'Asia/Shanghai',
    live: { publish: (event) => events.push(event) },
    requestKey: Buffer.alloc(32, 9),
  });
  return {
    ...desk,
    clock,
    database,
    folder,
    events,
    restart() {
      database.close();
      return onFolder(folder, clock);
    },
    dispose() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let commands = 0;

/** A fresh command, as one touch of the screen makes it. */
export function command(actor = 'staff:1', request: Command['request'] = null): Command {
  commands += 1;
  return { id: `test-command-${commands}`, actor, request };
}
