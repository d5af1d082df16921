import type { FlagRow, FlagView, IncidentView, NamedPerson, PunchEvidence } from '../../proxy-audit/view.rules.ts';
import { desk } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { isoDay, secondOfDay, timeOfDay } from '../desk/local-time.ts';
import { w } from '../words/audit-words.ts';

const secondMs = 1_000;

/** Who may see the audit, and who decides. */
export const auditors = ['shift-lead', 'supervisor', 'hr'] as const;
export const deciders = ['supervisor', 'hr'] as const;

/** `王芳和张伟` */
export function namesOf(people: readonly NamedPerson[]): string {
  const [one, other] = people.map(({ name }) => showName(name));
  return other === undefined ? (one ?? '') : w('names.two', { one: one ?? '', other });
}

/** `11-17 至 11-19，3 次` */
export function daysOf({ fromDay, untilDay, incidents: n }: FlagRow): string {
  const [from, until] = [fromDay.slice(5), untilDay.slice(5)];
  return from === until ? w('flags.day', { from, n }) : w('flags.days', { from, until, n });
}

/** Where a flag stands, in a word. */
export function verdictWords({ verdict }: Pick<FlagRow, 'verdict'>): string {
  return w(`flags.${verdict ?? 'open'}`);
}

export interface Fact {
  readonly text: string;
  readonly note?: string;
}

/** Everything one incident is seen from, a line each. */
export function factsOf(incident: IncidentView, { people }: FlagView): Fact[] {
  const nameOf = (personId: number): string => showName(people.find((one) => one.personId === personId)?.name ?? '');
  const { apartMs, form, punches, roster } = incident;
  return [
    ...punches.map((punch) => punchFact(punch, nameOf(punch.personId))),
    ...(apartMs === null ? [] : [{ text: w('one.apart', { n: apartMs / secondMs }) }]),
    ...roster.map(({ personId, shifts }) => ({
      text: w('one.roster', {
        name: nameOf(personId),
        shifts:
          shifts.map(({ startMs, endMs }) => `${timeOfDay(startMs, zone())}–${timeOfDay(endMs, zone())}`).join(' ') ||
          w('one.rest'),
      }),
    })),
    ...(form === null
      ? []
      : [{ text: w('one.form', { number: form.number, from: momentOf(form.fromMs), until: momentOf(form.untilMs) }) }]),
  ];
}

function punchFact({ atMs, cardId, clockQuality, dated, direction, readerId }: PunchEvidence, name: string): Fact {
  const clock = w(dated ? 'one.dated' : `one.${clockQuality}`);
  return {
    text: w(`one.${direction}`, { name, at: secondOfDay(atMs, zone()) }),
    note: w('one.how', { reader: readerId, card: cardId, clock }),
  };
}

/** `11-20 08:25` */
export function momentOf(ms: number): string {
  return `${isoDay(ms, zone()).slice(5)} ${timeOfDay(ms, zone())}`;
}

export function timeAt(ms: number): string {
  return timeOfDay(ms, zone());
}

function zone(): string {
  return desk.value?.timeZone ?? 'UTC';
}
