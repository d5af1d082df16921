import type { Check } from './world.ts';

/** Begins every line a conductor has for people; the rest of what comes out of a guest is its kernel and its service. */
export const SAID = 'rig: ';

/** What a scenario found, as written to `found.json`. */
export interface Found {
  readonly checks: readonly Check[];
  readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Why it ended before its end. */
  readonly trouble?: string;
}
