import { describe, expect, it } from 'vitest';
import type { ContactWiring } from '../../../hardware/contacts/contact-wiring.ts';
import { isActuated } from '../../../hardware/contacts/contact-wiring.ts';
import { createContactsSimulator } from '../../../hardware/contacts/contacts-simulator.ts';
import { createContacts } from '../../../hardware/contacts/gpio-contacts.ts';
import { FakeClock } from '../../fake-clock.ts';

const fire: ContactWiring = {
  id: 'fire',
  does: 'fire-alarm',
  contact: 'normally-closed',
  debounceMs: 20,
  gpio: { offset: 26, activeLow: true },
};
const button: ContactWiring = { ...fire, id: 'stop', does: 'stop-announcement', contact: 'normally-open' };

function bench(inputs: readonly ContactWiring[] = [fire, button]) {
  const clock = new FakeClock();
  const simulator = createContactsSimulator({ inputs, clock });
  const { open } = simulator;
  const device = createContacts({ id: 'contacts-1', inputs, open, model: 'simulator', simulated: true, clock });
  const heard: string[] = [];
  device.onContact(({ contact, active }) => heard.push(`${contact} ${active ? 'on' : 'off'}`));
  return { clock, simulator, device, heard };
}

describe('a level', () => {
  it.each([
    { contact: 'normally-open', activeLow: true, high: false, actuated: true },
    { contact: 'normally-open', activeLow: true, high: true, actuated: false },
    { contact: 'normally-closed', activeLow: true, high: true, actuated: true },
    { contact: 'normally-closed', activeLow: true, high: false, actuated: false },
    { contact: 'normally-open', activeLow: false, high: true, actuated: true },
    { contact: 'normally-closed', activeLow: false, high: false, actuated: true },
  ] as const)('high: $high on a $contact contact, activeLow $activeLow, is actuated: $actuated', (row) => {
    const { contact, activeLow, high, actuated } = row;
    expect(isActuated({ ...fire, contact, gpio: { offset: 1, activeLow } }, high)).toBe(actuated);
  });
});

describe('the contacts', () => {
  it('tell a press and a release once each, after the debounce time', async () => {
    const { clock, simulator, device, heard } = bench();
    await device.start();
    expect(heard).toEqual([]);
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    simulator.press('fire');
    await clock.advance(19);
    expect(heard).toEqual([]);
    await clock.advance(1);
    expect(heard).toEqual(['fire on']);
    expect(device.contacts()).toMatchObject([
      { id: 'fire', active: true },
      { id: 'stop', active: false },
    ]);
    simulator.release('fire');
    await clock.advance(2_000);
    expect(heard).toEqual(['fire on', 'fire off']);
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('tell one that is actuated already when they start', async () => {
    const { simulator, device, heard } = bench();
    simulator.press('fire');
    await device.start();
    expect(heard).toEqual(['fire on']);
    await device.stop();
  });

  it('that cannot be read are a fault that says what no longer works, and are tried until they are back', async () => {
    const { clock, simulator, device, heard } = bench();
    await device.start();
    simulator.setFault('fire:disconnect', true);
    await clock.advance(1_000);
    expect(device.health().state).toBe('fault');
    expect(device.health().faults).toMatchObject([
      { code: 'contacts/unread-fire', says: { zh: expect.stringMatching(/消防触点读不到。有火警时广播不会自动静音/) } },
    ]);
    expect(device.contacts()[0]?.active).toBeUndefined();
    expect(heard).toEqual([]);
    simulator.press('fire');
    simulator.setFault('fire:disconnect', false);
    await clock.advance(6_000);
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(heard).toEqual(['fire on']);
    await device.stop();
  });

  it('with a lost stop button still work, and want to be looked at', async () => {
    const { clock, simulator, device, heard } = bench();
    await device.start();
    simulator.setFault('stop:disconnect', true);
    await clock.advance(1_000);
    expect(device.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'contacts/unread-stop' }] });
    simulator.press('fire');
    await clock.advance(100);
    expect(heard).toEqual(['fire on']);
    await device.stop();
  });

  it('that bounce without end are counted, are a fault, and are believed again when they stand still', async () => {
    const { clock, simulator, device, heard } = bench();
    await device.start();
    simulator.setFault('fire:bouncing', true);
    await clock.advance(1_600);
    expect(heard).toEqual([]);
    expect(device.health()).toMatchObject({ state: 'fault', faults: [{ code: 'contacts/bouncing-fire' }] });
    expect(device.health().counters.bounces).toBeGreaterThan(100);
    simulator.setFault('fire:bouncing', false);
    await clock.advance(1_600);
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    await device.stop();
  });

  it('that are stuck tell nothing until they come loose', async () => {
    const { clock, simulator, device, heard } = bench();
    await device.start();
    simulator.setFault('fire:stuck', true);
    simulator.press('fire');
    await clock.advance(1_000);
    expect(heard).toEqual([]);
    simulator.setFault('fire:stuck', false);
    await clock.advance(100);
    expect(heard).toEqual(['fire on']);
    await device.stop();
  });

  it('know no other faults and no other contacts', () => {
    const { simulator } = bench();
    expect(() => simulator.setFault('fire:melted', true)).toThrow('no fault named');
    expect(() => simulator.press('water')).toThrow('no contact');
  });
});
