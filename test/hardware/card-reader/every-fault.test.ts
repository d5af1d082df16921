import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import { openCardReader } from '../../../hardware/card-reader/open-card-reader.ts';
import type { DeviceHealth } from '../../../src/ports/device.ts';
import { FakeClock } from '../../fake-clock.ts';
import { siteKeyFile } from './osdp-desk.ts';

const id = '62E3086CED';
const ic = 'DEADBEEF';

/** Counters of what goes well; any other that grows tells a technician of trouble. */
const goodCounters = new Set(['frames', 'presentations', 'heartbeats', 'lines', 'reports']);

/**
 * What a fault comes to. `read`: cards are read all the same. `counted`: and a counter grows. `unseen`: a reader that only speaks when
 * it sees a card cannot be told from one without cards. Anything else: the code of the fault a clerk is told, in words.
 */
type Outcome = 'read' | 'counted' | 'unseen' | `${string}/${string}`;

const sending: Readonly<Record<string, Outcome>> = {
  disconnect: 'link/not-found',
  silent: 'unseen',
  slow: 'read',
  noise: 'counted',
  'corrupt-checksum': 'reader/unreadable',
  'lost-byte': 'reader/unreadable',
  'half-frames': 'reader/unreadable',
  'split-bytes': 'read',
  'lower-case': 'read',
  'stuck-card': 'read',
  'random-uid': 'reader/random-card',
};

/** Every model that can be configured, two cards it can read, and what each of its bench faults comes to. */
const models: readonly {
  readonly model: string;
  readonly settings: object;
  readonly card: string;
  readonly next: string;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}[] = [
  { model: 'rdm6300', settings: {}, card: id, next: '4500C5D1E9', outcomes: sending },
  { model: 'rdm7941', settings: {}, card: ic, next: id, outcomes: sending },
  { model: 'em18', settings: {}, card: id, next: '4500C5D1E9', outcomes: sending },
  {
    model: 'pn532',
    settings: {},
    card: ic,
    next: '04A1B2C3D4E5F6',
    outcomes: {
      ...sending,
      silent: 'reader/no-answer',
      slow: 'reader/no-answer',
      'corrupt-checksum': 'reader/no-answer',
      'lost-byte': 'reader/no-answer',
      'half-frames': 'reader/no-answer',
      'error-frames': 'reader/no-answer',
      'double-replies': 'counted',
      echo: 'counted',
    },
  },
  {
    model: 'osdp',
    settings: { key: { file: siteKeyFile() }, frequency: '13.56MHz' },
    card: id,
    next: '04A1B2C3D4E5F6',
    outcomes: {
      ...sending,
      silent: 'osdp/off-line',
      slow: 'counted',
      busy: 'osdp/busy',
      'corrupt-checksum': 'osdp/garbled',
      'lost-byte': 'osdp/garbled',
      'half-frames': 'osdp/garbled',
      echo: 'read',
      'lost-reply': 'counted',
      'double-replies': 'counted',
      'wrong-key': 'osdp/key-refused',
      'no-secure-channel': 'osdp/no-secure-channel',
      tamper: 'reader/tamper',
    },
  },
  {
    model: 'hid-keyboard',
    settings: { format: '10H' },
    card: id,
    next: '4500C5D1E9',
    outcomes: {
      disconnect: 'link/not-found',
      silent: 'unseen',
      slow: 'reader/in-pieces',
      noise: 'counted',
      'lost-report': 'reader/other-format',
      rollover: 'reader/unreadable',
      'stuck-key': 'read',
      'no-enter': 'read',
      'other-format': 'reader/other-format',
      // A phone shows four bytes, this reader writes five.
      'random-uid': 'read',
    },
  },
];

function opened(model: string, settings: object) {
  const entry = configSchema.shape.devices.element.parse({
    id: 'reader-1',
    kind: 'card-reader',
    model,
    link: 'simulated',
    ...settings,
  });
  if (entry.kind !== 'card-reader') throw new Error('no reader');
  const clock = new FakeClock();
  const { reader, simulator } = openCardReader(entry, clock);
  if (simulator === undefined) throw new Error('no simulator');
  const cards: string[] = [];
  reader.onCard((event) => cards.push(event.cardId));
  return { clock, reader, simulator, cards };
}

function troubles({ counters }: DeviceHealth): number {
  return Object.entries(counters).reduce((sum, [name, count]) => (goodCounters.has(name) ? sum : sum + count), 0);
}

// Red when a fault is neither told nor counted, a bad frame is taken for a card, or a reader does not come back.
describe.each(models)('a simulated $model', ({ model, settings, card, next, outcomes }) => {
  test.each(opened(model, settings).simulator.faults())('with $id', async ({ id: fault, says }) => {
    const { clock, reader, simulator, cards } = opened(model, settings);
    await reader.start();
    await clock.advance(2_000);
    const before = troubles(reader.health());
    const beganMs = clock.read().wallMs;
    simulator.setFault(fault, true);
    await clock.advance(500);
    for (let tap = 0; tap < 6; tap++) {
      simulator.present(card);
      await clock.advance(2_500);
    }
    const during = reader.health();
    const outcome = outcomes[fault];
    expect(says).toEqual({ zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/^[A-Z]/) });
    expect(cards.filter((one) => one !== card)).toEqual([]);
    if (outcome === 'read' || outcome === 'unseen' || outcome === 'counted') {
      expect(during.faults).toEqual([]);
      // Six presentations are six events, and a card that is never taken away is one.
      expect(cards).toHaveLength(outcome === 'unseen' ? 0 : fault === 'stuck-card' ? 1 : 6);
      expect(troubles(during) - before > 0).toBe(outcome === 'counted');
    } else {
      const told = during.faults.find(({ code }) => code === outcome);
      expect(told?.says).toEqual({ zh: expect.stringMatching(/[一-鿿]/), en: expect.stringMatching(/\.$/) });
      expect(told?.sinceMs).toBeGreaterThanOrEqual(beganMs);
    }
    simulator.setFault(fault, false);
    // A keyboard that typed slowly still has lines to type.
    await clock.advance(60_000);
    cards.length = 0;
    simulator.present(next);
    await clock.advance(1_000);
    expect(cards).toEqual([next]);
    expect(reader.health()).toMatchObject({ state: 'ready', faults: [] });
    await reader.stop();
  });
});
