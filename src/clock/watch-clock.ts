import type { Desk } from '../journal/desk.ts';

const LOOK_EVERY_MS = 5_000;
/** Network time steers a clock by small amounts all day; what moves it further than this is a jump somebody will ask about. */
const JUMP_MS = 2_000;

/**
 * Journals every jump of the wall clock against the monotonic one, once, and puts the screens right at once. Also the one that
 * happened while the desk was off, as far as the journal can show it: a clock that is behind the newest entry.
 *
 * @param report hears of a jump that could not be written down; it is tried again with the next look
 * @returns what ends it
 */
export function watchClock(desk: Desk, report: (error: unknown) => void): () => void {
  const { clock, journal } = desk;
  const offset = (): number => {
    const { wallMs, monotonicMs } = clock.read();
    return wallMs - monotonicMs;
  };
  let known = offset();
  let behindMs = clock.read().wallMs - journal.head().at;
  let cancel = clock.after(LOOK_EVERY_MS, look);

  function writeDown(byMs: number, whileOff: boolean): void {
    desk.change('system', (change) => {
      const { wallMs, quality } = change.at;
      const body = { byMs: Math.round(byMs), toMs: wallMs, whileOff };
      change.record({ kind: 'clock/jumped', subject: 'clock', body });
      change.publish({ name: 'desk', payload: { now: wallMs, clockQuality: quality } });
    });
  }

  function check(): void {
    try {
      if (behindMs < -JUMP_MS) writeDown(behindMs, true);
      behindMs = 0;
      const now = offset();
      if (Math.abs(now - known) <= JUMP_MS) return;
      writeDown(now - known, false);
      known = now;
    } catch (error) {
      report(error);
    }
  }

  function look(): void {
    check();
    cancel = clock.after(LOOK_EVERY_MS, look);
  }

  check();
  return () => cancel();
}
