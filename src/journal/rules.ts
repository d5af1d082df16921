import type { ClockQuality } from '../ports/clock.ts';

/** A journal row as the screen shows it. */
export interface JournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly clockQuality: ClockQuality;
  /** `staff:12`, `device:reader-1`, `screen`, `system`. */
  readonly actor: string;
  /** `room/what-happened`. */
  readonly kind: string;
  readonly subject: string;
  /** Ids, numbers and keyed digests; never a name or a phone number. */
  readonly body: unknown;
  readonly hash: string;
}

/** Which quality a stored word means; an unknown one is not to be trusted. */
export function clockQualityOf(stored: string): ClockQuality {
  return stored === 'synchronised' || stored === 'rtc' ? stored : 'unsure';
}

/** What a check of the whole chain found. `head` is what the next printed slip should show. */
export type ChainReport =
  | { readonly whole: true; readonly rows: number; readonly head: string }
  | {
      readonly whole: false;
      readonly rows: number;
      readonly brokenAt: number;
      readonly why: 'edited' | 'gap' | 'relinked' | 'tail-cut';
    };
