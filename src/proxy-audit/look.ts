import { setImmediate } from 'node:timers/promises';
import type { PunchRecord } from '../attendance/actions.ts';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { type RosteredPerson, rosterLineFor, rosterLineOf } from '../roster/actions.ts';
import { elsewhereFlags } from './elsewhere.rules.ts';
import { pairFlags } from './pair.rules.ts';
import { daysBefore, type ProxyAudit, rulesOn, subjectOfFlag, todayOf } from './proxy-audit-room.ts';
import type { AuditPunch, Elsewhere, FoundFlag } from './rules.ts';

/** People read before others get their turn: a tap waits for no audit. */
const PEOPLE_AT_ONCE = 8;
const MINUTE_MS = 60_000;

/** Looks through the punches now, and writes down what speaks for punching for another. */
export async function lookNow(room: ProxyAudit, command: Command): Promise<Acted<{ found: number }>> {
  const flags = await findFlags(room);
  return room.desk.act(command, 'proxy-audit/look', (change) => {
    const found = writeFlags(room, change, flags);
    change.record({ kind: 'proxy-audit/looked', subject: 'proxy-audit', body: { found } });
    return { found };
  });
}

/** Looks by itself again and again; what it finds only waits for a person. Returns how to stop it. */
export function keepLooking(room: ProxyAudit): () => void {
  const { desk, needs } = room;
  let stopped = false;
  let cancel = (): void => undefined;
  const later = (): void => {
    if (!stopped) cancel = desk.clock.after(rulesOn(room, todayOf(room)).lookEveryMinutes.value * MINUTE_MS, look);
  };
  const look = (): void => {
    void lookOnce(room, () => stopped)
      .catch((error: unknown) => needs.report(error))
      .finally(later);
  };
  later();
  return () => {
    stopped = true;
    cancel();
  };
}

async function lookOnce(room: ProxyAudit, isStopped: () => boolean): Promise<void> {
  const flags = await findFlags(room);
  if (isStopped() || !flags.some((flag) => freshOf(room, flag).length > 0)) return;
  room.desk.change('system', (change) => writeFlags(room, change, flags));
}

/** Reads the punches, forms and posts of everybody who works here or did in this time, as far back as the rules say. */
async function findFlags(room: ProxyAudit): Promise<FoundFlag[]> {
  const { needs, store } = room;
  const today = todayOf(room);
  const rules = rulesOn(room, today);
  const from = daysBefore(room, today, rules.withinDays.value - 1);
  const punches: AuditPunch[] = [];
  const elsewhere: Elsewhere[] = [];
  const { shiftCalendar } = needs.roster;
  for (const [at, person] of needs.people().entries()) {
    const { id, active, leftAtMs } = person;
    if (at > 0 && at % PEOPLE_AT_ONCE === 0) await setImmediate();
    // With who left in this time somebody may have punched who is still here.
    if (!active && (leftAtMs === undefined || shiftCalendar.dayOf(leftAtMs) < from)) continue;
    punches.push(
      ...needs.punches
        .ofPerson(id, from, today)
        .filter(isSure)
        .map((punch) => auditPunch(room, person, punch)),
    );
    elsewhere.push(...needs.formsTouching(id, from, today).flatMap((form) => elsewhereOf(id, form)));
  }
  const postOf = (personId: number, day: string): string => rosterLineOf(needs.roster, personId, day).postId;
  return [
    ...pairFlags(punches, rules, ([one, other]) => store.decidedUntil(one, other)),
    ...elsewhereFlags(punches, elsewhere, rules, postOf),
  ];
}

/** By a clock that nobody ever vouched for, nobody is flagged. */
function isSure({ clockQuality, dated }: PunchRecord): boolean {
  return clockQuality !== 'unsure' || dated;
}

function auditPunch({ needs }: ProxyAudit, person: RosteredPerson, punch: PunchRecord): AuditPunch {
  const { punchId, personId, readerId, direction, atMs, shiftId, shiftDay } = punch;
  const shift = rosterLineFor(needs.roster, person, shiftDay).shifts.find((one) => one.shiftId === shiftId);
  return { punchId, personId, readerId, direction, atMs, day: shiftDay, shift: shift ?? null };
}

function elsewhereOf(personId: number, form: ReturnType<ProxyAudit['needs']['formsTouching']>[number]): Elsewhere[] {
  if (form.state !== 'confirmed' || form.personId !== personId) return [];
  if (form.kind !== 'leave' && form.kind !== 'business') return [];
  const { fromMs, untilMs, kind: what, formId } = form;
  return [{ personId, fromMs, untilMs, what, formId }];
}

/** Writes down what is new of it: with the flag that waits for a decision already, or as a new one. Answers how much is new. */
export function writeFlags(room: ProxyAudit, change: Change, flags: readonly FoundFlag[]): number {
  const { store } = room;
  let written = 0;
  for (const flag of flags) {
    const fresh = freshOf(room, flag);
    if (fresh.length === 0) continue;
    const open = store.openFlag(flag);
    const flagId = open?.id ?? store.insertFlag(flag, rulesOn(room, todayOf(room)).from, change.at.wallMs);
    const before = store.incidents(flagId).length;
    for (const [at, incident] of fresh.entries())
      store.insertIncident(flagId, before + at + 1, incident, change.at.wallMs);
    written += fresh.length;
    change.record({
      kind: 'proxy-audit/flagged',
      subject: subjectOfFlag(flagId),
      body: { flagId, kind: flag.kind, incidents: before + fresh.length, clause: flag.clause },
    });
    change.publish({ name: 'audit', payload: { flagId } });
  }
  return written;
}

function freshOf({ store }: ProxyAudit, flag: FoundFlag): FoundFlag['incidents'] {
  return flag.incidents.filter((incident) => !store.isKnown(flag, incident));
}
