import { openPinInput } from '../../firmware-bridge/gpio/open-pin.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Contacts, ContactsSimulator } from '../../src/ports/contacts.ts';
import type { ContactWiring } from './contact-wiring.ts';
import { createContactsSimulator } from './contacts-simulator.ts';
import { createContacts } from './gpio-contacts.ts';

/** A simulated contact has no pin; what is simulated closes to ground, as on a real header. */
const NO_PIN = { offset: 0, activeLow: true };

/** Makes the contacts a configuration entry names. */
export function openContacts(
  entry: {
    readonly id: string;
    readonly link: 'simulated' | 'gpio';
    readonly inputs: readonly (Omit<ContactWiring, 'gpio'> & { readonly gpio?: ContactWiring['gpio'] | undefined })[];
  },
  clock: Clock,
): { readonly device: Contacts; readonly simulator?: ContactsSimulator } {
  const { id, link } = entry;
  const inputs = entry.inputs.map((input): ContactWiring => ({ ...input, gpio: input.gpio ?? NO_PIN }));
  if (link === 'gpio') {
    const open = ({ gpio }: ContactWiring) => openPinInput(gpio);
    return { device: createContacts({ id, inputs, open, model: 'gpio', simulated: false, clock }) };
  }
  const simulator = createContactsSimulator({ inputs, clock });
  const { open } = simulator;
  return { device: createContacts({ id, inputs, open, model: 'simulator', simulated: true, clock }), simulator };
}
