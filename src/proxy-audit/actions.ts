import type { ProxyFact } from '../outcomes/rules.ts';
import type { ProxyAudit } from './proxy-audit-room.ts';

export { decideFlag, type WantedDecision } from './decide.ts';
export { checkPerson, drawThisWeek, type WantedCheck } from './draw.ts';
export { keepLooking, lookNow } from './look.ts';
export { openProxyAudit } from './open-proxy-audit.ts';
export { printFlag, printList } from './print.ts';
export type { ProxyAudit, ProxyAuditNeeds, Viewer } from './proxy-audit-room.ts';
export { drawFor, flagFor, flagsFor, thisWeek } from './views.ts';

/** What was decided of a person on these days, both included: the outcomes propose it. */
export function proxiesOf({ store }: ProxyAudit, personId: number, from: string, until: string): readonly ProxyFact[] {
  return store
    .proposed(personId, from, until)
    .map(({ flagId, day, days, clause }) => ({ flagId, day, absentDays: days, clause }));
}
