import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { SwapRules } from '../../config/rules/swaps.ts';
import type { FormFact } from '../forms/actions.ts';
import type { Change, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Roster, type RosterLine, type RosterShift, rosterLineOf, writeDay } from '../roster/actions.ts';
import {
  checkSwap,
  type KnownSwap,
  type SwapAnswer,
  type SwapCheck,
  type SwapFacts,
  type SwapRequest,
} from './rules.ts';

export type { SwapAnswer, SwapCheck, SwapRequest } from './rules.ts';

/** What this room needs of others. */
export interface SwapNeeds {
  /** The versions of config/rules/swaps.yaml. */
  readonly rules: readonly SwapRules[];
  readonly roster: Roster;
  /** Every form that concerns a person and touches these days, both included. */
  formsTouching(personId: number, fromDay: string, untilDay: string): readonly FormFact[];
  /** `undefined`: there is nobody of this number. */
  nameOf(personId: number): string | undefined;
  /** Everybody at work, for the search of somebody to change with. */
  colleagues(): readonly { readonly personId: number }[];
}

/** The room of swapped shifts. */
export interface Swaps {
  readonly desk: Desk;
  readonly needs: SwapNeeds;
}

/** Somebody one could change with, and the day that would be taken for it. */
export interface SwapPartner {
  readonly personId: number;
  readonly name: string;
  readonly otherDay: string;
  /** The shifts one would take. */
  readonly shifts: readonly RosterShift[];
  /** The rules that count, with how many are used: `李敏 11 月已换 1 / 2 次`. */
  readonly counts: readonly SwapCheck[];
}

/** With whom the shifts of a day could be changed. */
export interface SwapOffers {
  /** The nearest day first. */
  readonly partners: readonly SwapPartner[];
  /** Where there is nobody: what speaks against it whoever the other one is. */
  readonly against: readonly SwapCheck[];
}

/** Days before and after the given shift in which a partner is looked for. */
const LOOKED_AROUND_DAYS = 10;
const MOST_PARTNERS = 30;

export function openSwaps(desk: Desk, needs: SwapNeeds): Swaps {
  return { desk, needs };
}

/**
 * How a swap stands to every rule; writes nothing.
 * @param ownFormId the form of this swap, if there is one already
 * @throws DeskError `swaps/no-such-person`
 */
export function answerSwap(swaps: Swaps, request: SwapRequest, ownFormId?: number): SwapAnswer {
  refuseUnknown(swaps, request.personId);
  refuseUnknown(swaps, request.withPersonId);
  return checkSwap(request, factsFor(swaps, request, ownFormId, readsOf(swaps)), rulesNow(swaps));
}

/**
 * With whom a person could change the shifts of a day so that no rule is broken, and why with nobody.
 * @throws DeskError `swaps/no-such-person`
 */
export function swapPartners(swaps: Swaps, personId: number, day: string): SwapOffers {
  const { needs } = swaps;
  refuseUnknown(swaps, personId);
  const reads = readsOf(swaps);
  const rules = rulesNow(swaps);
  const mates = matesOf(swaps, personId, day, reads);
  const partners: SwapPartner[] = [];
  let against: readonly SwapCheck[] | undefined;
  for (const otherDay of nearestDays(day)) {
    for (const { personId: withPersonId } of mates) {
      const { shifts } = reads.line(withPersonId, otherDay);
      if (shifts.length === 0) continue;
      const request = { personId, withPersonId, day, otherDay };
      const { passed, checks } = checkSwap(request, factsFor(swaps, request, undefined, reads), rules);
      if (passed) {
        const counts = checks.filter(({ limit }) => limit !== undefined);
        partners.push({ personId: withPersonId, name: needs.nameOf(withPersonId) ?? '', otherDay, shifts, counts });
      }
      if (partners.length >= MOST_PARTNERS) return { partners, against: [] };
      against = alike(against ?? checks, checks);
    }
  }
  return { partners, against: against ?? [] };
}

/** Who is asked about: those of the same post and grade where the rules say so; where there is nobody like that, one other for its words. */
function matesOf(swaps: Swaps, personId: number, day: string, { line }: Reads) {
  const { samePost, sameGrade } = rulesNow(swaps);
  const me = line(personId, day);
  const others = swaps.needs.colleagues().filter((one) => one.personId !== personId);
  const mates = others.filter((one) => {
    const { postId, grade } = line(one.personId, day);
    return (!samePost.value || postId === me.postId) && (!sameGrade.value || grade === me.grade);
  });
  return mates.length > 0 ? mates : others.slice(0, 1);
}

