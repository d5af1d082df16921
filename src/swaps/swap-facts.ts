import { Temporal } from 'temporal-polyfill';
import type { FormFact } from '../forms/actions.ts';
import { type RosterLine, rosterLineOf } from '../roster/actions.ts';
import { type Swaps, todayOf } from './open-swaps.ts';
import type { KnownSwap, SwapFacts, SwapRequest } from './rules.ts';

/** What was read of roster and forms for one question, each once. */
export interface Reads {
  line(personId: number, day: string): RosterLine;
  /** Forms of somebody from the day before a month until the day after another, neither refused nor withdrawn. */
  alive(personId: number, from: string, until: string): readonly FormFact[];
}

/** Nothing is read yet. */
export function readsOf({ needs }: Swaps): Reads {
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

/** What is on the books for a swap. @param ownFormId its own form, which does not stand in its way */
export function factsFor(
  swaps: Swaps,
  request: SwapRequest,
  ownFormId: number | undefined,
  reads: Reads = readsOf(swaps),
): SwapFacts {
  const { needs } = swaps;
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
    today: todayOf(swaps),
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
