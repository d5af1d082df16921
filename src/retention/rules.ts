import { Temporal } from 'temporal-polyfill';
import type { Sentence } from '../ports/device.ts';
import type { DueEntry } from '../ports/ledger.ts';

export const LIST_STATES = [
  'proposed',
  'approved-once',
  'approved',
  'printed',
  'purging',
  'wiping',
  'done',
  'refused',
  'withdrawn',
] as const;
/** `printed`: a person says that the paper is out and signed. `wiping`: the records are gone, what is left between the pages of the file not yet. */
export type ListState = (typeof LIST_STATES)[number];

/** Of these there is at most one at a time, and an entry can still be kept. */
export const OPEN_STATES = ['proposed', 'approved-once', 'approved', 'printed', 'purging'] as const;

/** `held`: an entry is kept longer. `changed`: what is past its time is not what the list says any more. */
export type ListInput = 'approved' | 'held' | 'refused' | 'signed' | 'changed' | 'purge' | 'emptied' | 'wiped';

/** The life of a destruction list. `undefined` means the input does not fit the state and changes nothing. */
export function nextList(state: ListState, input: ListInput): ListState | undefined {
  const undecided = state === 'proposed' || state === 'approved-once' || state === 'approved';
  switch (input) {
    case 'approved':
      if (state === 'proposed') return 'approved-once';
      return state === 'approved-once' ? 'approved' : undefined;
    case 'held':
      // Who approved has approved another list, and what is signed on paper cannot be changed any more.
      if (undecided) return 'proposed';
      return state === 'printed' ? 'withdrawn' : undefined;
    case 'refused':
      return undecided || state === 'printed' ? 'refused' : undefined;
    case 'changed':
      return undecided || state === 'printed' ? 'withdrawn' : undefined;
    case 'signed':
      return state === 'approved' ? 'printed' : undefined;
    case 'purge':
      return state === 'printed' ? 'purging' : undefined;
    case 'emptied':
      return state === 'purging' ? 'wiping' : undefined;
    case 'wiped':
      return state === 'wiping' ? 'done' : undefined;
  }
}

/**
 * What ended before this moment is past its time on `today` (`YYYY-MM-DD`): a record is kept through the day on which its years are over.
 * UTC ms.
 */
export function pastTimeBefore(today: string, years: number, timeZone: string): number {
  return Temporal.PlainDate.from(today).subtract({ years }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Whether the minute of the day lies between two times of day; `to` at or before `from` lies on the next day. */
export function isWithin(minute: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** What the papers of a list have come to. `unsure`: nobody knows, a person looks. */
export type PaperStanding = 'none' | 'waiting' | 'trouble' | 'unsure' | 'out';

/** How all pages stand together: the worst of them; of a page, the best of its prints. */
export function paperStanding(
  jobs: readonly { readonly id: number; readonly reprintOf?: number; readonly state: string }[],
): PaperStanding {
  const pages = jobs.filter(({ reprintOf }) => reprintOf === undefined);
  const standings = pages.map((page) => {
    const states = jobs.flatMap(({ id, reprintOf = id, state }) => (reprintOf === page.id ? [state] : []));
    if (states.includes('confirmed')) return 'out';
    if (states.some((state) => state === 'queued' || state === 'sent')) return 'waiting';
    if (states.includes('ask')) return 'trouble';
    return states.includes('unconfirmed') ? 'unsure' : 'trouble';
  });
  const worst = (['trouble', 'waiting', 'unsure', 'out'] as const).find((standing) => standings.includes(standing));
  return worst ?? 'none';
}

/** One person of a list. */
export interface Signed {
  readonly name: string;
  readonly staffNo: string;
  readonly atMs: number;
}

/** An entry as it stands on a list. */
export interface ListEntry extends DueEntry {
  readonly n: number;
  readonly ledger: string;
  readonly beforeMs: number;
  readonly state: 'listed' | 'held' | 'gone';
}

/** What is past its time in one ledger, or of it on a list. */
export interface LedgerTotal {
  readonly ledger: string;
  readonly name: Sentence;
  readonly years: number;
  readonly entries: number;
  readonly records: number;
  readonly papers: number;
  /** From when to when; null where there is nothing. */
  readonly span: { readonly fromMs: number; readonly untilMs: number } | null;
}

/** Counts entries by ledger, in the order of the ledgers. */
export function totalsOf(
  ledgers: readonly Pick<LedgerTotal, 'ledger' | 'name' | 'years'>[],
  entries: readonly (DueEntry & { readonly ledger: string })[],
): LedgerTotal[] {
  return ledgers.map((one) => {
    const own = entries.filter(({ ledger }) => ledger === one.ledger);
    const sum = (of: (entry: DueEntry) => number) => own.reduce((total, entry) => total + of(entry), 0);
    const span = {
      fromMs: Math.min(...own.map(({ fromMs }) => fromMs)),
      untilMs: Math.max(...own.map(({ untilMs }) => untilMs)),
    };
    return {
      ...one,
      entries: own.length,
      records: sum(({ records }) => records),
      papers: sum(({ papers }) => papers),
      span: own.length === 0 ? null : span,
    };
  });
}

/** A destruction list as the screen shows it. */
export interface ListView {
  readonly id: number;
  readonly number: string;
  readonly state: ListState;
  readonly clause: string;
  readonly proposed: Signed;
  /** In the order they approved; two when it is approved. */
  readonly approvals: readonly Signed[];
  /** Who says that the paper is out and signed. */
  readonly signed: Signed | null;
  readonly purged: Signed | null;
  readonly ended: Signed | null;
  /** Why it was refused or withdrawn. */
  readonly reason: string | null;
  /** The subject of its papers, `destruction-list:3/1`. */
  readonly paper: string | null;
  readonly paperStands: PaperStanding;
  readonly totals: readonly LedgerTotal[];
  readonly entries: readonly ListEntry[];
}

/** A thing that is kept longer. */
export interface HoldView {
  readonly id: number;
  readonly ledger: string;
  readonly name: Sentence;
  readonly number: string;
  readonly reason: string;
  readonly by: Signed;
}

/** What the page of the destruction lists shows first. */
export interface RetentionView {
  readonly clause: string;
  /** False: nobody knows how good the clock is, and nothing is listed or destroyed by it. */
  readonly clockTrusted: boolean;
  readonly approvers: readonly string[];
  /** What is past its time and kept by nobody. */
  readonly due: readonly LedgerTotal[];
  /** The list under way, or the last one while its traces are wiped. */
  readonly list: ListView | null;
  readonly quietHours: { readonly from: string; readonly to: string };
}