/** Of those that failed before, the ones that fail in the same words. */
function alike(before: readonly SwapCheck[], now: readonly SwapCheck[]): SwapCheck[] {
  return before.filter(
    ({ kind, passed, says }) =>
      !passed && now.some((check) => check.kind === kind && !check.passed && check.says.zh === says.zh),
  );
}

/** Puts a swap with all its signatures into the roster, inside the caller's transaction. */
export function applySwap({ needs }: Swaps, change: Change, swap: SwapRequest & { readonly number: string }): void {
  const { roster } = needs;
  const { personId, withPersonId, day, otherDay } = swap;
  const idsOf = (who: number, on: string): string[] =>
    rosterLineOf(roster, who, on).shifts.map(({ shiftId }) => shiftId);
  const given = idsOf(personId, day);
  const taken = idsOf(withPersonId, otherDay);
  const put = (who: number, on: string, shiftIds: readonly string[]): void => {
    writeDay(roster, change, { personId: who, day: on, shiftIds, kind: 'swap', reason: swap.number });
  };
  if (day === otherDay) {
    put(personId, day, taken);
    put(withPersonId, day, given);
    return;
  }
  put(personId, day, []);
  put(personId, otherDay, taken);
  put(withPersonId, otherDay, []);
  put(withPersonId, day, given);
}

function refuseUnknown({ needs }: Swaps, personId: number): void {
  if (needs.nameOf(personId) !== undefined) return;
  throw new DeskError('not-found', 'swaps/no-such-person', {
    zh: '没有这位员工，请从列表里选。',
    en: 'There is no such person. Please choose from the list.',
  });
}

function rulesNow({ desk, needs }: Swaps): SwapRules {
  return inForce(needs.rules, today(desk));
}

function today({ clock, timeZone }: Desk): string {
  return Temporal.Instant.fromEpochMilliseconds(clock.read().wallMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** What was read of roster and forms for one question, each once. */
interface Reads {
  line(personId: number, day: string): RosterLine;
  /** Forms of somebody from the day before a month until the day after another, neither refused nor withdrawn. */
  alive(personId: number, from: string, until: string): readonly FormFact[];
}

function readsOf({ needs }: Swaps): Reads {
  const lines = new Map<string, RosterLine>();
  const forms = new Map<string, readonly FormFact[]>();
  return {
    line: (personId, day) => once(lines, `${personId} ${day}`, () => rosterLineOf(needs.roster, personId, day)),
    alive: (personId, from, until) =>
      once(forms, `${personId} ${from} ${until}`, () =>
        needs.formsTouching(personId, from, until).filter(({ state }) => state === 'open' || state === 'confirmed'),
      ),
  };
}

function once<T>(known: Map<string, T>, key: string, read: () => T): T {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}

function factsFor(
  { desk, needs }: Swaps,
  request: SwapRequest,
  ownFormId: number | undefined,
  reads: Reads,
): SwapFacts {
  const { roster } = needs;
  const [first = request.day, last = first] = [request.day, request.otherDay].sort();
  const from = Temporal.PlainDate.from(first).with({ day: 1 }).subtract({ days: 1 }).toString();
  const until = Temporal.PlainDate.from(last).add({ months: 1 }).with({ day: 1 }).toString();
  const forms = new Map(
    [request.personId, request.withPersonId].flatMap((who) =>
      reads
        .alive(who, from, until)
        .filter(({ formId }) => formId !== ownFormId)
        .map((form) => [`${form.formId} ${form.kind}`, form] as const),
    ),
  );
  const alive = [...forms.values()];
  return {
    today: today(desk),
    line: reads.line,
    swaps: alive.filter((form): form is FormFact & KnownSwap => form.kind === 'swap'),
    hasLeave: (personId, { startMs, endMs }) =>
      alive.some(
        (form) => form.kind === 'leave' && form.personId === personId && form.fromMs < endMs && form.untilMs > startMs,
      ),
    nameOf: (personId) => needs.nameOf(personId) ?? '',
    dayBefore: roster.shiftCalendar.dayBefore,
    dayAfter: roster.shiftCalendar.dayAfter,
  };
}

/** The day itself, then the days around it by their distance. */
function nearestDays(day: string): string[] {
  const date = Temporal.PlainDate.from(day);
  const days = [day];
  for (let away = 1; away <= LOOKED_AROUND_DAYS; away++)
    days.push(date.add({ days: away }).toString(), date.subtract({ days: away }).toString());
  return days;
}
