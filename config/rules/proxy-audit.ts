import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

/** Punching for another (requirements §5.7). */
export const proxyAuditRules = dated({
  /** Two cards at one reader within so many seconds are a pair. */
  pairSeconds: ruled(z.int().min(1).max(300)),
  /** A pair is flagged from so many days on … */
  pairDays: ruled(z.int().min(1).max(60)),
  /** … within so many days. */
  withinDays: ruled(z.int().min(1).max(366)),
  /** From this share of the days on which both came, in percent: who share a shift and a way to work often come together. */
  pairShare: ruled(z.int().min(0).max(100)),
  /** Whether an arrival and a leaving are a pair as well: at a post that is handed over they come together every day. */
  pairOpposite: ruled(z.boolean()),
  /** A punch so close to the beginning or end of leave or business is no flag: people come early and go late. */
  edgeMinutes: ruled(z.int().min(0).max(240)),
  /** Two punches of one person at two readers within so many seconds: nobody walks that fast. 0: never a flag. */
  readersApartSeconds: ruled(z.int().min(0).max(3_600)),
  /** Readers that only people of these posts (config/rules/roster.yaml) use: `reader-2: [hotline]`. Others: anybody. */
  readerPosts: ruled(z.record(z.string(), z.array(z.string()).min(1))),
  /** So often the desk looks by itself. */
  lookEveryMinutes: ruled(z.int().min(1).max(1_440)),
  /** People drawn for the weekly list. */
  weeklyDraw: ruled(z.int().min(0).max(200)),
  /** Nobody is drawn again within so many weeks, as long as there are others. */
  notAgainWeeks: ruled(z.int().min(0).max(52)),
  /** What both are proposed, once a person has decided that it was so. */
  absentDays: ruled(z.number().min(0.5).max(5)),
});
export type ProxyAuditRules = z.output<typeof proxyAuditRules>[number];
