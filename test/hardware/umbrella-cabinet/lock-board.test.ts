import { afterEach, describe, expect, it, test } from 'vitest';
import { type LockBoardModel, lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import { createLockBoardBackend } from '../../../hardware/umbrella-cabinet/lock-board-backend.ts';
import { createLockBoardSimulator } from '../../../hardware/umbrella-cabinet/lock-board-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { DoorMoved, OpenOutcome, UmbrellaCabinet } from '../../../src/ports/umbrella-cabinet.ts';
import { FakeClock } from '../../fake-clock.ts';

const MODELS: readonly LockBoardModel[] = ['8a', 'cu16', 'cu48', 'cu48-b'];
type Options = Partial<Parameters<typeof createLockBoardSimulator>[0]> & { readonly model: LockBoardModel };

async function assemble(options: Options) {
  const clock = new FakeClock();
  const simulator = createLockBoardSimulator({ doors: 3, clock, ...options });
  const cabinet = createUmbrellaCabinet({
    id: 'cabinet-1',
    clock,
    backend: simulator.backend,
    timings: { leftOpenAfterMs: 20_000 },
  });
  const moves: DoorMoved[] = [];
  cabinet.onDoor((event) => moves.push(event));
  await cabinet.start();
  await clock.advance(1_500);
  started.push({ cabinet, clock });
  const opened = async (door: number, commandId: string, withinMs = 5_000): Promise<OpenOutcome> => {
    const outcome = cabinet.open(door, commandId);
    await clock.advance(withinMs);
    return outcome;
  };
  /** Commands that reached the board's end of the cable. */
  const openings = () => simulator.heard.filter((hex) => isOpening(options.model, hex));
  const codes = () => cabinet.health().faults.map((fault) => fault.code);
  const positions = () => cabinet.doors().map((door) => door.position);
  return { clock, simulator, cabinet, moves, opened, openings, codes, positions };
}

function isOpening(model: LockBoardModel, hex: string): boolean {
  const bytes = Buffer.from(hex, 'hex');
  if (model === '8a') return bytes[0] === 0x8a;
  return model === 'cu16' ? bytes[2] === 0x31 : bytes[3] === (model === 'cu48' ? 0x51 : 0x61);
}

const started: { readonly cabinet: UmbrellaCabinet; readonly clock: FakeClock }[] = [];
afterEach(async () => {
  for (const { cabinet, clock } of started.splice(0)) {
    await cabinet.stop();
    await clock.advance(2_000);
    expect(clock.pending).toBe(0);
  }
});

describe.each(MODELS)('a cabinet on a %s board', (model) => {
  it('knows every door soon after the start, and opens one: one command, the contact confirms', async () => {
    const world = await assemble({ model });
    expect(world.cabinet.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(world.positions()).toEqual(['closed', 'closed', 'closed']);
    expect(await world.opened(2, 'loan-1', 1_500)).toEqual({ result: 'opened' });
    expect(world.openings()).toHaveLength(1);
    expect(world.moves).toMatchObject([{ type: 'doorOpened', door: 2, requested: true }]);
    expect(world.positions()).toEqual(['closed', 'open', 'closed']);
  });

  it('does nothing for a command it has had', async () => {
    const world = await assemble({ model });
    await world.opened(1, 'loan-1');
    expect(await world.opened(1, 'loan-1')).toEqual({ result: 'opened' });
    expect(world.openings()).toHaveLength(1);
  });

  it('says so when the door does not move, and does not try by itself', async () => {
    const world = await assemble({ model });
    world.simulator.setFault('door-1:jammed', true);
    expect(await world.opened(1, 'loan-1')).toEqual({ result: 'notOpened', code: 'cabinet/not-opened' });
    expect(world.codes()).toEqual(['cabinet/not-opened']);
    await world.clock.advance(10_000);
    expect(world.openings()).toHaveLength(1);
  });

  it('says not opened with a stuck contact, though the board drew the bolt', async () => {
    const world = await assemble({ model });
    world.simulator.setFault('door-1:sensor-stuck', true);
    expect(await world.opened(1, 'loan-1')).toMatchObject({ result: 'notOpened' });
    expect(world.simulator.doors()[0]?.position).toBe('open');
  });

  it('reports a door that opens by itself, and one that stays open', async () => {
    const world = await assemble({ model });
    world.simulator.setFault('door-3:bolt-broken', true);
    world.simulator.pull(3);
    await world.clock.advance(1_000);
    expect(world.codes()).toEqual(['cabinet/forced-open']);
    await world.clock.advance(20_000);
    expect(world.codes()).toEqual(['cabinet/forced-open', 'cabinet/left-open']);
    world.simulator.push(3);
    await world.clock.advance(1_000);
    expect(world.codes()).toEqual([]);
  });

  it('reads contacts that are wired the other way round', async () => {
    const world = await assemble({ model, polarity: 'inverted' });
    expect(world.positions()).toEqual(['closed', 'closed', 'closed']);
    expect(await world.opened(3, 'loan-1')).toEqual({ result: 'opened' });
    expect(world.positions()).toEqual(['closed', 'closed', 'open']);
  });

  it('draws no bolt while its polarity is set wrongly: every shut door reads open', async () => {
    const world = await assemble({ model, wiredInverted: true });
    expect(world.positions()).toEqual(['open', 'open', 'open']);
    expect(await world.opened(1, 'loan-1')).toEqual({ result: 'refused', code: 'cabinet/already-open' });
    expect(world.openings()).toEqual([]);
  });

  it('opens doors of one supply one after the other, a second apart', async () => {
    const world = await assemble({ model });
    const at: number[] = [];
    world.simulator.backend.guard.onLine((_, on) => {
      if (on) at.push(world.clock.monotonicMs());
    });
    const both = [world.cabinet.open(1, 'a'), world.cabinet.open(2, 'b')];
    await world.clock.advance(6_000);
    expect(await Promise.all(both)).toEqual([{ result: 'opened' }, { result: 'opened' }]);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('lets a lock rest: a second command too soon never reaches the board', async () => {
    const world = await assemble({ model });
    await world.opened(1, 'a', 2_000);
    world.simulator.push(1);
    await world.clock.advance(500);
    expect(await world.opened(1, 'b', 500)).toEqual({ result: 'refused', code: 'cabinet/resting' });
    expect(world.openings()).toHaveLength(1);
  });

  it('says that the board is silent, refuses, and comes back', async () => {
    const world = await assemble({ model });
    world.simulator.setFault('silent', true);
    await world.clock.advance(3_000);
    expect(world.codes()).toEqual(['cabinet/board-silent']);
    expect(world.cabinet.health().state).toBe('fault');
    expect(world.positions()).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await world.opened(1, 'a', 100)).toMatchObject({ result: 'refused' });
    expect(world.openings()).toEqual([]);
    world.simulator.setFault('silent', false);
    await world.clock.advance(8_000);
    expect(world.cabinet.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(await world.opened(1, 'b')).toEqual({ result: 'opened' });
  });

  it('is reconnected after the cable was pulled, with nothing sent twice', async () => {
    const world = await assemble({ model });
    world.simulator.setFault('disconnect', true);
    await world.clock.advance(1_000);
    expect(world.codes().some((code) => code.startsWith('link/'))).toBe(true);
    world.simulator.setFault('disconnect', false);
    await world.clock.advance(12_000);
    expect(world.cabinet.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(world.openings()).toEqual([]);
  });

  it('lets the contact decide when the cable is pulled in the middle of an opening', async () => {
    const world = await assemble({ model });
    const outcome = world.cabinet.open(1, 'a');
    // The command is out and the spring has not moved yet.
    await world.clock.advance(70);
    expect(world.openings()).toHaveLength(1);
    world.simulator.setFault('disconnect', true);
    await world.clock.advance(4_000);
    expect(await outcome).toEqual({ result: 'notOpened', code: 'cabinet/not-opened' });
    world.simulator.setFault('disconnect', false);
    await world.clock.advance(12_000);
    expect(world.openings()).toHaveLength(1);
    expect(world.positions()[0]).toBe('open');
  });

  test.each(['slow', 'noise', 'corrupt-checksum', 'echo'])('works through: %s', async (fault) => {
    const world = await assemble({ model });
    world.simulator.setFault(fault, true);
    await world.clock.advance(2_000);
    expect(await world.opened(2, 'loan-1')).toEqual({ result: 'opened' });
    expect(world.openings()).toHaveLength(1);
    expect(world.cabinet.health().faults).toEqual([]);
    if (fault === 'corrupt-checksum') expect(world.cabinet.health().counters.checksumErrors).toBeGreaterThan(0);
    if (fault === 'echo') expect(world.cabinet.health().counters.echoes).toBeGreaterThan(0);
  });

  it('never sends lock 0, a broadcast or a frame for several doors, whatever happens on the line', async () => {
    const world = await assemble({ model });
    const faults = ['echo', 'noise', 'corrupt-checksum', 'slow', 'silent', 'disconnect'];
    for (const [round, fault] of faults.entries()) {
      world.simulator.setFault(fault, true);
      await world.opened(1 + (round % 3), `a-${round}`, 6_000);
      await world.opened(0, `zero-${round}`, 100);
      await world.opened(48, `far-${round}`, 100);
      world.simulator.setFault(fault, false);
      world.simulator.push(1 + (round % 3));
      await world.clock.advance(6_000);
    }
    expect(world.simulator.heard.length).toBeGreaterThan(100);
    for (const frame of new Set(world.simulator.heard)) expect(allowed(model)).toContain(frame);
  });

  it('is not made with a lock or an address its board does not have', () => {
    const clock = new FakeClock();
    const make = (lock: number, address: number) => () =>
      createLockBoardBackend({
        wiring: { model, address, polarity: 'normal', doors: [{ number: 1, lock }] },
        transport: createMemoryCable('cable').near,
        clock,
      });
    const { addresses, locks } = lockBoards[model];
    for (const lock of [0, locks + 1, 0.5]) expect(make(lock, addresses.first)).toThrow(RangeError);
    for (const address of [addresses.first - 1, addresses.last + 1]) expect(make(1, address)).toThrow(RangeError);
  });
});

/** The only six frames a desk with three doors may ever send, by hand. */
function allowed(model: LockBoardModel): readonly string[] {
  if (model === '8a') return ['8a0101119b', '8a01021198', '8a01031199', '80010133b3', '80010233b0', '80010333b1'];
  if (model === 'cu16') return ['0200310336', '0201310337', '0202310338', '0200300335'];
  if (model === 'cu48-b') return ['020000610366', '020001610367', '020002610368', '020000600365'];
  return ['020000510356', '020001510357', '020002510358', '020000500355'];
}

describe('the echo of an 8A line', () => {
  /** What the board says about a jammed door are the bytes of the command itself. */
  test.each([
    { line: 'that echoes', fault: true, echo: 'auto' },
    { line: 'that echoes, told so', fault: true, echo: 'yes' },
    { line: 'that does not', fault: false, echo: 'auto' },
    { line: 'that does not, told so', fault: false, echo: 'no' },
  ] as const)('is told from "not opened" on a line $line', async ({ fault, echo }) => {
    const world = await assemble({ model: '8a', echo });
    world.simulator.setFault('echo', fault);
    world.simulator.setFault('door-1:jammed', true);
    await world.clock.advance(2_000);
    expect(await world.opened(1, 'a')).toMatchObject({ result: 'notOpened' });
    // Both times an answer was heard, so nothing was waited for in vain.
    expect(world.cabinet.health().counters.openUnanswered ?? 0).toBe(0);
    expect(await world.opened(2, 'b')).toEqual({ result: 'opened' });
  });

  it('is not taken for an answer when the board says nothing', async () => {
    const world = await assemble({ model: '8a' });
    world.simulator.setFault('echo', true);
    await world.clock.advance(1_000);
    world.simulator.setFault('silent', true);
    await world.clock.advance(3_000);
    expect(world.codes()).toContain('cabinet/board-silent');
  });
});

describe('the presence contacts of a CU16', () => {
  it('may be wired the other way round, or not at all', async () => {
    const inverted = await assemble({ model: 'cu16', presence: 'inverted' });
    expect(inverted.cabinet.doors().map((door) => door.occupied)).toEqual([true, true, true]);
    const none = await assemble({ model: 'cu16', presence: 'none' });
    expect(none.cabinet.doors().map((door) => 'occupied' in door)).toEqual([false, false, false]);
  });

  it('tell when something is put in or taken out, and not what was there before', async () => {
    const world = await assemble({ model: 'cu16', holds: (door) => door === 1 });
    const told: string[] = [];
    world.cabinet.onOccupied?.((door, occupied) => told.push(`${door} ${occupied}`));
    await world.opened(1, 'take', 1_500);
    expect(told).toEqual([]);
    world.simulator.push(1);
    await world.clock.advance(500);
    expect(told).toEqual(['1 false']);
    expect(world.cabinet.doors()[0]?.occupied).toBe(false);
  });

  it('say what is inside; the other boards do not know', async () => {
    const world = await assemble({ model: 'cu16' });
    world.simulator.setOccupied(2, true);
    await world.clock.advance(300);
    expect(world.cabinet.doors().map((door) => door.occupied)).toEqual([false, true, false]);
    world.simulator.setFault('disconnect', true);
    await world.clock.advance(1_000);
    expect(world.cabinet.doors().map((door) => 'occupied' in door)).toEqual([false, false, false]);
    const other = await assemble({ model: 'cu48' });
    expect(other.cabinet.doors().map((door) => 'occupied' in door)).toEqual([false, false, false]);
  });
});
