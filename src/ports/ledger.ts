import type { Sentence } from './device.ts';

/** One thing of a ledger that is past its time. Nothing in it names anybody: it stands on a list that is kept. */
export interface DueEntry {
  /** The ledger's own name of it. */
  readonly ref: string;
  /** As people know it: the number of a call, a day. */
  readonly number: string;
  readonly kind: Sentence;
  /** When it began and ended, UTC ms. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly records: number;
  readonly papers: number;
}

/** A ledger that is kept for some years and then destroyed, entry by entry. Its room knows its tables and what is still open. */
export interface Ledger {
  /** As in `config/rules/retention.yaml`. */
  readonly id: string;
  readonly name: Sentence;
  /** What ended before `beforeMs` (UTC ms) and has nothing open, oldest first. */
  whatIsDue(beforeMs: number): DueEntry[];
  /** Destroys one entry with its papers; only inside a transaction, and only while its list is being destroyed. Returns how many rows went. */
  purge(ref: string, beforeMs: number): number;
}

/** The papers of a ledger's entries, as the outbox keeps them. */
export interface KeptPapers {
  /** How many papers of a subject there are, and how many of them may still come out or are asked about. */
  count(subject: string): { readonly all: number; readonly open: number };
  /** Destroys them; only inside a transaction. Returns how many. */
  destroy(subject: string): number;
}
