import { beforeEach, describe, expect, it } from 'vitest';
import { type CabinetSimulator, createCabinetSimulator } from '../../../hardware/umbrella-cabinet/cabinet-simulator.ts';
import { FakeClock } from '../../fake-clock.ts';

let clock: FakeClock;
let simulator: CabinetSimulator;

beforeEach(() => {
  clock = new FakeClock();
  simulator = createCabinetSimulator({ doors: 2, clock, guard: 'in-process' });
  simulator.backend.guard.start();
});

const door = (number: number) => simulator.doors().find((each) => each.number === number);

describe('the simulated cabinet', () => {
  it('has a locked door that cannot be pulled open', () => {
    simulator.pull(1);
    expect(door(1)).toEqual({ number: 1, position: 'closed', pulsing: false });
  });

  it('has a spring that pushes the door open when the coil is driven, and a person who shuts it', async () => {
    await simulator.backend.guard.pulse(1, 300);
    expect(door(1)?.pulsing).toBe(true);
    await clock.advance(400);
    expect(door(1)).toEqual({ number: 1, position: 'open', pulsing: false });
    simulator.push(1);
    expect(door(1)?.position).toBe('closed');
  });

  it('lets a jammed door stay shut', async () => {
    simulator.setFault('door-1:jammed', true);
    await simulator.backend.guard.pulse(1, 300);
    simulator.pull(1);
    await clock.advance(400);
    expect(door(1)?.position).toBe('closed');
  });

  it('shows the old level on a stuck sensor and the true one afterwards', async () => {
    const sensor = await simulator.backend.openSensor(2);
    simulator.setFault('door-2:sensor-stuck', true);
    await simulator.backend.guard.pulse(2, 300);
    await clock.advance(400);
    expect(await sensor.read()).toBe(false);
    simulator.setFault('door-2:sensor-stuck', false);
    expect(await sensor.read()).toBe(true);
  });

  it('lists its faults in both languages and refuses names it does not know', () => {
    const ids = simulator.faults().map((fault) => fault.id);
    expect(ids).toContain('door-2:jammed');
    expect(ids).toContain('guard-dead');
    expect(simulator.faults().every((fault) => fault.says.zh !== '' && fault.says.en !== '')).toBe(true);
    expect(() => simulator.setFault('door-3:jammed', true)).toThrow('there is no fault named door-3:jammed');
    expect(() => simulator.pull(3)).toThrow('there is no door 3');
  });
});
