import type { SwapRules } from '../../config/rules/swaps.ts';
import { counted } from '../ports/counted.ts';
import type { Sentence } from '../ports/device.ts';
import type { RosterLine, RosterShift } from '../roster/rules.ts';

/** Two people change shifts: `personId` gives the shifts of `day` away and takes those of `otherDay`, which are `withPersonId`'s. */
export interface SwapRequest {
  readonly personId: number;
  readonly withPersonId: number;
  /** `YYYY-MM-DD`; both may be the same day. */
  readonly day: string;
  readonly otherDay: string;
}

/** A swap that was agreed on or waits for its signatures. */
export interface KnownSwap extends SwapRequest {
  readonly formId: number;
}

/** What is on the books around the two days. */
export interface SwapFacts {
  /** `YYYY-MM-DD` of the asking. */
  readonly today: string;
  /** Lines as they are now: of both people, the two days and the days around them. */
  line(personId: number, day: string): RosterLine;
  /** Swaps of either person that are not refused or withdrawn, without this one. */
  readonly swaps: readonly KnownSwap[];
  /** Whether leave that is not refused touches this shift. */
  hasLeave(personId: number, shift: RosterShift): boolean;
  nameOf(personId: number): string;
  dayBefore(day: string): string;
  dayAfter(day: string): string;
}

export const SWAP_CHECKS = [
  'there-is-a-shift',
  'asked-in-time',
  'same-post',
  'same-grade',
  'month-limit',
  'not-consecutive',
  'no-holiday',
  'rest-between',
  'no-leave',
] as const;
export type SwapCheckKind = (typeof SWAP_CHECKS)[number];

/** One rule of swaps and how this one stands to it. */
export interface SwapCheck {
  readonly kind: SwapCheckKind;
  readonly passed: boolean;
  readonly clause: string;
  readonly says: Sentence;
  /** Of `limit`, where the rule counts. */
  readonly used?: number;
  readonly limit?: number;
}

/** What the rules say to a swap. */
export interface SwapAnswer {
  readonly passed: boolean;
  /** Every rule, passed or not, in the order of {@link SWAP_CHECKS}. */
  readonly checks: readonly SwapCheck[];
  /** Points off where somebody lets it stand over the month's limit; 0 where nothing but that speaks against it. */
  readonly points: number;
}

const HOUR_MS = 3_600_000;

/** Holds a swap against every rule; the answer says of each how it stands, so that a refusal names all that speaks against it. */
export function checkSwap(request: SwapRequest, facts: SwapFacts, rules: SwapRules): SwapAnswer {
  const { personId, withPersonId, day, otherDay } = request;
  const given = facts.line(personId, day);
  const taken = facts.line(withPersonId, otherDay);
  const checks = [
    thereIsAShift(request, given, taken, facts),
    askedInTime(request, facts, rules),
    same('same-post', rules.samePost, given.postId === taken.postId, {
      zh: given.postId === taken.postId ? '同一岗位' : '两人岗位不同，不能换班',
      en: given.postId === taken.postId ? 'the same post' : 'they hold different posts',
    }),
    same('same-grade', rules.sameGrade, given.grade === taken.grade, {
      zh: given.grade === taken.grade ? '同一级别' : '两人级别不同，不能换班',
      en: given.grade === taken.grade ? 'the same grade' : 'they are of different grades',
    }),
    monthLimit(request, facts, rules),
    notConsecutive(request, facts, rules),
    noHoliday(given, taken, rules),
    restBetween(request, given, taken, facts, rules),
    noLeave(request, given, taken, facts, rules),
  ];
  const against = checks.filter(({ passed }) => !passed);
  const onlyOverLimit = against.length > 0 && against.every(({ kind }) => kind === 'month-limit');
  return { passed: against.length === 0, checks, points: onlyOverLimit ? rules.overLimitPoints.value : 0 };
}

