import { Temporal } from 'temporal-polyfill';
import type { LevelBand } from '../../config/rules/broadcast.ts';
import type { Sentence } from '../ports/device.ts';
import type { AirClass } from './rules.ts';

/** How loud something is aired. */
export interface Level {
  /** Below the full level, dB; 0 is full. */
  readonly db: number;
  /** The hours that make it so; null outside all of them. */
  readonly hours: Sentence | null;
}

/**
 * The level of a class at an instant: what the clock on the plaza's wall shows decides, in the hour that summer time repeats as well. An
 * emergency is always at its full level.
 */
export function levelAt(bands: readonly LevelBand[], of: AirClass, atMs: number, timeZone: string): Level {
  const time = Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
  const band = bands.find(({ from, to }) => (from < to ? from <= time && time < to : from <= time || time < to));
  if (band === undefined || of === 'emergency') return { db: 0, hours: null };
  return { db: band.db[of] ?? 0, hours: { zh: band.zh, en: band.en } };
}
