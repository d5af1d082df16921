import { describe, expect, it } from 'vitest';
import { lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import type { CabinetBackend } from '../../../hardware/umbrella-cabinet/cabinet-backend.ts';
import { createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createHidRelaySimulator } from '../../../hardware/umbrella-cabinet/hid-relay-simulator.ts';
import { createLockBoardSimulator } from '../../../hardware/umbrella-cabinet/lock-board-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { UmbrellaCabinetSimulator } from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';

/*
 * Every simulated cabinet with every one of its faults: said in plain words with the time it began, never an opening nobody asked
 * for, and well again once the fault is over.
 *
 * To see it red: leave out `health.raise` in `guardChanged` of umbrella-cabinet.ts, or let `LockBus.#draw` put an opening that got no
 * answer back in its queue and pulse for it again.
 */

const DOORS = 3;
const ASKED = 1;
const START_MS = 3_000;
/** Longer than the slowest reconnecting, look and rest. */
const MEND_MS = 40_000;

type Simulator = UmbrellaCabinetSimulator & { readonly backend: CabinetBackend };
const KINDS: readonly { readonly kind: string; readonly make: (clock: FakeClock) => Simulator }[] = [
  { kind: 'gpio', make: (clock) => createCabinetSimulator({ doors: DOORS, clock, guard: 'in-process' }) },
  { kind: 'hid-relay', make: (clock) => createHidRelaySimulator({ doors: DOORS, clock }) },
  ...Object.values(lockBoards).map(({ model }) => ({
    kind: model,
    make: (clock: FakeClock) => createLockBoardSimulator({ model, doors: DOORS, clock }),
  })),
];

/** What is said while the fault is there and door 1 was asked for; nothing where the cabinet works through it. */
const SAID: Readonly<Record<string, RegExp | undefined>> = {
  jammed: /^cabinet\/not-opened$/,
  'sensor-stuck': /^cabinet\/not-opened$/,
  'forced-open': /^cabinet\/forced-open$/,
  'bolt-broken': undefined,
  // Every shut door reads open: nothing is opened, and after a minute every door is called left open.
  'contacts-turned': /^cabinet\/left-open$/,
  'contacts-lost': /^cabinet\/sensor-failed$/,
  'contacts-bounce': undefined,
  'guard-dead': /^cabinet\/guard-dead$/,
  disconnect: /^(link\/.*|cabinet\/guard-dead)$/,
  silent: /^cabinet\/(board-silent|guard-dead)$/,
  'relay-stuck': /^cabinet\/line-failed$/,
  slow: undefined,
  noise: undefined,
  'corrupt-checksum': undefined,
  echo: undefined,
  'presence-turned': undefined,
};

const faultsOf = (make: (clock: FakeClock) => Simulator): string[] =>
  make(new FakeClock())
    .faults()
    .map(({ id }) => id)
    .filter((id) => !id.startsWith('door-') || id.startsWith(`door-${ASKED}:`));

describe.each(KINDS)('a simulated $kind cabinet', ({ make }) => {
  it.each(faultsOf(make))(
    'with the fault %s says what is wrong, opens nothing nobody asked for, and is well again',
    async (fault) => {
      const { clock, simulator, cabinet, pulsed, mended } = await start(make);
      const name = fault.replace(/^door-\d+:/, '');
      expect(Object.keys(SAID)).toContain(name);
      const expected = SAID[name];
      const brokenAtMs = clock.read().wallMs;
      simulator.setFault(fault, true);
      await clock.advance(10_000);
      expect(pulsed, 'nobody has asked yet').toEqual([]);
      const asked = cabinet.open(ASKED, 'asked');
      await clock.advance(6_000);
      const outcome = await asked;
      await clock.advance(60_000);

      const { faults } = cabinet.health();
      if (expected === undefined) {
        expect(outcome).toEqual({ result: 'opened' });
        expect(faults.map(({ code }) => code).filter((code) => code !== 'cabinet/left-open')).toEqual([]);
      } else {
        const said = faults.find(({ code }) => expected.test(code));
        expect(said, faults.map(({ code }) => code).join(' ')).toBeDefined();
        expect(said?.says.zh).toMatch(/[\u4e00-\u9fff]{3}.*，/);
        expect(said?.says.en).toMatch(/\w+ \w+ \w+/);
        expect(said?.sinceMs).toBeGreaterThanOrEqual(brokenAtMs);
        expect(said?.sinceMs).toBeLessThanOrEqual(clock.read().wallMs);
        expect(outcome.result).not.toBe('opened');
      }
      simulator.setFault(fault, false);
      await mended();
    },
  );

  it.each(faultsOf(make))('struck by %s in the middle of an opening pulses no second time', async (fault) => {
    const { clock, simulator, cabinet, mended } = await start(make);
    const asked = cabinet.open(ASKED, 'asked');
    await clock.advance(50);
    simulator.setFault(fault, true);
    await clock.advance(20_000);
    expect(['opened', 'notOpened', 'refused']).toContain((await asked).result);
    expect(await cabinet.open(ASKED, 'asked')).toEqual(await asked);
    simulator.setFault(fault, false);
    await mended();
  });
});

async function start(make: (clock: FakeClock) => Simulator) {
  const clock = new FakeClock();
  const simulator = make(clock);
  const cabinet = createUmbrellaCabinet({ id: 'c', clock, backend: simulator.backend });
  const pulsed: number[] = [];
  simulator.backend.guard.onLine((door, on) => {
    if (on) pulsed.push(door);
  });
  await cabinet.start();
  await clock.advance(START_MS);
  expect(cabinet.health()).toMatchObject({ state: 'ready', faults: [] });
  /** The fault is over: whoever shuts the doors finds a cabinet that works, and that was pulsed once at the most, at the door asked for. */
  const mended = async (): Promise<void> => {
    for (const { number } of simulator.doors()) simulator.push(number);
    await clock.advance(MEND_MS);
    expect(pulsed.filter((door) => door !== ASKED)).toEqual([]);
    expect(pulsed.length).toBeLessThanOrEqual(1);
    for (const door of [ASKED, 2]) {
      const opened = cabinet.open(door, `after-${door}`);
      await clock.advance(6_000);
      expect(await opened).toEqual({ result: 'opened' });
      simulator.push(door);
    }
    await clock.advance(MEND_MS);
    expect(cabinet.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(cabinet.doors().map(({ position }) => position)).toEqual(['closed', 'closed', 'closed']);
    await cabinet.stop();
    await clock.advance(2_000);
    expect(clock.pending).toBe(0);
  };
  return { clock, simulator, cabinet, pulsed, mended };
}