function thereIsAShift(
  { personId, withPersonId, day, otherDay }: SwapRequest,
  given: RosterLine,
  taken: RosterLine,
  { nameOf, line }: SwapFacts,
): SwapCheck {
  const clause = given.source.kind === 'change' ? 'desk' : given.source.clause;
  const check = (passed: boolean, zh: string, en: string): SwapCheck => ({
    kind: 'there-is-a-shift',
    passed,
    clause,
    says: { zh, en },
  });
  if (personId === withPersonId) return check(false, '不能和自己换班', 'nobody changes with themselves');
  const [me, other] = [nameOf(personId), nameOf(withPersonId)];
  if (given.shifts.length === 0) return check(false, `${me} ${day} 没有班`, `${me} has no shift on ${day}`);
  if (taken.shifts.length === 0)
    return check(false, `${other} ${otherDay} 没有班`, `${other} has no shift on ${otherDay}`);
  if (day !== otherDay) {
    if (line(personId, otherDay).shifts.length > 0)
      return check(false, `${me} ${otherDay} 自己有班`, `${me} has a shift of their own on ${otherDay}`);
    if (line(withPersonId, day).shifts.length > 0)
      return check(false, `${other} ${day} 自己有班`, `${other} has a shift of their own on ${day}`);
  } else if (sameShifts(given, taken)) return check(false, '两人的班次一样', 'both have the same shift');
  return check(true, '两边都有班可换', 'both have a shift to give');
}

function askedInTime({ day, otherDay }: SwapRequest, { today, dayAfter }: SwapFacts, rules: SwapRules): SwapCheck {
  const first = day < otherDay ? day : otherDay;
  const { value: days, clause } = rules.askedDaysAhead;
  let earliest = today;
  for (let ahead = 0; ahead < days; ahead++) earliest = dayAfter(earliest);
  const passed = first >= earliest;
  return {
    kind: 'asked-in-time',
    passed,
    clause,
    says: passed
      ? { zh: `提前 ${days} 天以上`, en: `asked at least ${counted(days, 'day')} ahead` }
      : {
          zh: `要提前 ${days} 天申请，最早可换 ${earliest} 的班`,
          en: `ask ${counted(days, 'day')} ahead: ${earliest} at the earliest`,
        },
  };
}

function same(
  kind: SwapCheckKind,
  { value, clause }: { readonly value: boolean; readonly clause: string },
  alike: boolean,
  says: Sentence,
): SwapCheck {
  return { kind, passed: alike || !value, clause, says };
}

/** Both people's swaps are counted, each in the month of the shift they give away. */
function monthLimit(request: SwapRequest, { swaps, nameOf }: SwapFacts, rules: SwapRules): SwapCheck {
  const { value: limit, clause } = rules.mostInMonth;
  const { value: points } = rules.overLimitPoints;
  const sides = [
    { personId: request.personId, month: request.day.slice(0, 7) },
    { personId: request.withPersonId, month: request.otherDay.slice(0, 7) },
  ].map((side) => ({ ...side, used: swaps.filter((swap) => givenIn(swap, side.personId) === side.month).length }));
  const worst = sides.reduce((a, b) => (b.used > a.used ? b : a));
  const passed = worst.used < limit;
  const month = Number(worst.month.slice(5));
  const name = nameOf(worst.personId);
  return {
    kind: 'month-limit',
    passed,
    clause,
    used: worst.used,
    limit,
    says: {
      zh: `${name} ${month} 月已换 ${worst.used} / ${limit} 次${passed ? '' : `，不能再换；超出一次扣 ${points} 分`}`,
      en: `${name}: ${worst.used} of ${limit} used in ${worst.month}${passed ? '' : `; one more costs ${counted(points, 'point')}`}`,
    },
  };
}

/** The month of the shift this person gives away in a swap. */
function givenIn(swap: KnownSwap, personId: number): string | undefined {
  if (swap.personId === personId) return swap.day.slice(0, 7);
  return swap.withPersonId === personId ? swap.otherDay.slice(0, 7) : undefined;
}

