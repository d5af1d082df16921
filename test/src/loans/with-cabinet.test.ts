import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CabinetSimulator, createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import {
  addItem,
  answerDoor,
  finishLoan,
  type Loans,
  openLoans,
  resumeFlows,
  returnUmbrella,
  showLoan,
  showStock,
  startUmbrella,
  takeDeposit,
  watchCabinet,
} from '../../../src/loans/actions.ts';
import type { UmbrellaCabinet } from '../../../src/ports/umbrella-cabinet.ts';
import { type LoanDesk, openLoanDesk, touch } from './loan-fixture.ts';

// The loans against the real cabinet driver and its simulator: lock, spring, sensor and a person at the door.

/** Longer than the cabinet waits for its sensor, in milliseconds. */
const CABINET_ANSWERS_MS = 4_000;

let at: LoanDesk;
let loans: Loans;
let cabinet: UmbrellaCabinet;
let simulator: CabinetSimulator;
let unwatch: () => void;
const pulses: number[] = [];

beforeEach(async () => {
  pulses.length = 0;
  at = openLoanDesk({ withCabinet: false });
  simulator = createCabinetSimulator({ doors: 2, clock: at.desk.clock, guard: 'in-process' });
  simulator.backend.guard.onLine((door, on) => {
    if (on) pulses.push(door);
  });
  cabinet = createUmbrellaCabinet({ id: 'cabinet-1', clock: at.desk.clock, backend: simulator.backend });
  loans = openLoans(at.desk, { ...at.loans, cabinet });
  unwatch = watchCabinet(loans);
  await cabinet.start();
  await at.desk.clock.advance(10);
  addItem(loans, touch(), { kind: 'umbrella', number: '030', door: 1 });
});
afterEach(async () => {
  unwatch();
  await cabinet.stop();
  expect(at.reports).toEqual([]);
  at.dispose();
});

const step = (id: number) => showLoan(loans, id).step;

test('out of door 1 and back into it, with one pulse each way', async () => {
  const { id, door } = startUmbrella(loans, touch()).answer;
  expect(door).toBe(1);
  const code = takeDeposit(loans, touch(), id).answer.slip?.code ?? '';
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('take');
  expect(showStock(loans).cabinet[0]).toMatchObject({ position: 'open', umbrella: '030', loanId: id });
  simulator.push(1);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('hand-over');
  finishLoan(loans, touch(), id);

  const proof = { kind: 'code', code } as const;
  expect(returnUmbrella(loans, touch(), id, { proof, inspection: { damage: [] } }).answer.door).toBe(1);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('put-back');
  simulator.push(1);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('returned');
  expect(showStock(loans).cabinet[0]).toMatchObject({ position: 'closed', umbrella: '030', fault: null });
  expect(pulses).toEqual([1, 1]);
});

test('a jammed door is a fault, and opens at the second try once it is freed', async () => {
  simulator.setFault('door-1:jammed', true);
  const { id } = startUmbrella(loans, touch()).answer;
  takeDeposit(loans, touch(), id);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(showLoan(loans, id)).toMatchObject({ step: 'door-fault', fault: { code: 'cabinet/not-opened' } });
  simulator.setFault('door-1:jammed', false);
  await at.desk.clock.advance(60_000);
  answerDoor(loans, touch(), id, 'retry');
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('take');
  expect(showStock(loans).cabinet[0]?.fault).toBeNull();
  expect(pulses).toEqual([1, 1]);
});

test('a door shut while the service was down ends its step once the sensors have told', async () => {
  const { id } = startUmbrella(loans, touch()).answer;
  takeDeposit(loans, touch(), id);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  unwatch();
  simulator.push(1);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('take');

  const unseen = {
    ...cabinet,
    doors: () => cabinet.doors().map((door) => ({ ...door, position: 'unknown' as const })),
  };
  expect(resumeFlows(openLoans(at.desk, { ...loans, cabinet: unseen }))).toEqual([]);
  unwatch = watchCabinet(loans);
  await at.desk.clock.advance(CABINET_ANSWERS_MS);
  expect(step(id)).toBe('hand-over');
});
