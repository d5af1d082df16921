import { describe, expect, it, test } from 'vitest';
import {
  parseSet,
  parseState,
  relaysOf,
  serializeSet,
  serializeState,
} from '../../../firmware-bridge/hid-relay/frame.ts';
import { chooseRelayBoard, createRelayBoard } from '../../../firmware-bridge/hid-relay/relay-board.ts';
import type { HidReports } from '../../../firmware-bridge/transport/hid.ts';
import { createHidRelaySimulator } from '../../../hardware/umbrella-cabinet/hid-relay-simulator.ts';
import { FakeClock } from '../../fake-clock.ts';
import { relayForbidden, relaySets, relayStates } from '../../vectors/hid-relay.ts';
import { bytesOf } from '../../vectors/lock-board.ts';

const REPORTS = process.env.QINGYU_LONG === '1' ? 1_000_000 : 20_000;
const simulate = (more: { serial?: string; reportId?: boolean } = {}) =>
  createHidRelaySimulator({ doors: 4, clock: new FakeClock(), ...more });

describe('golden reports', () => {
  test.each(relaySets)('$hex switches relay $relay', ({ hex, relay, on }) => {
    expect(serializeSet(relay, on)).toEqual(bytesOf(hex));
    expect(parseSet(bytesOf(hex))).toEqual({ relay, on });
  });
  test.each(relayStates)('$hex is the state of $serial', ({ hex, serial, mask }) => {
    expect(parseState(bytesOf(hex))).toEqual({ serial, mask });
  });
  test.each(relayForbidden)('$what cannot be said and switches nothing', ({ hex }) => {
    expect(parseSet(bytesOf(hex))).toBeUndefined();
    const { hid, doors } = simulate();
    hid.sendFeature(bytesOf(hex));
    expect(doors().some((door) => door.pulsing)).toBe(false);
  });
  test.each([0, -1, 9, 1.5, Number.NaN])('relay %s is none', (relay) => {
    for (const on of [true, false]) expect(() => serializeSet(relay, on)).toThrow(RangeError);
  });
  it('takes a board by its name only', () => {
    expect(['USBRelay1', 'USBRelay4', 'USBRelay8'].map(relaysOf)).toEqual([1, 4, 8]);
    expect(['USBRelay', 'USBRelay0', 'USBRelay16', 'HIDRelay', 'USBasp', 'My USBRelay4'].map(relaysOf)).toEqual(
      Array(6).fill(undefined),
    );
  });
});

describe('a state report', () => {
  it('is read with and without a report id in front', () => {
    for (let mask = 0; mask < 256; mask++)
      for (const withId of [false, true])
        expect(parseState(serializeState({ serial: '6QMBS', mask }, withId))).toEqual({ serial: '6QMBS', mask });
  });
  it('is none when short, empty, or without a serial', () => {
    for (const hex of [
      '42',
      '42 49 54 46 54 00 00',
      '00 00 00 00 00 00 00 00 00',
      '01 42 49 54 46 54 00 00',
      'FF FF FF FF FF 00 00 01',
    ])
      expect(parseState(bytesOf(hex))).toBeUndefined();
    expect(parseState(new Uint8Array(0))).toBeUndefined();
  });
  it(`is read only where it stands, in ${REPORTS} reports of rubbish`, () => {
    let seed = 20_261_122;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (seed >>> 8) % below;
    };
    let read = 0;
    for (let round = 0; round < REPORTS; round++) {
      const mask = next(256);
      const good = [...serializeState({ serial: 'BITFT', mask }, next(2) === 1)];
      if (next(2) === 1) good[next(good.length)] = next(256);
      if (next(3) === 0) good.length = next(good.length + 1);
      const state = parseState(Uint8Array.from(good));
      if (state === undefined) continue;
      read++;
      const from = good[0] === 0 || good[0] === 1 ? 1 : 0;
      if (state.serial !== String.fromCharCode(...good.slice(from, from + 5)) || state.mask !== good[from + 7])
        throw new Error(good.join(' '));
    }
    expect(read).toBeGreaterThan(REPORTS / 4);
  });
});

describe('a relay board', () => {
  test.each([false, true])('switches one relay and reads it back, report id %s', (reportId) => {
    const { hid, doors } = simulate({ reportId });
    const line = createRelayBoard(hid).line(3);
    line.writeNow(true);
    expect(doors().map((door) => door.pulsing)).toEqual([false, false, true, false]);
    line.writeNow(false);
    expect(doors().some((door) => door.pulsing)).toBe(false);
  });

  it('gives a relay only after it is off', () => {
    const { hid, doors } = simulate();
    hid.sendFeature(serializeSet(2, true));
    createRelayBoard(hid).line(2);
    expect(doors()[1]?.pulsing).toBe(false);
  });

  it('says so when a relay does not follow, on or off', () => {
    const simulator = simulate();
    const line = createRelayBoard(simulator.hid).line(1);
    simulator.setFault('relay-stuck', true);
    expect(() => line.writeNow(true)).toThrow('did not go on');
    simulator.setFault('relay-stuck', false);
    line.writeNow(true);
    simulator.setFault('relay-stuck', true);
    expect(() => line.writeNow(false)).toThrow('did not go off');
    line.close();
  });

  it('drives off what is on without being asked, and tells when it is gone', () => {
    const simulator = simulate();
    const board = createRelayBoard(simulator.hid);
    board.line(1).writeNow(true);
    board.line(2);
    simulator.hid.sendFeature(serializeSet(2, true));
    board.look();
    expect(simulator.doors().map((door) => door.pulsing)).toEqual([true, false, false, false]);
    simulator.setFault('silent', true);
    expect(() => board.look()).toThrow('does not answer as a relay board');
    simulator.setFault('disconnect', true);
    expect(() => board.look()).toThrow('not connected');
  });

  it('has no fifth relay when it is called USBRelay4', () => {
    const board = createRelayBoard(simulate().hid);
    for (const relay of [0, 5, 1.5]) expect(() => board.line(relay)).toThrow(/no relay/);
  });

  it('can be turned off by another program where it is a hidraw device', () => {
    const { hid } = simulate();
    expect(createRelayBoard(hid).line(2).offSwitch).toBeUndefined();
    expect(createRelayBoard({ ...hid, path: '/dev/hidraw3' }).line(2).offSwitch).toEqual({
      path: '/dev/hidraw3',
      how: 'report',
      report: bytesOf('00 FD 02 00 00 00 00 00 00'),
    });
  });
});

describe('choosing a board', () => {
  const closed: string[] = [];
  const candidate = (serial: string, product = 'USBRelay4'): HidReports => ({
    ...simulate({ serial }).hid,
    product,
    close: () => closed.push(serial),
  });
  it('takes the only one, passes over what only shares the ids, and closes what is not meant', () => {
    expect(chooseRelayBoard([candidate('LIGHT', 'Lamp'), candidate('BITFT')], undefined).serial).toBe('BITFT');
    expect(chooseRelayBoard([candidate('AAAAA'), candidate('BBBBB')], 'BBBBB').serial).toBe('BBBBB');
    expect(closed).toEqual(['AAAAA']);
  });
  it('guesses neither among two nor for a serial that is not there', () => {
    const two = [candidate('AAAAA'), candidate('BBBBB')];
    expect(() => chooseRelayBoard(two, undefined)).toThrow('one must be named: AAAAA, BBBBB');
    expect(() => chooseRelayBoard(two, 'CCCCC')).toThrow('no USB relay board CCCCC; connected: AAAAA, BBBBB');
    expect(() => chooseRelayBoard([], undefined)).toThrow('no USB relay board is connected');
  });
});
