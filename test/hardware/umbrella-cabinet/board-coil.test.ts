import { expect, it } from 'vitest';
import { lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import type { CabinetBackend } from '../../../hardware/umbrella-cabinet/cabinet-backend.ts';
import { createHidRelaySimulator } from '../../../hardware/umbrella-cabinet/hid-relay-simulator.ts';
import { createLockBoardSimulator } from '../../../hardware/umbrella-cabinet/lock-board-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { UmbrellaCabinetSimulator } from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';

/*
 * F9 for locks that are not on header pins (those: lock-coil.test.ts, with real processes). The line goes dead at every instant of a
 * pulse, as it does when the service is killed, stopped or blocked, and the service begins anew.
 *
 * What ends the pulse of a lock board is the board's own timer, here the simulator's: no test of ours can show that of a real one.
 * What is ours is shown: one command, none after the line is back, one coil at a time.
 *
 * To see it red: let the relay simulator keep its relays when it is unplugged, or let `LockBus.#end` keep its openings.
 */

const PULSE_MS = 500;
const LATE_MS = 200;
const HARD_LIMIT_MS = 1_500;
/** Before the command is out, inside the pulse, and just after it. */
const INSTANTS = process.env.QINGYU_LONG === '1' ? instants(1_000) : instants(12);

type Simulator = UmbrellaCabinetSimulator & { readonly backend: CabinetBackend };
const KINDS: readonly { readonly kind: string; readonly make: (clock: FakeClock) => Simulator }[] = [
  { kind: 'hid-relay', make: (clock) => createHidRelaySimulator({ doors: 2, clock }) },
  ...Object.values(lockBoards).map(({ model }) => ({
    kind: model,
    make: (clock: FakeClock) => createLockBoardSimulator({ model, doors: 2, clock }),
  })),
];

it.each(KINDS)(
  'no coil of a $kind cabinet is on too long, or unasked, wherever the line dies',
  async ({ make }) => {
    for (const instant of INSTANTS) {
      const clock = new FakeClock();
      const simulator = make(clock);
      const cabinet = createUmbrellaCabinet({ id: 'c', clock, backend: simulator.backend, pulseMs: PULSE_MS });
      const on = new Map<number, number>();
      let times = 0;
      let longest = 0;
      let together = 0;
      /** What an ammeter at the coils sees, every 10 ms. */
      const watch = async (ms: number): Promise<void> => {
        for (let left = ms; left > 0; left -= 10) {
          await clock.advance(Math.min(left, 10));
          for (const { number, pulsing } of simulator.doors()) {
            if (pulsing && !on.has(number)) {
              on.set(number, clock.monotonicMs());
              times++;
            }
            const since = on.get(number);
            if (since !== undefined) longest = Math.max(longest, clock.monotonicMs() - since);
            if (!pulsing) on.delete(number);
          }
          together = Math.max(together, on.size);
        }
      };
      await cabinet.start();
      await watch(1_500);
      expect(times).toBe(0);
      const asked = [cabinet.open(1, 'one'), cabinet.open(2, 'two')];
      await watch(instant);
      simulator.setFault('disconnect', true);
      await watch(2_000);
      await cabinet.stop();
      await watch(1_000);
      const before = times;
      simulator.setFault('disconnect', false);
      await cabinet.start();
      await watch(10_000);

      const where = `the line died after ${instant} ms`;
      expect(longest, where).toBeLessThanOrEqual(PULSE_MS + LATE_MS);
      expect(longest, where).toBeLessThan(HARD_LIMIT_MS);
      expect(together, where).toBeLessThanOrEqual(1);
      expect(times, where).toBeLessThanOrEqual(2);
      expect(times - before, `${where}: opened by itself after the start`).toBe(0);
      await Promise.all(asked);
      await cabinet.stop();
      await clock.advance(2_000);
      expect(clock.pending).toBe(0);
    }
  },
  3_600_000,
);

/** So many, evenly over the first 660 ms. */
function instants(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => Math.round((at * 660) / count));
}
