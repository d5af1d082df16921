import type { PromotionRules } from '../../config/rules/promotions.ts';
import { spanAt } from './local-spans.rules.ts';

/** How loud music and speech may be now, 0–100. */
export type VolumeBand = PromotionRules['timeBands']['value'][number];

/** The band a moment lies in; `undefined` where no band limits anything. */
export function bandAt(bands: readonly VolumeBand[], atMs: number, timeZone: string): VolumeBand | undefined {
  return spanAt(bands, atMs, timeZone);
}
