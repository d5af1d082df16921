import type { Door } from '../ports/umbrella-cabinet.ts';
import type { Loans } from './open-loans.ts';
import { DOOR_STEPS, doorOf, type Item } from './rules.ts';

/** A cabinet in these states, or without its guard, opens no door. */
const DEAD_STATES: ReadonlySet<string> = new Set(['off', 'starting']);
/** A coil that was driven gets a rest of 5 s from the lock guard; until then its door answers `cabinet/resting`. */
const LOCK_RESTS_MS = 6_000;
const GUARD_DEAD = 'cabinet/guard-dead';

/** Doors that can be asked to open: shut for certain, at rest, and without a fault. */
export function usableDoors(loans: Loans): Set<number> {
  const { cabinet, store } = loans;
  if (cabinet === undefined) return new Set();
  const { state, faults } = cabinet.health();
  if (DEAD_STATES.has(state) || faults.some((fault) => fault.code === GUARD_DEAD)) return new Set();
  const outOfUse = store.doorsOutOfUse();
  const usable = cabinet.doors().filter((door) => isAtRest(door) && !outOfUse.has(door.number));
  return new Set(usable.map((door) => door.number));
}

const isAtRest = (door: Door): boolean => door.position === 'closed' && !door.pulsing;

/** True while the sensor shows the door open. */
export function isOpenNow(loans: Loans, door: number): boolean {
  return loans.cabinet?.doors().some((one) => one.number === door && one.position === 'open') ?? false;
}

/** What the sensors inside see; a door nobody looks into is not in it. */
function seenInside({ cabinet }: Loans): ReadonlyMap<number, boolean> {
  const doors = cabinet?.doors() ?? [];
  return new Map(doors.flatMap(({ number, occupied }) => (occupied === undefined ? [] : [[number, occupied]])));
}

/** Doors that belong to a flow that is under way. */
function doorsInFlows(loans: Loans): Set<number> {
  const flows = loans.store.openLoans().map((loan) => loan.flow);
  return new Set(flows.filter((flow) => DOOR_STEPS.has(flow.step)).flatMap((flow) => doorOf(flow) ?? []));
}

/** Whether the lock of a door was driven so lately that it would refuse. */
function restingDoors({ desk, openedAtMs }: Loans): (door: number) => boolean {
  const nowMs = desk.clock.monotonicMs();
  return (door) => nowMs - (openedAtMs.get(door) ?? Number.NEGATIVE_INFINITY) < LOCK_RESTS_MS;
}

/** The lowest usable door with nothing in it: one whose sensor sees nothing inside before others, then one whose lock has rested before others, or null. `except` has just failed. */
export function emptyDoor(loans: Loans, except?: number): number | null {
  const taken = new Set(loans.store.items('umbrella').flatMap((item) => item.door ?? []));
  const inFlows = doorsInFlows(loans);
  const empty = [...usableDoors(loans)].filter((door) => !taken.has(door) && !inFlows.has(door) && door !== except);
  const rests = restingDoors(loans);
  const seen = seenInside(loans);
  const full = (door: number) => Number(seen.get(door) === true);
  const [rested] = empty.sort((a, b) => full(a) - full(b) || Number(rests(a)) - Number(rests(b)) || a - b);
  return rested ?? null;
}

/** Umbrellas that can be lent now, those in doors first, behind rested locks before others, and last those whose compartment looks empty: never one out, damaged, reserved, or behind a door that cannot be used. */
export function lendableUmbrellas(loans: Loans): Item[] {
  const usable = usableDoors(loans);
  const inFlows = doorsInFlows(loans);
  const seen = seenInside(loans);
  const missing = ({ door }: Item) => Number(door !== null && seen.get(door) === false);
  const rests = restingDoors(loans);
  const tired = ({ door }: Item) => Number(door !== null && rests(door));
  const place = ({ door }: Item) => door ?? Number.MAX_SAFE_INTEGER;
  const reserved = new Set(loans.store.openLoans().map((loan) => loan.itemId));
  return loans.store
    .items('umbrella')
    .filter((item) => item.condition === 'in-stock' && !reserved.has(item.id))
    .filter((item) => item.door === null || (usable.has(item.door) && !inFlows.has(item.door)))
    .sort((a, b) => missing(a) - missing(b) || tired(a) - tired(b) || place(a) - place(b));
}
