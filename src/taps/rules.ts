import type { Sentence } from '../ports/device.ts';

/** What became of a card: also the payload of the live event `card`, except for a punch, which is the event `punch`. */
export type CardOutcome =
  /** `waits`: no clock-out yet, nobody has come to take over the post. */
  | { readonly kind: 'punch'; readonly punchId: number; readonly repeat: boolean; readonly waits: boolean }
  | { readonly kind: 'sign-in'; readonly staffNo: string; readonly name: string; readonly ticket: string }
  | { readonly kind: 'deposit'; readonly cardId: string; readonly label: string; readonly loanId?: number }
  | { readonly kind: 'loyalty'; readonly cardId: string; readonly label: string }
  | { readonly kind: 'blocked' | 'unknown' | 'alike'; readonly cardId: string; readonly printedNumber?: string }
  /** An emergency waited for a supervisor's card: this was it, or may not be. */
  | {
      readonly kind: 'emergency';
      readonly emergencyId: string;
      readonly accepted: boolean;
      readonly name: string;
      readonly says: Sentence;
    }
  | { readonly kind: 'not-recorded'; readonly cardId: string; readonly says: Sentence };

/** What became of a scanned slip: the payload of the live event `slip`. `void`: declared lost. */
export type SlipOutcome =
  | { readonly kind: 'loan'; readonly loanId: number; readonly itemNumber: string; readonly code: string }
  | { readonly kind: 'form'; readonly formId: number; readonly number: string }
  | { readonly kind: 'ended' | 'void' | 'unknown' };
