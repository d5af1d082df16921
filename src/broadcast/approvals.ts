import { randomUUID } from 'node:crypto';
import type { Broadcast } from './broadcast-room.ts';
import { rulesOf } from './broadcast-room.ts';

interface Approval {
  readonly name: string;
  readonly actor: string;
  readonly staffId: number;
  readonly untilMs: number;
}

/** Which names a supervisor has just let be aired; in memory only: after a restart a supervisor is asked again. */
export type Approvals = Map<string, Approval>;

/** Writes down that a supervisor lets this child's name be aired by this clerk; the ticket is good for a few minutes. */
export function approveName(
  broadcast: Broadcast,
  asked: { readonly name: string; readonly actor: string; readonly staffId: number },
): { readonly ticket: string; readonly minutes: number } {
  const nowMs = broadcast.desk.clock.monotonicMs();
  for (const [ticket, { untilMs }] of broadcast.approvals) if (untilMs <= nowMs) broadcast.approvals.delete(ticket);
  const minutes = rulesOf(broadcast).nameApprovalMinutes.value;
  const ticket = randomUUID();
  broadcast.approvals.set(ticket, { ...asked, untilMs: nowMs + minutes * 60_000 });
  broadcast.desk.change(asked.actor, (change) => {
    change.record({
      kind: 'broadcast/name-approved',
      subject: `staff:${asked.staffId}`,
      body: { minutes },
      personal: { name: asked.name },
    });
  });
  return { ticket, minutes };
}

/** The supervisor behind a ticket, if it is still good for this name and this clerk. */
export function approverOf(
  broadcast: Broadcast,
  asked: { readonly ticket: string | undefined; readonly name: string | undefined; readonly actor: string },
): number | undefined {
  const approval = broadcast.approvals.get(asked.ticket ?? '');
  if (approval === undefined || approval.untilMs <= broadcast.desk.clock.monotonicMs()) return undefined;
  return approval.name === asked.name && approval.actor === asked.actor ? approval.staffId : undefined;
}
