import { createDebouncedLine } from '../../firmware-bridge/gpio/debounced-line.ts';
import type { InputLine } from '../../firmware-bridge/gpio/lines.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ContactMoved, Contacts } from '../../src/ports/contacts.ts';
import { createHealth } from '../device-health.ts';
import { watchInputs } from '../watched-inputs.ts';
import { saysContactBounces, saysContactFailed } from './contact-sentences.ts';
import { type ContactWiring, isActuated } from './contact-wiring.ts';

/** This many bounces between two looks (500 ms) are no hand at a button. */
const BOUNCES_PER_LOOK = 10;

/**
 * The contacts of one configuration entry.
 *
 * @param open opens the line of one contact; rejects with a LinkError
 */
export function createContacts(options: {
  readonly id: string;
  readonly inputs: readonly ContactWiring[];
  readonly open: (input: ContactWiring) => Promise<InputLine>;
  readonly model: string;
  readonly simulated: boolean;
  readonly clock: Clock;
}): Contacts {
  const { id, inputs, clock, model, simulated } = options;
  const health = createHealth({ clock });
  const listeners = new Set<(event: ContactMoved) => void>();
  const active = new Map<string, boolean>();
  const unread = new Set<string>();
  const bounced = new Map<string, number>();
  let running = false;

  const shows = (input: ContactWiring, high: boolean): void => {
    unread.delete(input.id);
    const now = isActuated(input, high);
    const before = active.get(input.id);
    active.set(input.id, now);
    // Found released at the first look is no news.
    if (now === (before ?? false)) return;
    health.count(now ? 'actuated' : 'released');
    for (const listener of [...listeners])
      listener({ type: 'contactMoved', contact: input.id, does: input.does, active: now, at: clock.read() });
  };

  const weight = ({ does }: ContactWiring) => (does === 'fire-alarm' ? 'stops' : 'soon');
  const looked = (failed: ReadonlyMap<ContactWiring, unknown>): void => {
    for (const input of inputs) {
      const code = `contacts/unread-${input.id}`;
      if (failed.has(input))
        health.raise({ code, says: saysContactFailed(input.does, failed.get(input)), weight: weight(input) });
      else health.clear(code);
      const shaken = `contacts/bouncing-${input.id}`;
      if ((bounced.get(input.id) ?? 0) >= BOUNCES_PER_LOOK)
        health.raise({ code: shaken, says: saysContactBounces(input.does), weight: weight(input) });
      else health.clear(shaken);
      bounced.set(input.id, 0);
    }
    health.setState('ready');
  };

  const watched = watchInputs<ContactWiring, boolean>({
    inputs,
    async open(input) {
      return createDebouncedLine(await options.open(input), {
        debounceMs: input.debounceMs,
        timers: clock,
        bounced() {
          health.count('bounces');
          bounced.set(input.id, (bounced.get(input.id) ?? 0) + 1);
        },
      });
    },
    clock,
    shows,
    lost(input) {
      health.count('inputFailures');
      unread.add(input.id);
    },
    looked,
  });

  return {
    id,
    kind: 'contacts',
    model,
    simulated,
    async start() {
      if (running) return;
      running = true;
      await watched.start();
    },
    async stop() {
      running = false;
      watched.stop();
      active.clear();
      unread.clear();
      health.clearAll('contacts/');
      health.setState('starting');
    },
    health: () => health.snapshot(),
    onHealth: (listener) => health.onChange(listener),
    contacts: () =>
      inputs.map(({ id: contact, does }) => ({
        id: contact,
        does,
        active: unread.has(contact) ? undefined : active.get(contact),
      })),
    onContact(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
