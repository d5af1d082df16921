import type { FormFact } from '../forms/rules.ts';
import type { DayOutcome } from '../outcomes/rules.ts';
import { type RosteredPerson, type RosterLine, rosterLineFor, rosterMark } from '../roster/actions.ts';
import type { Attendance, KnownMonth } from './open-attendance.ts';
import type { Placed, TapFrame } from './place.rules.ts';
import { placeTap, REST_SHIFT } from './place.rules.ts';
import type { SoFar } from './rules.ts';
import { type DayTally, soFar } from './so-far.rules.ts';
import type { KnownPunch } from './store.ts';

/** Months kept in memory, some 10 kB each. */
const REMEMBERED_MONTHS = 1_000;
const DAY_MS = 86_400_000;

/** What the month and week of a day are added up from; remembered as long as nothing but punches was added. */
export function monthAround(attendance: Attendance, person: RosteredPerson, day: string): KnownMonth {
  const { calendar, months, parts } = attendance;
  // A night of the day before may still go on, and it may be of another month.
  const { earlier: from } = calendar.periodsOf(calendar.dayBefore(day));
  const mark = rosterMark(parts.roster, person);
  const known = months.get(person.id);
  if (known?.from === from && known.mark === mark) return known;
  const month = readMonth(attendance, person, from, day, mark);
  if (months.size >= REMEMBERED_MONTHS) months.clear();
  months.set(person.id, month);
  return month;
}

function readMonth(
  attendance: Attendance,
  person: RosteredPerson,
  from: string,
  day: string,
  mark: object,
): KnownMonth {
  const { calendar, parts, store } = attendance;
  const since = calendar.dayBefore(from);
  const until = calendar.dayAfter(calendar.dayAfter(day));
  const punches = byDay(asRostered(attendance, person, store.facts(person.id, since, until), [since, until]));
  const forms = parts.formsTouching(person.id, since, until);
  const touched = [...punches.keys(), ...forms.flatMap((form) => daysOf(calendar.dayOf, form))];
  // Before the desk kept time nobody was late.
  const kept = store.firstDay() ?? day;
  const unjudged = new Set(touched.filter((one) => one >= from && one >= kept));
  return { from, mark, punches, forms, tallies: new Map(), unjudged };
}

/** Where the roster was changed since a tap, its punches are put to their shifts as the outcomes put them. */
function asRostered(
  { calendar, parts, rulesOn }: Attendance,
  person: RosteredPerson,
  punches: readonly KnownPunch[],
  [since, until]: readonly [string, string],
): readonly KnownPunch[] {
  const lineOf = (day: string): RosterLine => rosterLineFor(parts.roster, person, day);
  const stays = ({ shiftDay, shiftId }: KnownPunch): boolean => {
    const { shifts } = lineOf(shiftDay);
    return shiftId === REST_SHIFT ? shifts.length === 0 : shifts.some((shift) => shift.shiftId === shiftId);
  };
  if (punches.every(stays)) return punches;
  const lines: RosterLine[] = [];
  for (let day = since; day <= until; day = calendar.dayAfter(day)) lines.push(lineOf(day));
  const waiting = new Set(punches.flatMap(({ punchId, waits }) => (waits ? [punchId] : [])));
  return parts.judge
    .place(lines, punches, rulesOn)
    .map((punch) => ({ ...punch, waits: waiting.has(punch.punchId) }))
    .sort((a, b) => a.punchId - b.punchId);
}

/** Days whose shifts a form may say something of: a night that began the day before reaches into it. */
function daysOf(dayOf: (ms: number) => string, form: FormFact): readonly string[] {
  if (form.kind === 'exception') return [form.day];
  if (form.kind === 'swap' || form.kind === 'overtime') return [];
  const days: string[] = [];
  for (let ms = form.fromMs - DAY_MS; ms < form.untilMs + DAY_MS; ms += DAY_MS / 2) days.push(dayOf(ms));
  return days;
}

function byDay(punches: readonly KnownPunch[]): Map<string, readonly KnownPunch[]> {
  const days = new Map<string, KnownPunch[]>();
  for (const punch of punches) {
    const there = days.get(punch.shiftDay);
    if (there === undefined) days.set(punch.shiftDay, [punch]);
    else there.push(punch);
  }
  return days;
}

/** Puts a tap to its shift by the roster and by what else the person has tapped. */
export function placeByRoster(
  attendance: Attendance,
  person: RosteredPerson,
  atMs: number,
  punches: ReadonlyMap<string, readonly KnownPunch[]>,
): Placed {
  const { calendar, parts, rulesOn } = attendance;
  const day = calendar.dayOf(atMs);
  const dayBefore = calendar.dayBefore(day);
  const today = rosterLineFor(parts.roster, person, day);
  const around = [
    rosterLineFor(parts.roster, person, dayBefore),
    today,
    rosterLineFor(parts.roster, person, calendar.dayAfter(day)),
  ];
  const frame: TapFrame = {
    shifts: around.flatMap(({ shifts }) => shifts),
    day,
    dayBefore,
    isRest: today.shifts.length === 0,
    last: (shiftId, on) => punches.get(on)?.findLast((punch) => punch.shiftId === shiftId),
  };
  return placeTap(atMs, frame, rulesOn(day));
}

/** Judges one day of a known month, with these punches of it. */
export function judgeKnownDay(
  { parts, rulesOn }: Attendance,
  person: RosteredPerson,
  { forms }: KnownMonth,
  day: string,
  punches: readonly KnownPunch[],
  nowMs: number,
): DayOutcome {
  const line = rosterLineFor(parts.roster, person, day);
  const punched = punches.filter(({ waits }) => !waits);
  return parts.judge.day({ line, punches: punched, forms, nowMs }, rulesOn(day));
}

/** What a judged day adds to its month. */
export function tallyOf({ parts, rulesOn }: Attendance, person: RosteredPerson, outcome: DayOutcome): DayTally {
  const { day, open } = outcome;
  return { ...parts.judge.sums(person.id, outcome, rulesOn(day)), day, open };
}

/**
 * Month and week so far, until and including a day.
 *
 * @param today the tally of that day where it has a punch that is not known yet
 */
export function addUpMonth(
  attendance: Attendance,
  person: RosteredPerson,
  month: KnownMonth,
  day: string,
  nowMs: number,
  today?: DayTally,
): SoFar {
  for (const one of month.unjudged) {
    if (one === today?.day) continue;
    const outcome = judgeKnownDay(attendance, person, month, one, month.punches.get(one) ?? [], nowMs);
    month.tallies.set(one, tallyOf(attendance, person, outcome));
    if (!outcome.open) month.unjudged.delete(one);
  }
  const { calendar, rulesOn } = attendance;
  return soFar(withToday(month.tallies, today), day, calendar.periodsOf(day), rulesOn(day));
}

function* withToday(tallies: ReadonlyMap<string, DayTally>, today: DayTally | undefined): Iterable<DayTally> {
  for (const tally of tallies.values()) if (tally.day !== today?.day) yield tally;
  if (today !== undefined) yield today;
}