function notConsecutive(request: SwapRequest, facts: SwapFacts, rules: SwapRules): SwapCheck {
  const { value: allowed, clause } = rules.consecutive;
  const near = (day: string): string[] => [facts.dayBefore(day), day, facts.dayAfter(day)];
  const people = [request.personId, request.withPersonId];
  const wanted = [request.day, request.otherDay];
  const clash = facts.swaps
    .filter((swap) => people.includes(swap.personId) || people.includes(swap.withPersonId))
    .flatMap((swap) => [swap.day, swap.otherDay])
    .find((day) => wanted.some((one) => near(one).includes(day)));
  const passed = allowed || clash === undefined;
  return {
    kind: 'not-consecutive',
    passed,
    clause,
    says:
      clash === undefined
        ? { zh: '没有连着换班', en: 'no swap next to it' }
        : { zh: `${clash} 已经换过班，不能连着换`, en: `there is a swap on ${clash} already: not one after the other` },
  };
}

function noHoliday(given: RosterLine, taken: RosterLine, rules: SwapRules): SwapCheck {
  const { value: allowed, clause } = rules.onHolidays;
  const holiday = [given, taken].find(({ calendar }) => calendar.kind === 'holiday');
  const name = holiday?.calendar.name ?? { zh: '节假日', en: 'a public holiday' };
  return {
    kind: 'no-holiday',
    passed: allowed || holiday === undefined,
    clause,
    says:
      holiday === undefined
        ? { zh: '不在节假日', en: 'no public holiday' }
        : {
            zh: `${holiday.day} 是${name.zh}，节假日不能换班`,
            en: `${holiday.day} is ${name.en}: no swaps on holidays`,
          },
  };
}

function restBetween(
  { personId, withPersonId, day, otherDay }: SwapRequest,
  given: RosterLine,
  taken: RosterLine,
  facts: SwapFacts,
  rules: SwapRules,
): SwapCheck {
  const { value: hours, clause } = rules.restHours;
  const sides = [
    { who: personId, gets: taken, gives: day },
    { who: withPersonId, gets: given, gives: otherDay },
  ];
  const tight = sides.flatMap(({ who, gets, gives }) => {
    const around = [facts.dayBefore(gets.day), gets.day, facts.dayAfter(gets.day)]
      .filter((one) => one !== gives)
      .flatMap((one) => facts.line(who, one).shifts);
    return gets.shifts.flatMap((shift) => around.filter((own) => apartMs(shift, own) < hours * HOUR_MS).map(() => who));
  });
  const [first] = tight;
  return {
    kind: 'rest-between',
    passed: first === undefined,
    clause,
    says:
      first === undefined
        ? {
            zh: `换班后两班之间休息 ${hours} 小时以上`,
            en: `at least ${counted(hours, 'hour')} of rest between shifts`,
          }
        : {
            zh: `${facts.nameOf(first)}换班后会连着上两个班，中间要休息 ${hours} 小时`,
            en: `${facts.nameOf(first)} would have two shifts in a row; ${counted(hours, 'hour')} of rest are needed`,
          },
  };
}

/** Between the end of one and the start of the other; negative when they overlap. */
function apartMs(a: RosterShift, b: RosterShift): number {
  return Math.max(a.startMs - b.endMs, b.startMs - a.endMs);
}

function noLeave(
  { personId, withPersonId }: SwapRequest,
  given: RosterLine,
  taken: RosterLine,
  { hasLeave, nameOf }: SwapFacts,
  rules: SwapRules,
): SwapCheck {
  const { value: allowed, clause } = rules.onLeave;
  // Leave on the shift one gives away, or on the one one takes.
  const onLeave = [personId, withPersonId].find((who) =>
    [...given.shifts, ...taken.shifts].some((shift) => hasLeave(who, shift)),
  );
  return {
    kind: 'no-leave',
    passed: allowed || onLeave === undefined,
    clause,
    says:
      onLeave === undefined
        ? { zh: '换的班上没有请假', en: 'no leave on the swapped shifts' }
        : { zh: `${nameOf(onLeave)}在换的班上请了假`, en: `${nameOf(onLeave)} has leave on a swapped shift` },
  };
}

function sameShifts(a: RosterLine, b: RosterLine): boolean {
  const ids = (line: RosterLine): string => line.shifts.map(({ shiftId }) => shiftId).join();
  return ids(a) === ids(b);
}
