import { inForce } from '../../config/ruled.ts';
import type { RetentionRules } from '../../config/rules/retention.ts';
import type { Change, Desk } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import type { DueEntry, Ledger } from '../ports/ledger.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { paperDate } from '../printing/letterhead.ts';
import { clockUnsure, unknownList, wrongState } from './refusals.ts';
import { type LedgerTotal, type ListInput, nextList, pastTimeBefore } from './rules.ts';
import type { ListStep, RetentionStore, StoredList } from './store.ts';

/** What this room needs of others. */
export interface RetentionParts {
  /** The versions of config/rules/retention.yaml. */
  readonly rules: readonly RetentionRules[];
  /** Every ledger that can be destroyed; another room joins by one more. */
  readonly ledgers: readonly Ledger[];
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  signature(actor: string): { readonly name: string; readonly staffNo: string };
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** What was printed for a subject is no longer valid. */
  withdrawPapers(change: Change, subject: string): void;
  /** The prints of a subject, oldest first. */
  jobsOf(subject: string): readonly { readonly id: number; readonly reprintOf?: number; readonly state: string }[];
  /** Whether somebody, or the network, vouches for the clock. */
  clockTrusted(): boolean;
  /** Hears of what failed behind the scenes, for the service log. */
  report(error: unknown): void;
}

/** What its actions need of the room. */
export interface RetentionRoom {
  readonly desk: Desk;
  readonly store: RetentionStore;
  readonly parts: RetentionParts;
}

/** Keeps ledgers for their years and destroys them by list. */
export interface Retention extends RetentionRoom {
  /** Goes on with what is to be destroyed, entry by entry. */
  wake(): void;
  /** Resolves when nothing is being destroyed any more, or what is left has to wait. */
  idle(): Promise<void>;
  /** Destroys nothing any more; the rest at the next start. */
  stop(): Promise<void>;
}

/** Something past its time, with its ledger and the moment that decides. */
export type Due = DueEntry & { readonly ledger: string; readonly beforeMs: number };

export const subjectOf = (listId: number): string => `destruction-list:${listId}`;

const today = ({ desk }: Pick<RetentionRoom, 'desk'>) => paperDate(desk.clock.read().wallMs, desk.timeZone);

/** The rules in force today. */
export function rulesOf(room: RetentionRoom): RetentionRules {
  return inForce(room.parts.rules, today(room));
}

/** The ledgers that the rules name, in their order, with the years they are kept. */
export function keptLedgers(room: RetentionRoom): (Pick<LedgerTotal, 'ledger' | 'name' | 'years'> & { of: Ledger })[] {
  const { value: years } = rulesOf(room).keptYears;
  return room.parts.ledgers.flatMap((of) => {
    const kept = years[of.id];
    return kept === undefined ? [] : [{ ledger: of.id, name: of.name, years: kept, of }];
  });
}

/** Everything that is past its time and kept by nobody, the oldest first. */
export function dueNow(room: RetentionRoom): Due[] {
  const { desk, store } = room;
  const held = new Set(store.holds().map(({ ledger, ref }) => `${ledger} ${ref}`));
  const day = today(room);
  return keptLedgers(room)
    .flatMap(({ of, years }) => {
      const beforeMs = pastTimeBefore(day, years, desk.timeZone);
      return of.whatIsDue(beforeMs).map((entry): Due => ({ ...entry, ledger: of.id, beforeMs }));
    })
    .filter(({ ledger, ref }) => !held.has(`${ledger} ${ref}`))
    .sort((a, b) => a.untilMs - b.untilMs);
}

/** @throws DeskError `retention/unknown` */
export function listOf({ store }: Pick<RetentionRoom, 'store'>, id: number): StoredList {
  const found = store.byId(id);
  if (found === undefined) throw unknownList(id);
  return found;
}

/** @throws DeskError `retention/clock-unsure` */
export function requireClock({ parts }: RetentionRoom): void {
  if (!parts.clockTrusted()) throw clockUnsure();
}

/** One step of a list inside the caller's transaction. @throws DeskError `retention/wrong-state` */
export function writeStep(
  { store }: Pick<RetentionRoom, 'store'>,
  change: Change,
  list: StoredList,
  input: ListInput,
  written: Omit<ListStep, 'state'> = {},
  body: Readonly<Record<string, string | number | readonly string[]>> = {},
  personal?: Readonly<Record<string, string>>,
): void {
  const state = nextList(list.state, input);
  if (state === undefined) throw wrongState(list.state);
  store.step(list.id, { ...written, state });
  change.record({
    kind: `retention/list-${input}`,
    subject: subjectOf(list.id),
    body: { number: list.number, state, ...body },
    ...(personal === undefined ? {} : { personal }),
  });
  tell(change, list.id);
}

/** The screens hear of it after the commit. */
export function tell(change: Change, listId: number): void {
  change.publish({ name: 'retention', payload: { listId } });
}
