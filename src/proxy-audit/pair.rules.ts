import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';
import { type AuditPunch, byTime, type FoundFlag, grouped, type Incident } from './rules.ts';

const SECOND_MS = 1_000;

/** Two people, the smaller number first. */
export type Pair = readonly [number, number];

/**
 * Pairs of cards that were presented within seconds of each other at one reader, on so many days that it is no chance.
 *
 * @param punches of the time looked at, in any order
 * @param decidedUntil the newest punch of a pair that somebody has decided on (0: none): it and what was before count no more
 */
export function pairFlags(
  punches: readonly AuditPunch[],
  rules: ProxyAuditRules,
  decidedUntil: (pair: Pair) => number = () => 0,
): FoundFlag[] {
  const days = daysOfPeople(punches);
  return [...grouped(closePunches(punches, rules), (close) => pairOf(close).join()).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const pair = pairOf(first);
    const since = decidedUntil(pair);
    const incidents = all
      .filter((close) => close.every(({ punchId }) => punchId > since))
      .map((close) => incidentOf(close, pair));
    const [one, other] = pair.map((personId) => daysSince(days.get(personId) ?? [], since)) as [DaySet, DaySet];
    const daysTogether = [...one].filter((day) => other.has(day)).length;
    const pairedDays = new Set(incidents.map(({ day }) => day)).size;
    if (pairedDays < rules.pairDays.value || pairedDays * 100 < daysTogether * rules.pairShare.value) return [];
    return [
      {
        kind: 'pair',
        personId: pair[0],
        otherPersonId: pair[1],
        daysTogether,
        incidents,
        clause: rules.absentDays.clause,
      },
    ];
  });
}

type Close = readonly [AuditPunch, AuditPunch];
type DaySet = ReadonlySet<string>;

function closePunches(punches: readonly AuditPunch[], rules: ProxyAuditRules): Close[] {
  return [...grouped(punches, ({ readerId }) => readerId).values()].flatMap((atReader) => {
    const ordered = [...atReader].sort(byTime);
    return ordered.flatMap((first, index) =>
      followers(ordered, index, rules.pairSeconds.value * SECOND_MS)
        .filter(({ personId }) => personId !== first.personId)
        .filter(({ direction }) => rules.pairOpposite.value || direction === first.direction)
        .map((second): Close => [first, second]),
    );
  });
}

function followers(ordered: readonly AuditPunch[], index: number, withinMs: number): AuditPunch[] {
  const first = ordered[index];
  const near: AuditPunch[] = [];
  for (let at = index + 1; first !== undefined && at < ordered.length; at++) {
    const next = ordered[at];
    if (next === undefined || next.atMs - first.atMs > withinMs) break;
    near.push(next);
  }
  return near;
}

function incidentOf([first, second]: Close, [personId]: Pair): Incident {
  const [own, other] = first.personId === personId ? [first, second] : [second, first];
  return {
    punchId: own.punchId,
    otherPunchId: other.punchId,
    day: own.day,
    otherDay: other.day,
    apartMs: second.atMs - first.atMs,
    formId: null,
  };
}

function daysOfPeople(punches: readonly AuditPunch[]): Map<number, AuditPunch[]> {
  return grouped(punches, ({ personId }) => personId);
}

function daysSince(punches: readonly AuditPunch[], punchId: number): DaySet {
  return new Set(punches.filter((punch) => punch.punchId > punchId).map(({ day }) => day));
}

function pairOf([{ personId: a }, { personId: b }]: Close): Pair {
  return a < b ? [a, b] : [b, a];
}
