import type { Rules } from '../config/rules.ts';
import { airLedgers, type Broadcast } from './broadcast/actions.ts';
import type { Route } from './http/route.ts';
import type { Desk } from './journal/desk.ts';
import { jobsOf, keptPapers, type Printing } from './printing/actions.ts';
import { type Promotions, promotionLedger } from './promotions/actions.ts';
import { openRetention, type RetentionParts } from './retention/actions.ts';
import { type Approve, retentionRoutes } from './retention/routes.ts';
import type { Schedule } from './schedule/actions.ts';

interface LedgerParts extends Omit<RetentionParts, 'rules' | 'ledgers' | 'jobsOf' | 'clockTrusted'> {
  readonly rules: Rules['retention'];
  readonly printing: Printing;
  readonly broadcast: Broadcast | undefined;
  readonly promotions: Promotions | undefined;
  readonly schedule: Schedule | undefined;
  readonly approve: Approve;
}

/** Every ledger that is destroyed when its years are over; a room that keeps another one joins here. */
export function openLedgers(
  desk: Desk,
  { printing, broadcast, promotions, schedule, approve, ...parts }: LedgerParts,
): { readonly routes: readonly Route[]; stop(): Promise<void> } {
  const papers = keptPapers(printing);
  const retention = openRetention(desk, {
    ...parts,
    ledgers: [
      ...(broadcast === undefined ? [] : airLedgers(broadcast, papers)),
      ...(promotions === undefined ? [] : [promotionLedger(promotions, papers)]),
    ],
    jobsOf: (subject) => jobsOf(printing, subject),
    clockTrusted: () => desk.clock.read().quality !== 'unsure' || schedule?.clockTrusted() === true,
  });
  return { routes: retentionRoutes(retention, approve), stop: retention.stop };
}
