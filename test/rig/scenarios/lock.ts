import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pulse } from '../../../hardware/rig/cabinet-doors.ts';
import type { LoanView } from '../../../src/loans/view.rules.ts';
import { deviceIs } from '../devices.ts';
import type { Scenario } from '../scenario.ts';
import { spread } from '../spread.ts';
import type { World } from '../world.ts';

const DOORS = 4;
const RUNS = { short: 4, full: 40 };
/** Whom the signal goes to: the service, or the guard process that owns the lines. */
const ATTACKS = [
  { whom: 'service', signal: 'SIGKILL' },
  { whom: 'service', signal: 'SIGSTOP' },
  { whom: 'guard', signal: 'SIGKILL' },
  { whom: 'guard', signal: 'SIGSTOP' },
] as const;
/** pulseMs of the example configuration, and what F9 of trust.md allows on top. */
const PULSE_MS = 500;
const ALLOWED_OVER_MS = 200;
const HARD_LIMIT_MS = 1_500;
/** The line is watched on for this long after the attack: an opening nobody asked for would be seen. */
const WATCH_ON_MS = 1_000;

/**
 * F9 on real lines: service and guard are killed and stopped at random instants inside a pulse; the line outside says how long the
 * coil was on. How late an idle timer of the same machine was is added to what is allowed, and shown.
 */
export const lock: Scenario = {
  async run(world) {
    const { desk, doors } = world;
    doors.startWatch();
    await desk.start();
    await desk.openFirstTime();
    const over: number[] = [];
    const late: string[] = [];
    const beyond: string[] = [];
    let openings = 0;
    const runs = world.short ? RUNS.short : RUNS.full;
    for (let run = 0; run < runs; run++) {
      const { whom, signal } = ATTACKS[run % ATTACKS.length] ?? ATTACKS[0];
      // The one umbrella there is: the doors take turns, so that none has to rest.
      await desk.ask('POST', '/loans/items', { kind: 'umbrella', number: `A${run}`, door: 1 + (run % DOORS) });
      const { lengthMs, standstillMs, pulses } = await attack(world, whom, signal);
      openings += pulses.length;
      over.push(lengthMs - PULSE_MS);
      const told = `${signal} to the ${whom}: ${Math.round(lengthMs)} ms (machine stood still ${Math.round(standstillMs)} ms)`;
      if (!(lengthMs <= PULSE_MS + ALLOWED_OVER_MS + standstillMs)) late.push(told);
      if (!(lengthMs <= HARD_LIMIT_MS + standstillMs)) beyond.push(told);
    }
    world.check(`the coil is off within the pulse + ${ALLOWED_OVER_MS} ms, ${runs} attacks`, late.length === 0, late);
    world.check(`and never on for ${HARD_LIMIT_MS} ms`, beyond.length === 0, beyond);
    world.check('each request opened once, and nothing opened unasked', openings === runs, `${openings} openings`);
    world.measured('on longer than its pulse, ms', spread(over));
    doors.stopWatch();
    await desk.kill();
  },
};

interface Attacked {
  readonly lengthMs: number;
  readonly standstillMs: number;
  readonly pulses: readonly Pulse[];
}

async function attack(world: World, whom: 'service' | 'guard', signal: 'SIGKILL' | 'SIGSTOP'): Promise<Attacked> {
  const { desk, doors, standstill } = world;
  await deviceIs(world, 'cabinet-1', 'ready');
  await shutEveryDoor(world);
  const from = doors.pulses.length;
  standstill.reset();
  const loan: LoanView = await desk.ask('POST', '/loans/umbrella', {});
  const guard = guardOf(desk.pid);
  await desk.ask('POST', `/loans/${loan.id}/deposit-taken`);
  const pulse = await world.until('the coil to be on', () => doors.pulses[from]);
  // Not a wait for something to happen: the instant of the attack.
  await wait(Math.random() * PULSE_MS * 0.8);
  process.kill(whom === 'service' ? desk.pid : guard, signal);
  await world.until('the coil to be off', () => pulse.endedMs !== undefined);
  await wait(WATCH_ON_MS);
  const standstillMs = Math.max(standstill.longestMs(), doors.worstLookMs);
  if (whom === 'service') {
    await desk.kill();
    await desk.start();
    await desk.signIn();
  }
  await settle(world, loan.id);
  const pulses = doors.pulses.slice(from);
  return { lengthMs: (pulse.endedMs ?? Number.NaN) - pulse.startedMs, standstillMs, pulses };
}

/** The umbrella is taken out by hand where the door did not open, and every door is shut: the next loan finds its door shut. */
async function settle(world: World, loanId: number): Promise<void> {
  const { desk } = world;
  const say = async (path: string, body = {}) => {
    const { status } = await desk.screen.ask('POST', `/loans/${loanId}/${path}`, body);
    // A door that was seen to shut moves the loan on by itself: then the answer came too late, which is no harm.
    if (status !== 200 && status !== 409) throw new Error(`loan ${loanId}: ${path} was answered with ${status}`);
  };
  await world.until(`loan ${loanId} to end`, async () => {
    await shutEveryDoor(world);
    const { step, actions }: LoanView = await desk.ask('GET', `/loans/${loanId}`);
    if (step === 'door-unknown') await say('door', { way: 'opened' });
    else if (actions.includes('opened-by-key')) await say('door', { way: 'opened-by-key' });
    else if (actions.includes('finish')) await say('finish');
    return step === 'lent';
  });
}

async function shutEveryDoor({ doors }: World): Promise<void> {
  for (let door = 1; door <= DOORS; door++) doors.push(door);
}

/** The child of the service that owns the lock lines. */
function guardOf(servicePid: number): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (Number(parent) === servicePid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('guard'))
        return Number(pid);
    } catch {
      // It ended while it was looked at.
    }
  }
  throw new Error('the service has no guard process');
}
