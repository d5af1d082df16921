import type { Acted, Command } from '../journal/desk.ts';
import { findingsOf } from './month-view.ts';
import { monthOf } from './months.rules.ts';
import type { Outcomes } from './open-outcomes.ts';
import { judgePersonMonth } from './person-month.ts';
import { findingChanged, noSuchFinding, noSuchPerson, nothingToDecide, ownFinding, reasonMissing } from './refusals.ts';
import type { Decision } from './rules.ts';

/** What a named person decides about a finding as it was shown. */
export interface WantedDecision {
  readonly personId: number;
  readonly findingKey: string;
  /** As shown; what has changed since is not decided on unseen. */
  readonly minutes: number;
  readonly verdict: Decision['verdict'];
  /** Needed to excuse. */
  readonly reason: string;
  readonly byPersonId: number;
}

/**
 * Writes down a decision; an earlier one stays on record and the newest holds.
 * @throws DeskError `outcomes/no-such-person`, `outcomes/no-such-finding`, `outcomes/finding-changed`, `outcomes/nothing-to-decide`,
 *   `outcomes/own-finding`, `outcomes/reason-missing`
 */
export function decideFinding(
  outcomes: Outcomes,
  command: Command,
  wanted: WantedDecision,
): Acted<{ decisionId: number }> {
  return outcomes.desk.act(command, 'outcomes/decide', (change) => {
    const { personId, findingKey, verdict, reason, byPersonId } = wanted;
    if (outcomes.needs.personById(personId) === undefined) throw noSuchPerson();
    if (byPersonId === personId) throw ownFinding();
    if (verdict === 'excused' && reason === '') throw reasonMissing();
    const month = monthOf(findingKey);
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw noSuchFinding();
    const finding = findingsOf(judgePersonMonth(outcomes, personId, month)).find(({ key }) => key === findingKey);
    if (finding === undefined) throw noSuchFinding();
    if (finding.minutes !== wanted.minutes) throw findingChanged(finding.minutes);
    if (finding.consequence === 'fact') throw nothingToDecide();
    const { day, kind, minutes, clause } = finding;
    const atMs = change.at.wallMs;
    const row = { personId, day, findingKey, minutes, verdict, reason, byPersonId, atMs };
    const decisionId = outcomes.store.insert(row);
    change.record({
      kind: 'outcomes/decided',
      subject: `staff:${personId}`,
      body: { decisionId, findingKey, kind, minutes, clause, verdict },
      ...(reason === '' ? {} : { personal: { reason } }),
    });
    change.publish({ name: 'outcome', payload: { personId } });
    return { decisionId };
  });
}
