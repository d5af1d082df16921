import type { Sentence } from '../ports/device.ts';
import type { RosterLine, RosterShift, ShiftRules, ShiftSpan } from './rules.ts';

export const BREAK_KINDS = ['post-empty', 'two-at-once', 'rest-between', 'week-hours'] as const;

/** A rule that a roster does not keep. */
export interface RosterBreak {
  /** The same break has the same key, before a change and after it. */
  readonly key: string;
  readonly kind: (typeof BREAK_KINDS)[number];
  /** The day it shows on. */
  readonly day: string;
  /** Whom it concerns; `null` where it is the post. */
  readonly personId: number | null;
  readonly postId: string | null;
  readonly clause: string;
  readonly says: Sentence;
}

/** A post of `config/rules/roster.yaml`. */
export interface Post {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly manned: boolean;
  readonly staffed?:
    | { readonly days: 'workdays' | 'every-day'; readonly from: string; readonly until: string }
    | undefined;
  readonly clause: string;
}

/** What a roster is held against. */
export interface BreakFrame {
  /** The days looked at, oldest first. */
  readonly days: readonly string[];
  readonly posts: readonly Post[];
  readonly weekHours: { readonly value: number; readonly clause: string };
  readonly restHours: { readonly value: number; readonly clause: string };
  /** First day of the week, Monday. */
  weekOf(day: string): string;
  span(shift: ShiftRules, day: string): ShiftSpan;
  /** `HH:MM` */
  timeOf(ms: number): string;
  nameOf(personId: number): string;
}

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Every rule this roster does not keep on the days looked at. @param lines of everybody, on these days and the days around them */
export function rosterBreaks(lines: readonly RosterLine[], frame: BreakFrame): RosterBreak[] {
  const people = new Map<number, RosterLine[]>();
  for (const line of lines) people.set(line.personId, [...(people.get(line.personId) ?? []), line]);
  return [
    ...frame.posts.flatMap((post) => emptyHours(post, lines, frame)),
    ...[...people.values()].flatMap((own) => [...tooClose(own, frame), ...tooMany(own, frame)]),
  ].sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
}

/** Minutes of work in a line, without its pauses. */
export function minutesOf({ shifts }: RosterLine): number {
  return shifts.reduce(
    (sum, { startMs, endMs, breakMinutes }) => sum + (endMs - startMs) / MINUTE_MS - breakMinutes,
    0,
  );
}

/** A post that nobody holds is not judged: it would be empty every hour of every day. */
function emptyHours(post: Post, lines: readonly RosterLine[], frame: BreakFrame): RosterBreak[] {
  const { staffed } = post;
  const held = lines.filter(({ postId }) => postId === post.id);
  if (!post.manned || staffed === undefined || held.length === 0) return [];
  const covered = held.flatMap(({ shifts }) => shifts).sort((a, b) => a.startMs - b.startMs);
  return frame.days.flatMap((day) => {
    const calendar = lines.find((line) => line.day === day)?.calendar.kind;
    const isOff = calendar === 'holiday' || calendar === 'weekend';
    if (staffed.days === 'workdays' && isOff) return [];
    const gaps = gapsIn(frame.span(hoursOf(post, staffed), day), covered);
    if (gaps.length === 0) return [];
    const hours = gaps.map(({ startMs, endMs }) => `${frame.timeOf(startMs)}–${frame.timeOf(endMs)}`).join(' ');
    return [
      {
        key: `post-empty ${post.id} ${day} ${hours}`,
        kind: 'post-empty',
        day,
        personId: null,
        postId: post.id,
        clause: post.clause,
        says: {
          zh: `${post.zh} ${shortDay(day)} ${hours} 没有人`,
          en: `${post.en}: nobody there on ${shortDay(day)}, ${hours}`,
        },
      },
    ];
  });
}

function gapsIn({ startMs, endMs }: Span, covered: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let until = startMs;
  for (const one of covered) {
    if (one.endMs <= until) continue;
    if (one.startMs >= endMs) break;
    if (one.startMs > until) gaps.push({ startMs: until, endMs: one.startMs });
    until = one.endMs;
  }
  return until < endMs ? [...gaps, { startMs: until, endMs }] : gaps;
}

/** Two shifts at once; or two of different days without the rest between them. The two halves of a split shift are one day's. */
function tooClose(own: readonly RosterLine[], frame: BreakFrame): RosterBreak[] {
  const shifts = own.flatMap((line) => line.shifts).sort((a, b) => a.startMs - b.startMs);
  const [first] = own;
  if (first === undefined) return [];
  const { personId } = first;
  const name = frame.nameOf(personId);
  return shifts.flatMap((shift, at): RosterBreak[] => {
    const before = shifts[at - 1];
    if (before === undefined || !frame.days.includes(shift.day)) return [];
    const common = { day: shift.day, personId, postId: null };
    const apartMs = shift.startMs - before.endMs;
    if (apartMs < 0)
      return [
        {
          ...common,
          key: `two-at-once ${personId} ${pair(before, shift)}`,
          kind: 'two-at-once',
          clause: shift.clause,
          says: {
            zh: `${name} ${shortDay(shift.day)} 两个班重叠`,
            en: `${name}: two shifts at once on ${shortDay(shift.day)}`,
          },
        },
      ];
    if (before.day === shift.day || apartMs >= frame.restHours.value * HOUR_MS) return [];
    const hours = Math.floor((apartMs / HOUR_MS) * 10) / 10;
    return [
      {
        ...common,
        key: `rest-between ${personId} ${pair(before, shift)}`,
        kind: 'rest-between',
        clause: frame.restHours.clause,
        says: {
          zh: `${name} ${shortDay(shift.day)} 上班前只休息 ${hours} 小时，要 ${frame.restHours.value} 小时`,
          en: `${name}: ${hours} h of rest before ${shortDay(shift.day)}, ${frame.restHours.value} h are needed`,
        },
      },
    ];
  });
}

function tooMany(own: readonly RosterLine[], frame: BreakFrame): RosterBreak[] {
  const weeks = new Map<string, number>();
  for (const line of own) {
    const week = frame.weekOf(line.day);
    weeks.set(week, (weeks.get(week) ?? 0) + minutesOf(line));
  }
  const personId = own[0]?.personId ?? 0;
  return [...weeks].flatMap(([week, minutes]): RosterBreak[] => {
    const { value, clause } = frame.weekHours;
    if (minutes <= value * 60 || !frame.days.some((day) => frame.weekOf(day) === week)) return [];
    const hours = Math.round(minutes / 6) / 10;
    const name = frame.nameOf(personId);
    return [
      {
        key: `week-hours ${personId} ${week} ${hours}`,
        kind: 'week-hours',
        day: frame.days.find((day) => frame.weekOf(day) === week) ?? week,
        personId,
        postId: null,
        clause,
        says: {
          zh: `${name} ${shortDay(week)} 起的一周 ${hours} 小时，满 ${value} 小时为限`,
          en: `${name}: ${hours} h in the week of ${shortDay(week)}, ${value} h at most`,
        },
      },
    ];
  });
}

function hoursOf({ id, zh, en, clause }: Post, { from, until }: NonNullable<Post['staffed']>): ShiftRules {
  return { id, name: { zh, en }, starts: from, ends: until, breakMinutes: 0, clause };
}

const pair = (a: RosterShift, b: RosterShift): string => `${a.day} ${a.shiftId} ${b.day} ${b.shiftId}`;

/** `12-03` */
const shortDay = (day: string): string => day.slice('2026-'.length);
