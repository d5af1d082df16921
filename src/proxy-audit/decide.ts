import type { Acted, Change, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import { type ProxyAudit, rulesOn, subjectOfFlag, todayOf } from './proxy-audit-room.ts';
import { flagChanged, noIncident, noSuchFlag, ownFlag, reasonMissing, wrongOther } from './refusals.ts';
import type { Verdict } from './rules.ts';
import type { ProposedAbsence, StoredFlag, StoredIncident } from './store.ts';

/** What a named person decides about a flag as it was shown. */
export interface WantedDecision {
  readonly flagId: number;
  readonly verdict: Verdict;
  /** Needed to dismiss. */
  readonly reason: string;
  /** Which incidents were punches for another. */
  readonly incidents: readonly number[];
  /** Whoever punched, where one card alone is flagged; `null`: nobody knows. */
  readonly withPersonId: number | null;
  /** So many incidents were shown; what has come since is not decided on unseen. */
  readonly shown: number;
  readonly byPersonId: number;
}

/**
 * Writes down a decision; an earlier one stays on record and the newest holds. `absent` proposes both as absent, and the outcomes show it to
 * whoever decides there.
 * @throws DeskError `proxy-audit/no-such-flag`, `proxy-audit/own-flag`, `proxy-audit/flag-changed`, `proxy-audit/reason-missing`,
 *   `proxy-audit/no-incident`, `proxy-audit/wrong-other`
 */
export function decideFlag(room: ProxyAudit, command: Command, wanted: WantedDecision): Acted<{ decisionId: number }> {
  return room.desk.act(command, 'proxy-audit/decide', (change) => {
    const { store } = room;
    const { flagId, verdict, byPersonId } = wanted;
    const flag = flagOf(room, flagId, byPersonId);
    const incidents = store.incidents(flagId);
    if (incidents.length !== wanted.shown) throw flagChanged(incidents.length);
    const reason = plainWords(wanted.reason);
    if (verdict === 'dismissed' && reason === '') throw reasonMissing();
    const absences = verdict === 'absent' ? proposedBy(room, flag, incidents, wanted) : [];
    const before = store.decisions(flagId).at(-1)?.absences ?? [];
    const decisionId = store.insertDecision({ flagId, verdict, reason, byPersonId, atMs: change.at.wallMs, absences });
    change.record({
      kind: 'proxy-audit/decided',
      subject: subjectOfFlag(flagId),
      body: { flagId, decisionId, verdict, incidents: [...wanted.incidents], clause: flag.clause },
      ...(reason === '' ? {} : { personal: { reason } }),
    });
    tellOutcomes(change, flagId, before, 'proxy-audit/absence-withdrawn');
    tellOutcomes(change, flagId, absences, 'proxy-audit/absence-proposed');
    change.publish({ name: 'audit', payload: { flagId } });
    return { decisionId };
  });
}

/** A flag that is not about whoever asks. @throws DeskError `proxy-audit/no-such-flag`, `proxy-audit/own-flag` */
export function flagOf({ store }: ProxyAudit, flagId: number, viewerId: number): StoredFlag {
  const flag = store.flag(flagId);
  if (flag === undefined) throw noSuchFlag();
  if (isAbout(flag, viewerId)) throw ownFlag();
  return flag;
}

export function isAbout({ personId, otherPersonId }: StoredFlag, viewerId: number): boolean {
  return personId === viewerId || otherPersonId === viewerId;
}

function proposedBy(
  room: ProxyAudit,
  flag: StoredFlag,
  incidents: readonly StoredIncident[],
  { incidents: chosen, withPersonId, byPersonId }: WantedDecision,
): ProposedAbsence[] {
  const meant = incidents.filter(({ n }) => chosen.includes(n));
  if (meant.length === 0 || meant.length !== new Set(chosen).size) throw noIncident();
  if (withPersonId === byPersonId) throw ownFlag();
  const isUnknown = withPersonId !== null && room.needs.personById(withPersonId) === undefined;
  if (withPersonId === flag.personId || (withPersonId !== null && (flag.kind === 'pair' || isUnknown)))
    throw wrongOther();
  const { value: days, clause } = rulesOn(room, todayOf(room)).absentDays;
  const other = flag.otherPersonId ?? withPersonId;
  const of = (personId: number, day: string): ProposedAbsence => ({ personId, day, days, clause });
  const all = meant.flatMap(({ day, otherDay }) => [
    of(flag.personId, day),
    ...(other === null ? [] : [of(other, flag.kind === 'pair' ? (otherDay ?? day) : day)]),
  ]);
  return [...new Map(all.map((one) => [`${one.personId} ${one.day}`, one])).values()];
}

/** Whoever keeps a month of these people judges it again. */
function tellOutcomes(change: Change, flagId: number, absences: readonly ProposedAbsence[], kind: string): void {
  for (const { personId, day, days, clause } of absences) {
    change.record({ kind, subject: `staff:${personId}`, body: { flagId, day, days, clause } });
    change.publish({ name: 'outcome', payload: { personId } });
  }
}
