import type { ClockReading } from '../ports/clock.ts';
import { createClockTrust } from './clock-trust.ts';
import type { Occurrence, ScheduleNow } from './rules.ts';
import { scheduleNow } from './schedule-now.ts';
import { occurrencesOn, type Schedule, type ScheduleBook, scheduleRulesOf } from './schedule-room.ts';
import { createSettling, timingOf } from './settle.ts';
import { dateOf, datesBetween, dayAfter, dueAt } from './timing.rules.ts';

/** A wall clock that jumped is noticed this late at most, and what could not be sent is tried again. */
const LOOK_EVERY_MS = 5_000;
/** The first look comes after the service and its devices are ready: the calendar is not read during the start. */
const FIRST_LOOK_MS = 2_000;
/** The network steers a clock by less than this between two looks. */
const JUMP_MS = 1_000;
/** What was missed longer ago is reported as a stretch of days, not one by one. */
const MOST_DAYS_BACK = 7;

/** The hand that airs the schedule: looks what is due, writes down what was missed, and wakes again in time for the next. */
export function startWatch(
  book: ScheduleBook,
): Pick<Schedule, 'now' | 'look' | 'trustClock' | 'clockTrusted' | 'stop'> {
  const { desk, store, parts } = book;
  const trust = createClockTrust();
  const settling = createSettling(book);
  /** Nothing is due before this, unless the clock is moved. */
  let quiet: { readonly untilMs: number; readonly offsetMs: number } | undefined;
  let held = false;
  let shown: ScheduleNow | undefined;
  let stopped = false;
  let looking = false;
  let lookAgain = false;
  let cancel = desk.clock.after(FIRST_LOOK_MS, tick);
  const unfollow = parts.broadcast.onAnnouncement((one) => {
    // Its end may bring it back within its grace, and its beginning ends the cue.
    if (one.source?.startsWith('schedule:') !== true) return;
    if (one.state === 'failed') quiet = undefined;
    else look();
  });

  function look(): void {
    quiet = undefined;
    // Sending tells of itself while the day is still being gone through: what was read of it is old then.
    lookAgain = looking;
    if (!looking) tick();
  }

  function tick(): void {
    if (stopped) return;
    cancel();
    looking = true;
    let wakeMs = LOOK_EVERY_MS;
    try {
      const reading = desk.clock.read();
      if (!isQuiet(reading)) {
        examine(reading);
        publish();
      }
      if (quiet !== undefined) wakeMs = Math.min(wakeMs, Math.max(1, Math.ceil(quiet.untilMs - reading.monotonicMs)));
    } catch (error) {
      parts.report(error);
    }
    looking = false;
    if (lookAgain) wakeMs = 0;
    lookAgain = false;
    cancel = desk.clock.after(wakeMs, tick);
  }

  function isQuiet(reading: ClockReading): boolean {
    if (quiet === undefined || isHeld(reading) !== held) return false;
    return reading.monotonicMs < quiet.untilMs && Math.abs(offsetOf(reading) - quiet.offsetMs) < JUMP_MS;
  }

  function isHeld(reading: ClockReading): boolean {
    const today = dateOf(reading.wallMs, desk.timeZone);
    return !trust.holds(reading) && scheduleRulesOf(book, today).unsureClock.value === 'wait';
  }

  /** Does everything that is due. */
  function examine(reading: ClockReading): void {
    const { wallMs: nowMs } = reading;
    const today = dateOf(nowMs, desk.timeZone);
    const tomorrow = dayAfter(today);
    let soonMs = dueAt('00:00:00', tomorrow, { ...parts.hours, timeZone: desk.timeZone });
    const restUntil = (): void => {
      quiet = { untilMs: reading.monotonicMs + soonMs - nowMs, offsetMs: offsetOf(reading) };
    };
    held = isHeld(reading);
    if (held) {
      settling.blind('schedule/clock-unsure');
      restUntil();
      return;
    }
    const first = watchFrom(nowMs, today);
    for (const day of datesBetween(first, tomorrow)) {
      for (const occurrence of occurrencesOn(book, day)) {
        settling.settle(occurrence, nowMs);
        soonMs = Math.min(soonMs, ...wakesOf(occurrence).filter((atMs) => atMs > nowMs));
      }
    }
    settling.blind('schedule/clock-jumped');
    if (settling.troubled) quiet = undefined;
    else restUntil();
  }

  /** Moves the mark of what is settled along with the days, also backwards, and says how far back is still to be looked at. */
  function watchFrom(nowMs: number, today: string): string {
    const mark = store.watched();
    const through = dayAfter(today, -2);
    const newest = dayAfter(today, -1);
    const oldest = dayAfter(today, -MOST_DAYS_BACK);
    const first = mark === undefined ? newest : dayAfter(mark.throughDay);
    const sinceMs = Math.min(mark?.sinceMs ?? nowMs, nowMs);
    if (mark?.throughDay !== through || mark.sinceMs !== sinceMs) {
      const unwatched = first < oldest ? { unwatched: { from: first, to: dayAfter(oldest, -1) } } : {};
      desk.change('system', (change) => {
        store.putWatched(sinceMs, through);
        change.record({ kind: 'schedule/watched', subject: 'schedule', body: { through, ...unwatched } });
      });
    }
    if (first < oldest) return oldest;
    // A clock that was put back finds the mark ahead of it.
    if (first > newest) return newest;
    return first;
  }

  function wakesOf(occurrence: Occurrence): number[] {
    const { dueMs, aheadMs, graceMs } = timingOf(book, occurrence);
    const cueMs = scheduleRulesOf(book, occurrence.day).standReadySeconds.value * 1000;
    return [dueMs - cueMs, dueMs - aheadMs, dueMs + 1, dueMs + graceMs + 1];
  }

  function publish(): void {
    const before = JSON.stringify(shown);
    shown = scheduleNow(book, held);
    if (JSON.stringify(shown) !== before) desk.announce({ name: 'schedule', payload: shown });
  }

  return {
    now() {
      shown ??= scheduleNow(book, held);
      return shown;
    },
    look,
    trustClock: () => trust.take(desk.clock.read()),
    clockTrusted: () => trust.holds(desk.clock.read()),
    stop() {
      stopped = true;
      cancel();
      unfollow();
    },
  };
}

function offsetOf({ wallMs, monotonicMs }: ClockReading): number {
  return wallMs - monotonicMs;
}
