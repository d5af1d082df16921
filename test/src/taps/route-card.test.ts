import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmergencyCard } from '../../../src/broadcast/actions.ts';
import type { CardAnswer, CardPresented, CardReader } from '../../../src/ports/card-reader.ts';
import type { SlipScanned, SlipScanner } from '../../../src/ports/slip-scanner.ts';
import {
  awaitSignInCard,
  changePerson,
  issueCard,
  loseCard,
  type Staff,
  signInWithTicket,
} from '../../../src/staff/actions.ts';
import { openTaps, routeCard, type Taps, watchReaders } from '../../../src/taps/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestAttendance } from '../attendance/attendance-fixture.ts';
import { addTestPerson, administrator, openTestStaff } from '../staff/staff-fixture.ts';

interface TestReader extends CardReader {
  readonly answers: CardAnswer[];
  show(cardId: string): void;
}

/** A reader at the desk's side of its port: what it is told to answer, and how many events were out by then. */
function openReader(desk: TestDesk, broken = false): TestReader {
  const listeners = new Set<(event: CardPresented) => void>();
  const answers: CardAnswer[] = [];
  return {
    id: 'reader-1',
    kind: 'card-reader',
    model: 'test',
    simulated: true,
    start: async () => undefined,
    stop: async () => undefined,
    health: () => ({ state: 'ready', faults: [], counters: {} }),
    onHealth: () => () => undefined,
    onCard(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async answer(answer) {
      if (broken) throw new Error('no beeper');
      answers.push(answer);
    },
    answers,
    show: (cardId) => {
      for (const listener of listeners) {
        listener({
          type: 'cardPresented',
          readerId: 'reader-1',
          cardId,
          printedNumber: '0000001024',
          at: desk.clock.read(),
        });
      }
    },
  };
}

const scans = new Set<(event: SlipScanned) => void>();
const scanner: SlipScanner = {
  id: 'scanner-1',
  kind: 'slip-scanner',
  model: 'test',
  simulated: true,
  start: async () => undefined,
  stop: async () => undefined,
  health: () => ({ state: 'ready', faults: [], counters: {} }),
  onHealth: () => () => undefined,
  onScan(listener) {
    scans.add(listener);
    return () => scans.delete(listener);
  },
};
const scan = (text: string) => {
  for (const listener of scans) listener({ type: 'slipScanned', scannerId: 'scanner-1', text, at: desk.clock.read() });
};

let desk: TestDesk;
let staff: Staff;
let reader: TestReader;
let taps: Taps;
let reported: unknown[];
/** What an emergency that waits for a card says to one; `undefined`: none waits. */
let emergency: EmergencyCard | undefined;
let stop: () => void;
let wang: number;

beforeEach(async () => {
  desk = openTestDesk('2026-11-23T08:27:00+08:00');
  staff = openTestStaff(desk);
  wang = await addTestPerson(staff, { pin: '4711' });
  issueCard(staff, command(), { cardId: '4A00001024', kind: 'employee', personId: wang });
  issueCard(staff, command(), { cardId: '4D00000007', kind: 'deposit', label: '007' });
  issueCard(staff, command(), { cardId: '4D00000008', kind: 'deposit', label: '008' });
  issueCard(staff, command(), { cardId: '4E00000001', kind: 'loyalty', label: '880001' });
  reader = openReader(desk);
  // What preparing the plaza told the screens is no business of the cards.
  desk.events.length = 0;
  reported = [];
  emergency = undefined;
  scans.clear();
  taps = openTaps(desk, {
    staff,
    attendance: openTestAttendance(desk),
    readers: [reader],
    scanners: [scanner],
    loanOfSlip: (text) =>
      text === 'U8K2-4F7Q' ? { kind: 'loan', loanId: 42, itemNumber: '023', code: 'U8K24F7Q' } : { kind: 'unknown' },
    live: { publish: (event) => desk.events.push(event) },
    emergencyCard: () => emergency,
    loanOfCard: (cardId) => (cardId === '4D00000007' ? 42 : undefined),
    report: (error) => reported.push(error),
  });
  stop = watchReaders(taps);
});
afterEach(() => desk.dispose());

const punches = () => desk.database.prepare<{ n: number }>('SELECT count(*) AS n FROM punches').get()?.n;

describe('a card at the reader', () => {
  it('of an employee punches, and the reader accepts it', () => {
    reader.show('4A00001024');
    expect(desk.events).toMatchObject([{ name: 'punch', payload: { name: '王芳', direction: 'in' } }]);
    expect([punches(), reader.answers]).toEqual([1, ['accepted']]);
  });

  it('of an employee signs in instead while the sign-in page waits, and only once', async () => {
    awaitSignInCard(staff);
    reader.show('4A00001024');
    expect(desk.events).toMatchObject([{ name: 'card', payload: { kind: 'sign-in', staffNo: '1024', name: '王芳' } }]);
    expect(punches()).toBe(0);
    const outcome = desk.events[0]?.payload;
    const ticket = typeof outcome === 'object' && outcome !== null && 'ticket' in outcome ? String(outcome.ticket) : '';
    expect(await signInWithTicket(staff, { ticket, pin: '4711', commandId: 'x' })).toMatchObject({ staffId: wang });
    reader.show('4A00001024');
    expect(punches()).toBe(1);
  });

  it('with a deposit tells its loan, if there is one, and never ends the wait of a sign-in page', () => {
    awaitSignInCard(staff);
    reader.show('4D00000007');
    reader.show('4D00000008');
    expect(desk.events.map(({ payload }) => payload)).toEqual([
      { kind: 'deposit', cardId: '4D00000007', label: '007', loanId: 42 },
      { kind: 'deposit', cardId: '4D00000008', label: '008' },
    ]);
    reader.show('4A00001024');
    expect(desk.events.at(-1)).toMatchObject({ payload: { kind: 'sign-in' } });
  });

  it('of a customer is told as loyalty', () => {
    reader.show('4E00000001');
    expect(desk.events.map(({ payload }) => payload)).toEqual([
      { kind: 'loyalty', cardId: '4E00000001', label: '880001' },
    ]);
  });

  it('nobody knows is refused as unknown and journalled', () => {
    reader.show('FFFFFFFFFF');
    expect(desk.events).toEqual([
      { name: 'card', payload: { kind: 'unknown', cardId: 'FFFFFFFFFF', printedNumber: '0000001024' } },
    ]);
    expect(desk.journal.page({ limit: 1 })).toMatchObject([{ kind: 'taps/card-rejected', subject: 'card:FFFFFFFFFF' }]);
    expect([punches(), reader.answers]).toEqual([0, ['refused']]);
  });

  it('reported lost is refused as blocked at once', () => {
    loseCard(staff, command(), '4A00001024', '丢失');
    reader.show('4A00001024');
    expect(desk.events).toMatchObject([{ name: 'card', payload: { kind: 'blocked', cardId: '4A00001024' } }]);
    expect([punches(), reader.answers]).toEqual([0, ['refused']]);
  });

  it('that a reader tells only the end of punches under the number it was issued with', () => {
    reader.show('*00001024');
    expect(desk.events).toMatchObject([{ name: 'punch', payload: { name: '王芳' } }]);
    reader.show('*000007');
    expect(desk.events.at(-1)).toMatchObject({ payload: { kind: 'deposit', cardId: '4D00000007', loanId: 42 } });
  });

  // Break: let matchCard take the first of several → somebody else's card punches.
  it('that ends like another one is refused where only the end is told, and nobody punches', () => {
    issueCard(staff, command(), { cardId: '4B00001024', kind: 'loyalty', label: '880002' });
    desk.events.length = 0;
    reader.show('*00001024');
    expect(desk.events).toMatchObject([{ name: 'card', payload: { kind: 'alike', cardId: '*00001024' } }]);
    expect([punches(), reader.answers]).toEqual([0, ['refused']]);
    reader.show('4A00001024');
    expect(punches()).toBe(1);
  });

  it('of somebody who left is blocked', () => {
    changePerson(staff, command(), wang, { active: false }, administrator);
    reader.show('4A00001024');
    expect(desk.events.at(-1)).toMatchObject({ payload: { kind: 'blocked' } });
  });

  // Break: answer the reader before the commit → ‘accepted’ is heard although nothing was stored.
  it('that cannot be recorded says so and is not accepted', () => {
    desk.database
      .prepare("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END")
      .run();
    expect(
      routeCard(taps, { type: 'cardPresented', readerId: 'reader-1', cardId: '4A00001024', at: desk.clock.read() }),
    ).toEqual({
      kind: 'not-recorded',
      cardId: '4A00001024',
      says: { zh: '没有记录，请再刷一次。', en: 'Not recorded, please tap again.' },
    });
    expect(desk.events).toMatchObject([{ name: 'card', payload: { kind: 'not-recorded' } }]);
    expect([punches(), reader.answers, reported.length]).toEqual([0, ['attention'], 1]);
  });

  it('is recorded although the reader cannot answer', async () => {
    stop();
    reader = openReader(desk, true);
    stop = watchReaders({ ...taps, readers: [reader] });
    reader.show('4A00001024');
    await desk.clock.advance(0);
    expect(punches()).toBe(1);
  });

  // Break: ask for a punch before the emergency → a supervisor's card clocks him out instead.
  it.each([
    [true, 'accepted'],
    [false, 'refused'],
  ] as const)(
    'that an emergency waits for is for it alone, also while the sign-in page waits (%s)',
    (accepted, answer) => {
      awaitSignInCard(staff);
      const says = { zh: '“紧急疏散”已播出。', en: '"Evacuation" is on the air.' };
      emergency = { emergencyId: 'evacuation', accepted, name: '王芳', says };
      reader.show('4A00001024');
      expect(desk.events).toEqual([{ name: 'card', payload: { kind: 'emergency', ...emergency } }]);
      expect([punches(), reader.answers]).toEqual([0, [answer]]);
      reader.show('4D00000007');
      expect(desk.events.at(-1)).toMatchObject({ payload: { kind: 'deposit' } });
    },
  );

  it('that is blocked or unknown is no card for an emergency either', () => {
    emergency = { emergencyId: 'evacuation', accepted: true, name: '王芳', says: { zh: '', en: '' } };
    loseCard(staff, command(), '4A00001024', '丢失');
    reader.show('4A00001024');
    reader.show('FFFFFFFFFF');
    expect(desk.events.map(({ payload }) => payload)).toMatchObject([{ kind: 'blocked' }, { kind: 'unknown' }]);
    expect(reader.answers).toEqual(['refused', 'refused']);
  });

  it('is nobody’s business after the desk stopped', () => {
    stop();
    reader.show('4A00001024');
    expect(desk.events).toEqual([]);
  });
});

describe('a slip under the scanner', () => {
  it('of an open loan is told with its loan, and changes nothing', () => {
    const before = desk.journal.page({ limit: 100 }).length;
    scan('U8K2-4F7Q');
    expect(desk.events).toEqual([
      { name: 'slip', payload: { kind: 'loan', loanId: 42, itemNumber: '023', code: 'U8K24F7Q' } },
    ]);
    expect(desk.journal.page({ limit: 100 })).toHaveLength(before);
  });

  it('that is none is told and journalled without what stood on it', () => {
    scan('https://pay.example/13812341234');
    expect(desk.events).toEqual([{ name: 'slip', payload: { kind: 'unknown' } }]);
    const [row] = desk.journal.page({ limit: 1 });
    expect(row).toMatchObject({ kind: 'taps/slip-rejected', subject: 'device:scanner-1' });
    expect(JSON.stringify(row)).not.toContain('1381234');
  });

  it('is heard no longer after the stop, and trouble with the store never reaches the scanner', () => {
    desk.database.close();
    expect(() => scan('?')).not.toThrow();
    expect(reported).toHaveLength(1);
    stop();
    expect(scans.size).toBe(0);
  });
});
