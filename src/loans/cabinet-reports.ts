import type { DoorMoved } from '../ports/umbrella-cabinet.ts';
import { advanceByDoor, cabinetActor, reportDoor, waitsFor } from './advance.ts';
import type { DoorReport } from './lend-flow.rules.ts';
import type { Loans } from './open-loans.ts';
import { DOOR_STEPS, doorOf } from './rules.ts';

/** Sensors have told how the doors stand this long after a start, in milliseconds; the first reading is no movement. */
const DOORS_KNOWN_AFTER_MS = 2_000;

/** Follows the cabinet's doors. Returns what ends it. */
export function watchCabinet(loans: Loans): () => void {
  const { cabinet } = loans;
  if (cabinet === undefined) return () => undefined;
  const reported = (work: () => void) => {
    try {
      work();
    } catch (error) {
      loans.report(error);
    }
  };
  const stops = [
    cabinet.onDoor((event) => reported(() => doorMoved(loans, event))),
    cabinet.onOccupied?.((door, occupied) => loans.desk.announce({ name: 'door', payload: { door, occupied } })) ??
      (() => undefined),
    // A sensor that comes back only now may find shut what a step waits for.
    cabinet.onHealth(() => reported(() => endShutDoors(loans))),
    loans.desk.clock.after(DOORS_KNOWN_AFTER_MS, () => reported(() => endShutDoors(loans))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * After a start: a door that was being asked when the service stopped is a question to a person, never asked again by itself;
 * a door that is shut by now ends the step that waited for it. Call when the cabinet has started. Returns the loans that moved.
 */
export function resumeFlows(loans: Loans): number[] {
  const asked = loans.store.openLoans().filter((loan) => reportDoor(loans, loan.id, { type: 'interrupted' }));
  return [...asked.map((loan) => loan.id), ...endShutDoors(loans)];
}

/** Ends the steps that wait for a door to be shut where its sensor shows it shut. */
function endShutDoors(loans: Loans): number[] {
  const doors = loans.cabinet?.doors() ?? [];
  const shut = new Set(doors.filter((door) => door.position === 'closed').map((door) => door.number));
  const waiting = loans.store.openLoans().filter(({ flow }) => {
    return (flow.step === 'take' || flow.step === 'put-back') && shut.has(flow.door);
  });
  return waiting.filter((loan) => reportDoor(loans, loan.id, { type: 'doorClosed' })).map((loan) => loan.id);
}

/** Every movement of a door is journalled; the one a flow waits for moves the flow in the same transaction. */
function doorMoved(loans: Loans, event: DoorMoved): void {
  const { type, door, requested } = event;
  const report: DoorReport = { type };
  if (type === 'doorOpened' && requested) loans.openedAtMs.set(door, event.at.monotonicMs);
  loans.desk.change(cabinetActor(loans), (change) => {
    const loan = loans.store
      .openLoans()
      .find((one) => DOOR_STEPS.has(one.flow.step) && doorOf(one.flow) === door && waitsFor(one, report));
    change.record({
      kind: type === 'doorOpened' ? 'loans/door-opened' : 'loans/door-closed',
      subject: `door:${door}`,
      body: { requested, loan: loan?.id ?? null },
    });
    // A key or force also moves a door; only an opening by the lock shows that the lock works.
    if (type === 'doorOpened' && requested) loans.store.trustDoor(door);
    if (loan !== undefined) advanceByDoor(loans, change, loan, report);
    change.publish({ name: 'door', payload: { door, position: type === 'doorOpened' ? 'open' : 'closed', requested } });
  });
}
