import type { Sentence } from './device.ts';

/** Why the desk says no. Each reason is one HTTP status at the edge. */
export type Refusal =
  | 'invalid'
  | 'not-signed-in'
  | 'forbidden'
  | 'not-found'
  | 'wrong-state'
  | 'too-many'
  | 'unavailable';

/** The one error class of the desk: a stable code and a sentence a clerk understands, with the next step in it. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly code: string;
  readonly refusal: Refusal;
  readonly says: Sentence;
  /** The field of the request that is wrong, for `invalid`. */
  readonly field: string | undefined;
  /** Facts for the caller, e.g. `{ state: 'returned' }`. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;

  constructor(
    refusal: Refusal,
    code: string,
    says: Sentence,
    extra: { field?: string; facts?: Readonly<Record<string, string | number | boolean>>; cause?: unknown } = {},
  ) {
    super(says.en, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.refusal = refusal;
    this.says = says;
    this.field = extra.field;
    this.facts = extra.facts ?? {};
  }
}
