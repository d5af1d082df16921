import { setTimeout as wait } from 'node:timers/promises';
import type { LoanView } from '../../../src/loans/view.rules.ts';
import { deviceIs } from '../devices.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const DEPOSIT_FEN = 5_000;
/** pulseMs of the example configuration. */
const PULSE_MS = 500;
/** F9 of trust.md. */
const ALLOWED_OVER_MS = 200;
/** duty-limit.ts: five seconds, and some for the way there. */
const REST_MS = 6_000;
const LOANS = { short: 1, full: 4 };

/** Umbrellas go out and come back through real lock and sensor lines, with the money and the slips they need. */
export const umbrella: Scenario = {
  async run(world) {
    const { desk, doors } = world;
    doors.startWatch();
    await desk.start();
    await desk.openFirstTime();
    await deviceIs(world, 'cabinet-1', 'ready');
    world.check('no lock is driven while the service starts', doors.pulses.length === 0, doors.pulses);
    for (let number = 1; number <= 4; number++)
      await desk.ask('POST', '/loans/items', { kind: 'umbrella', number: `A${number}`, door: number });
    for (let loan = 0; loan < (world.short ? LOANS.short : LOANS.full); loan++) await outAndBack(world);
    await jammedDoor(world);
    const chain = await desk.ask('GET', '/journal/chain');
    world.check('the journal’s chain is whole', chain.whole === true, `${chain.rows} entries`);
    world.check('the service stops in good order', (await desk.stop()) === 0);
    doors.stopWatch();
  },
};

async function outAndBack(world: World): Promise<void> {
  const { desk, doors } = world;
  const before = doors.pulses.length;
  const deposits = async () => (await desk.ask('GET', '/desk')).deposit;
  const { balanceFen } = await deposits();
  const started: LoanView = await desk.ask('POST', '/loans/umbrella', {});
  const { id, door } = started;
  if (door === null) throw new Error('the umbrella of this loan is in no compartment');
  world.check(`nothing opens before the money is there (door ${door})`, doors.pulses.length === before);
  const took: LoanView = await desk.ask('POST', `/loans/${id}/deposit-taken`);
  const taken = await stepIs(world, id, 'take');
  world.check('taking the deposit opens that door once', onlyDoor(world, before, door), doors.pulses.slice(before));
  await checkLength(world, before);
  const held = await deposits();
  world.check(
    'the deposit is in its purse, and the books agree',
    held.balanceFen === balanceFen + DEPOSIT_FEN && held.expectedFen === held.balanceFen,
    held,
  );
  world.check('a slip is queued for the printer', (await slips(world, id)).length === 1);
  const code = (taken.slip ?? took.slip)?.code;
  doors.push(door);
  await stepIs(world, id, 'hand-over');
  await desk.ask('POST', `/loans/${id}/finish`);
  await stepIs(world, id, 'lent');

  // A coil rests after a pulse, and the umbrella goes back behind the door it came from.
  await wait(REST_MS);
  const beforeReturn = doors.pulses.length;
  await desk.ask('POST', `/loans/${id}/return`, { proof: { kind: 'code', code }, inspection: { damage: [] } });
  const back = await stepIs(world, id, 'put-back');
  if (back.door === null) throw new Error('the returned umbrella was given no compartment');
  world.check(
    'taking it back opens one door once',
    onlyDoor(world, beforeReturn, back.door),
    doors.pulses.slice(beforeReturn),
  );
  await checkLength(world, beforeReturn);
  world.check('the deposit is refunded in full', back.refund?.netFen === DEPOSIT_FEN, back.refund);
  doors.push(back.door);
  await stepIs(world, id, 'returned');
  const after = await deposits();
  world.check('the purse is as it was', after.balanceFen === balanceFen && after.expectedFen === balanceFen, after);
}

/** A door that does not move is said to be stuck, by its sensor and not by the bytes that were written. */
async function jammedDoor(world: World): Promise<void> {
  const { desk, doors } = world;
  await wait(REST_MS);
  const started: LoanView = await desk.ask('POST', '/loans/umbrella', {});
  if (started.door === null) throw new Error('the umbrella of this loan is in no compartment');
  doors.setJammed(started.door, true);
  const before = doors.pulses.length;
  await desk.ask('POST', `/loans/${started.id}/deposit-taken`);
  const stuck = await stepIs(world, started.id, 'door-fault');
  world.check(
    'a door that stays shut is a fault of that door, after one pulse',
    stuck.fault?.code === 'cabinet/not-opened' && onlyDoor(world, before, started.door),
    stuck.fault,
  );
  await desk.ask('POST', `/loans/${started.id}/cancel`);
  const { deposit } = await desk.ask('GET', '/desk');
  world.check('cancelled, the deposit is given back', deposit.expectedFen === deposit.balanceFen, deposit);
}

function onlyDoor({ doors }: World, from: number, door: number): boolean {
  const since = doors.pulses.slice(from);
  return since.length === 1 && since[0]?.door === door;
}

async function checkLength({ doors, standstill, check, until }: World, from: number): Promise<void> {
  const pulse = doors.pulses[from];
  await until('the coil to be off', () => pulse?.endedMs !== undefined);
  const lengthMs = (pulse?.endedMs ?? Number.NaN) - (pulse?.startedMs ?? 0);
  const lookMs = Math.max(doors.worstLookMs, standstill.longestMs());
  check(
    'the coil is on for its pulse, not longer',
    lengthMs >= PULSE_MS - lookMs && lengthMs <= PULSE_MS + ALLOWED_OVER_MS + lookMs,
    `${Math.round(lengthMs)} ms, looked at least every ${Math.round(lookMs)} ms`,
  );
}

async function slips(world: World, loanId: number): Promise<unknown[]> {
  const jobs: { subject: string }[] = await world.desk.ask('GET', '/print-jobs');
  return jobs.filter(({ subject }) => subject === `loan:${loanId}`);
}

async function stepIs(world: World, loanId: number, step: LoanView['step']): Promise<LoanView> {
  let last: LoanView | undefined;
  return world.until(
    () => `loan ${loanId} to be at ${step}; it is at ${last?.step} ${last?.fault?.code ?? ''}`,
    async () => {
      last = await world.desk.ask('GET', `/loans/${loanId}`);
      return last?.step === step ? last : undefined;
    },
  );
}
