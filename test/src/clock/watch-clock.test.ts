import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchClock } from '../../../src/clock/watch-clock.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';

// F5. Breaking it on purpose: compare wall times only (an hour of waiting is a jump: red), or forget the known offset (each look
// journals the same jump again: red).

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = '2026-11-21T08:00:00+08:00';

let desk: TestDesk;
let reported: unknown[];
let stop: () => void;
beforeEach(() => {
  desk = openTestDesk(START);
  reported = [];
  stop = watchClock(desk, (error) => reported.push(error));
});
afterEach(() => {
  stop();
  desk.dispose();
});

const jumps = () =>
  desk.journal
    .page({ limit: 100, subject: 'clock' })
    .reverse()
    .map(({ kind, body, clock_quality }) => ({ kind, clock_quality, ...JSON.parse(body) }));

const isoAt = (ms: number) => new Date(ms).toISOString();

describe('the watch over the clock', () => {
  it('leaves nothing in the journal while time passes as it should', async () => {
    await desk.clock.advance(HOUR_MS);
    expect(jumps()).toEqual([]);
  });

  it.each([
    ['a day ahead', DAY_MS],
    ['a day back', -DAY_MS],
    ['to 1970', -Date.parse(START)],
  ])('journals a jump %s once, and puts the screens right', async (_name, byMs) => {
    desk.clock.quality = 'unsure';
    desk.clock.setWall(isoAt(desk.clock.read().wallMs + byMs));
    await desk.clock.advance(HOUR_MS);
    expect(jumps()).toMatchObject([{ kind: 'clock/jumped', byMs, whileOff: false, clock_quality: 'unsure' }]);
    expect(desk.events).toMatchObject([{ name: 'desk', payload: { clockQuality: 'unsure' } }]);
    expect(verifyChain(desk.database)).toMatchObject({ whole: true, rows: 1 });
  });

  it('lets network time steer the clock by a second without a word', async () => {
    desk.clock.setWall(isoAt(desk.clock.read().wallMs + 1_000));
    await desk.clock.advance(HOUR_MS);
    expect(jumps()).toEqual([]);
  });

  it('journals at a start that the clock is behind what is already on record', () => {
    desk.change('system', (change) => change.record({ kind: 'test/happened', subject: 'thing', body: {} }));
    stop();
    desk.clock.setWall('1970-01-01T00:10:00Z');
    stop = watchClock(desk, (error) => reported.push(error));
    expect(jumps()).toMatchObject([{ kind: 'clock/jumped', whileOff: true, toMs: 600_000 }]);
  });

  it('tries again when the disk was full', async () => {
    const full = "CREATE TEMP TRIGGER full_disk BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END";
    desk.database.prepare(full).run();
    desk.clock.setWall(isoAt(desk.clock.read().wallMs + DAY_MS));
    await desk.clock.advance(5_000);
    expect({ jumps: jumps(), reported: reported.length }).toEqual({ jumps: [], reported: 1 });
    desk.database.prepare('DROP TRIGGER full_disk').run();
    await desk.clock.advance(5_000);
    expect(jumps()).toMatchObject([{ byMs: DAY_MS }]);
  });
});
