import { describe, expect, it, test } from 'vitest';
import { deviceSchema } from '../../config/schema.ts';
import { lockBoards } from '../../firmware-bridge/lock-board/constants.ts';
import { openDevices } from '../../hardware/open-devices.ts';
import { FakeClock } from '../fake-clock.ts';

const cabinet = (link: object) => ({ id: 'cabinet-1', kind: 'umbrella-cabinet', link });
const accepts = (link: object) => deviceSchema.safeParse(cabinet(link)).success;
const board = (model: string, more: object = {}, lock = 1) => ({
  lockBoard: model,
  serial: '/dev/serial/by-id/usb-rs485',
  polarity: 'normal',
  doors: [{ number: 1, lock }],
  ...more,
});

describe.each(Object.values(lockBoards))('a cabinet on a $model board', ({ model, addresses, locks, baudRate }) => {
  it('may have the addresses and locks the board has, and no others', () => {
    for (const address of [addresses.first, addresses.last]) expect(accepts(board(model, { address }))).toBe(true);
    for (const address of [addresses.first - 1, addresses.last + 1, 255])
      expect(accepts(board(model, { address }))).toBe(false);
    for (const lock of [1, locks]) expect(accepts(board(model, {}, lock))).toBe(true);
    for (const lock of [0, -1, locks + 1, 1.5]) expect(accepts(board(model, {}, lock))).toBe(false);
  });

  it('has the settings of the board unless others are given, but no polarity', () => {
    const parsed = deviceSchema.parse(cabinet(board(model)));
    expect(parsed).toMatchObject({ link: { baudRate, address: addresses.first, echo: 'auto' } });
    expect(accepts(board(model, { polarity: undefined }))).toBe(false);
  });

  it('has no two doors on one lock', () => {
    const doors = (second: object) => ({ doors: [{ number: 1, lock: 1 }, second] });
    expect(accepts(board(model, doors({ number: 2, lock: 2 })))).toBe(true);
    expect(accepts(board(model, doors({ number: 2, lock: 1 })))).toBe(false);
    expect(accepts(board(model, doors({ number: 1, lock: 2 })))).toBe(false);
  });

  it('is opened as configured, real and simulated', () => {
    for (const link of [board(model), { simulatedDoors: 4, lockBoard: model }]) {
      const [opened] = openDevices([deviceSchema.parse(cabinet(link))], new FakeClock(), '.data');
      expect(opened?.device.model).toBe(`lock-board ${model}`);
      expect(opened?.device.simulated).toBe('simulatedDoors' in link);
      expect(opened?.simulator !== undefined).toBe('simulatedDoors' in link);
    }
  });
});

test('only a cu16 board looks into its compartments', () => {
  const parsed = deviceSchema.parse(cabinet(board('cu16')));
  expect(parsed).toMatchObject({ link: { presence: 'normal' } });
  for (const presence of ['inverted', 'none']) expect(accepts(board('cu16', { presence }))).toBe(true);
  expect(accepts(board('cu16', { presence: 'sometimes' }))).toBe(false);
  for (const model of ['8a', 'cu48', 'cu48-b']) expect(accepts(board(model, { presence: 'normal' }))).toBe(false);
});

test('a simulated cu16 board has no seventeenth lock', () => {
  expect(accepts({ simulatedDoors: 16, lockBoard: 'cu16' })).toBe(true);
  expect(accepts({ simulatedDoors: 17, lockBoard: 'cu16' })).toBe(false);
});

describe('a cabinet on a USB relay board', () => {
  const door = (number: number, relay: number) => ({ number, relay, sensor: { offset: 5 } });
  it('has relays 1 to 8, each for one door, and a serial of five characters', () => {
    expect(accepts({ hidRelay: [door(1, 1), door(2, 8)] })).toBe(true);
    expect(accepts({ hidRelay: [door(1, 1)], relayBoard: 'BITFT' })).toBe(true);
    for (const relay of [0, 9, 1.5]) expect(accepts({ hidRelay: [door(1, relay)] })).toBe(false);
    for (const relayBoard of ['BIT', 'BITFT1', 'BI FT'])
      expect(accepts({ hidRelay: [door(1, 1)], relayBoard })).toBe(false);
    expect(accepts({ hidRelay: [door(1, 1), door(2, 1)] })).toBe(false);
    expect(accepts({ hidRelay: [door(1, 1), door(1, 2)] })).toBe(false);
  });

  it('is simulated with one to eight doors, and on no other board at the same time', () => {
    const link = { simulatedDoors: 3, hidRelay: true };
    const [opened] = openDevices([deviceSchema.parse(cabinet(link))], new FakeClock(), '.data');
    expect(opened?.device).toMatchObject({ model: 'hid-relay', simulated: true });
    expect(opened?.simulator).toBeDefined();
    expect(accepts({ ...link, simulatedDoors: 9 })).toBe(false);
    expect(accepts({ ...link, lockBoard: '8a' })).toBe(false);
    expect(accepts({ ...link, hidRelay: false })).toBe(false);
  });

  it('is opened as configured', () => {
    const [opened] = openDevices([deviceSchema.parse(cabinet({ hidRelay: [door(1, 1)] }))], new FakeClock(), '.data');
    expect(opened?.device.model).toBe('hid-relay');
  });
});
