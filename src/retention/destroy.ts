import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { paperTime } from '../printing/letterhead.ts';
import { type Decider, endList, isStillDue, requirePost } from './lists.ts';
import { wrongState } from './refusals.ts';
import {
  listOf,
  type Retention,
  type RetentionRoom,
  requireClock,
  rulesOf,
  subjectOf,
  tell,
  writeStep,
} from './retention-room.ts';
import { isWithin, type ListEntry, nextList } from './rules.ts';
import type { StoredList } from './store.ts';

/** A full disk or somebody who reads the file: tried again after. */
const TRY_AGAIN_MS = 30_000;
/** Whether the quiet hours have come is looked at so often, while there is something to wipe. */
const LOOK_EVERY_MS = 600_000;
const BYTES_PER_MEGABYTE = 1_000_000;

/**
 * Begins to destroy what is on a signed list; it goes on by itself, also after a power cut. What is no longer as it was listed makes the
 * list void instead.
 * @throws DeskError `retention/wrong-state`, `retention/needs-post`, `retention/clock-unsure`
 */
export function destroyListed(
  room: Retention,
  command: Command,
  id: number,
  decider: Decider,
): Acted<{ state: string }> {
  return room.desk.act(command, 'retention/destroy', (change) => {
    const list = listOf(room, id);
    if (nextList(list.state, 'purge') === undefined) throw wrongState(list.state);
    requirePost(room, decider);
    requireClock(room);
    const entries = listed(room, list);
    if (!isStillDue(room, entries)) {
      endList(room, change, list, 'changed', 'changed');
      return { state: 'withdrawn' };
    }
    const purged = { by: change.actor, atMs: change.at.wallMs };
    writeStep(room, change, list, 'purge', { purged }, { approvedBy: approversOf(list), ...countsOf(entries) });
    change.afterCommit(() => room.wake());
    return { state: 'purging' };
  });
}

/** The hand that destroys: one entry at a time, so that a tap never waits for more than one; then the log of the database, then its traces. */
export function startDestroying(room: RetentionRoom): Pick<Retention, 'wake' | 'idle' | 'stop'> {
  const { desk, store, parts } = room;
  let stopped = false;
  let running: Promise<void> | undefined;
  let cancel = () => {};

  // The service is not ready yet: nobody waits for an answer.
  if (store.inState('wiping').length > 0) wipe();
  wake();

  function wake(): void {
    cancel();
    if (stopped || running !== undefined) return;
    running = run()
      .catch((error: unknown) => {
        parts.report(error);
        later(TRY_AGAIN_MS);
      })
      .finally(() => {
        running = undefined;
      });
  }

  function later(afterMs: number): void {
    if (!stopped) cancel = desk.clock.after(afterMs, wake);
  }

  async function run(): Promise<void> {
    for (const list of store.inState('purging')) {
      for (const entry of listed(room, list)) {
        await nextTurn();
        if (stopped) return;
        desk.change(list.purged?.by ?? 'system', (change) => destroyEntry(room, change, list, entry));
      }
      await nextTurn();
      if (!desk.database.emptyLog()) {
        later(TRY_AGAIN_MS);
        return;
      }
      desk.change('system', (change) => writeStep(room, change, list, 'emptied'));
    }
    if (store.inState('wiping').length === 0) return;
    if (isQuiet()) wipe();
    if (store.inState('wiping').length > 0) later(LOOK_EVERY_MS);
  }

  /** Nobody taps now, and it does not last long. */
  function isQuiet(): boolean {
    const { quietHours, quietMostMegabytes } = rulesOf(room);
    const minute = paperTime(desk.clock.read().wallMs, desk.timeZone);
    const isSmall = desk.database.size() <= quietMostMegabytes.value * BYTES_PER_MEGABYTE;
    return isSmall && parts.clockTrusted() && isWithin(minute, quietHours.value);
  }

  function wipe(): void {
    try {
      desk.database.rewrite();
      desk.change('system', (change) => {
        for (const list of store.inState('wiping')) {
          const ended = { by: change.actor, atMs: change.at.wallMs };
          const gone = store.entries(list.id).filter(({ state }) => state === 'gone');
          writeStep(room, change, list, 'wiped', { ended }, { approvedBy: approversOf(list), ...countsOf(gone) });
        }
      });
    } catch (error) {
      parts.report(error);
    }
  }

  return {
    wake,
    idle: async () => running,
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

function destroyEntry({ parts, store }: RetentionRoom, change: Change, list: StoredList, entry: ListEntry): void {
  const ledger = parts.ledgers.find(({ id }) => id === entry.ledger);
  if (ledger === undefined) throw new Error(`${list.number} names the unknown ledger ${entry.ledger}`);
  const rows = ledger.purge(entry.ref, entry.beforeMs);
  store.forgetReasons(entry.ledger, entry.ref);
  store.setEntry(list.id, entry.n, 'gone');
  change.record({
    kind: 'retention/destroyed',
    subject: subjectOf(list.id),
    body: { number: list.number, ledger: entry.ledger, entry: entry.number, rows },
  });
  tell(change, list.id);
}

const listed = ({ store }: RetentionRoom, { id }: StoredList) =>
  store.entries(id).filter(({ state }) => state === 'listed');

const approversOf = ({ first, second }: StoredList) =>
  [first, second].flatMap((deed) => (deed === null ? [] : [deed.by]));

/** Entries of each ledger, for the journal: `{ "calls": 3 }`. */
function countsOf(entries: readonly ListEntry[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ledger } of entries) counts[ledger] = (counts[ledger] ?? 0) + 1;
  return counts;
}
