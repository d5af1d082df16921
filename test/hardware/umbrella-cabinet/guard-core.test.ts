import { describe, expect, it } from 'vitest';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';
import { createGuardCore, HARD_LIMIT_MS } from '../../../hardware/umbrella-cabinet/guard-core.ts';
import type { GuardReport } from '../../../hardware/umbrella-cabinet/guard-protocol.ts';
import { FakeClock } from '../../fake-clock.ts';

/** Two locks on one supply and one on another, with everything that happens to their lines. */
function assemble(silenceMs = 400, handTakesMs?: number) {
  const clock = new FakeClock();
  let sleptMs = 0;
  const reports: GuardReport[] = [];
  const levels = new Map<number, boolean>();
  const onMs = new Map<number, number>();
  const broken = { off: false };
  const lock = (number: number, supply: string) => ({
    number,
    supply,
    pulsedMsAgo: number === 3 ? [1_000] : [],
    line: {
      name: `lock ${number}`,
      offSwitch: handTakesMs === undefined ? undefined : ({ path: 'value', how: 'replace' } as const),
      writeNow(on: boolean) {
        if (!on && broken.off) throw new LinkError('link/failed', 'stuck');
        if (on) onMs.set(number, clock.monotonicMs());
        else if (levels.get(number)) onMs.set(number, clock.monotonicMs() - (onMs.get(number) ?? 0));
        levels.set(number, on);
      },
      async write() {},
      close() {},
    },
  });
  const core = createGuardCore({
    locks: [lock(1, 'main'), lock(2, 'main'), lock(3, 'other')],
    timers: { monotonicMs: () => clock.monotonicMs() + sleptMs, after: (ms, run) => clock.after(ms, run) },
    lastHand() {
      sleptMs += handTakesMs ?? 0;
      return () => undefined;
    },
    silenceMs,
    report: (report) => reports.push(report),
  });
  let id = 0;
  const pulse = (number: number, ms: number) => {
    core.obey({ type: 'pulse', id: ++id, lock: number, ms });
    return reports.at(-1);
  };
  /** Turns the clock with the service showing signs of life. */
  const live = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 50) {
      core.obey({ type: 'beat' });
      await clock.advance(Math.min(50, ms - gone));
    }
  };
  return { clock, core, reports, levels, onMs, broken, pulse, live };
}

describe('the lock guard', () => {
  it('drives a coil exactly as long as it was told', async () => {
    const { pulse, live, levels, onMs } = assemble();
    expect(pulse(1, 500)).toEqual({ type: 'ok', id: 1 });
    await live(499);
    expect(levels.get(1)).toBe(true);
    await live(2);
    expect(levels.get(1)).toBe(false);
    expect(onMs.get(1)).toBe(500);
  });

  it.each([0, 99, 1_001, 99_999])('refuses a pulse of %i ms', (ms) => {
    const { pulse, levels } = assemble();
    expect(pulse(1, ms)).toMatchObject({ type: 'refused', code: 'guard/bad-pulse' });
    expect(levels.get(1)).toBeUndefined();
  });

  it('refuses a lock it does not have', () => {
    expect(assemble().pulse(8, 500)).toMatchObject({ type: 'refused', code: 'guard/unknown-lock' });
  });

  it('drives one coil of a supply at a time, and coils of two supplies together', async () => {
    const { pulse, live } = assemble();
    await live(5_000);
    pulse(1, 500);
    expect(pulse(2, 500)).toMatchObject({ code: 'guard/supply-busy' });
    expect(pulse(3, 500)?.type).toBe('ok');
  });

  it('rests a coil for 5 s, also over its own restart', async () => {
    const { pulse, live } = assemble();
    expect(pulse(3, 100)).toMatchObject({ code: 'guard/resting' });
    await live(4_000);
    expect(pulse(3, 100)?.type).toBe('ok');
    await live(5_099);
    expect(pulse(3, 100)).toMatchObject({ code: 'guard/resting' });
    await live(1);
    expect(pulse(3, 100)?.type).toBe('ok');
  });

  it('drives a coil at most ten times a minute', async () => {
    const { pulse, live } = assemble();
    let driven = 0;
    for (let at = 0; at < 60_000; at += 5_100) {
      if (pulse(1, 100)?.type === 'ok') driven += 1;
      await live(5_100);
    }
    expect(driven).toBe(10);
  });

  it('ends the pulse when the service falls silent', async () => {
    const { clock, pulse, levels, onMs, reports } = assemble(150);
    pulse(1, 1_000);
    await clock.advance(2_000);
    expect(levels.get(1)).toBe(false);
    expect(onMs.get(1)).toBe(150);
    expect(reports.at(-1)).toMatchObject({ on: false, reason: 'parent-silent' });
  });

  it('answers a repeated request again and does not act again', async () => {
    const { core, reports, live, clock, levels } = assemble();
    core.obey({ type: 'pulse', id: 7, lock: 1, ms: 100 });
    await live(200);
    await clock.advance(10_000);
    core.obey({ type: 'pulse', id: 7, lock: 1, ms: 100 });
    expect(reports.at(-1)).toEqual({ type: 'ok', id: 7 });
    expect(levels.get(1)).toBe(false);
  });

  it('turns everything off when asked', () => {
    const { core, pulse, levels, clock } = assemble();
    pulse(1, 1_000);
    core.obey({ type: 'off', id: 99 });
    expect(levels.get(1)).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('keeps trying to turn a line off that resists', async () => {
    const { pulse, levels, live, broken } = assemble();
    pulse(1, 200);
    broken.off = true;
    await live(1_000);
    expect(levels.get(1)).toBe(true);
    broken.off = false;
    await live(20);
    expect(levels.get(1)).toBe(false);
  });

  it('ends the pulse in time also when starting the last hand took longer than the allowed silence', async () => {
    const { pulse, levels, live, clock } = assemble(150, 400);
    expect(pulse(1, 500)?.type).toBe('ok');
    expect(levels.get(1)).toBe(true);
    await live(500);
    expect(levels.get(1)).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('does not begin a pulse when the last hand may be spent already', () => {
    const { pulse, levels, clock } = assemble(150, 400);
    expect(pulse(1, 300)).toMatchObject({ type: 'refused', code: 'guard/too-slow' });
    expect(levels.get(1)).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('has nothing on beyond the hard limit, also when every other timer got lost', async () => {
    const clock = new FakeClock();
    let isOn = false;
    const writeNow = (on: boolean): void => {
      isOn = on;
    };
    const line = { name: 'lock 1', offSwitch: undefined, writeNow, async write() {}, close() {} };
    const core = createGuardCore({
      locks: [{ number: 1, supply: 'main', pulsedMsAgo: [], line }],
      timers: {
        monotonicMs: () => clock.monotonicMs(),
        after: (ms, run) => (ms === HARD_LIMIT_MS ? clock.after(ms, run) : () => undefined),
      },
      silenceMs: 400,
      report: () => undefined,
    });
    core.obey({ type: 'pulse', id: 1, lock: 1, ms: 500 });
    await clock.advance(1_499);
    expect(isOn).toBe(true);
    await clock.advance(1);
    expect(isOn).toBe(false);
  });
});
