import type { InputLine } from '../../firmware-bridge/gpio/lines.ts';
import { createMemoryInput, type MemoryInput } from '../../firmware-bridge/gpio/memory-line.ts';
import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ContactDoes, ContactsSimulator } from '../../src/ports/contacts.ts';
import { DeviceError, type Sentence, type SimulatedFault } from '../../src/ports/device.ts';
import type { ContactWiring } from './contact-wiring.ts';

/** A bouncing contact changes its level this often, in milliseconds: faster than any debounce time worth having. */
const BOUNCE_MS = 4;

const FAULTS: readonly { readonly id: string; readonly says: Sentence }[] = [
  { id: 'stuck', says: { zh: '卡住不动', en: 'is stuck' } },
  { id: 'bouncing', says: { zh: '不停抖动', en: 'bounces without end' } },
  { id: 'disconnect', says: { zh: '线断了', en: 'is disconnected' } },
];
const NAMES: Readonly<Record<ContactDoes, Sentence>> = {
  'fire-alarm': { zh: '消防触点', en: 'The fire contact' },
  'stop-announcement': { zh: '停播按钮', en: 'The stop button' },
};

interface Hand {
  readonly wiring: ContactWiring;
  readonly input: MemoryInput;
  pressed: boolean;
  high: boolean;
  cancel: () => void;
}

/** Contacts at the far end of memory lines. `open` goes into the driver. */
export function createContactsSimulator(options: {
  readonly inputs: readonly ContactWiring[];
  readonly clock: Clock;
}): ContactsSimulator & { open(wiring: ContactWiring): Promise<InputLine> } {
  const { clock } = options;
  const active = new Set<string>();
  const levelOf = ({ contact, gpio }: ContactWiring, pressed: boolean): boolean =>
    (pressed === (contact === 'normally-open')) !== gpio.activeLow;
  const hands = new Map<string, Hand>(
    options.inputs.map((wiring) => {
      const high = levelOf(wiring, false);
      const input = createMemoryInput(wiring.id, high);
      return [wiring.id, { wiring, input, pressed: false, high, cancel: () => undefined }];
    }),
  );
  const hand = (id: string): Hand => {
    const found = hands.get(id);
    if (found !== undefined) return found;
    const says = { zh: `没有触点 ${id}`, en: `there is no contact ${id}` };
    throw new DeviceError('simulator/unknown-contact', says, { retryable: false });
  };
  const follow = (one: Hand): void => {
    if (active.has(`${one.wiring.id}:stuck`)) return;
    one.high = levelOf(one.wiring, one.pressed);
    one.input.set(one.high);
  };
  const bounce = (one: Hand): void => {
    one.high = !one.high;
    one.input.set(one.high);
    one.cancel = clock.after(BOUNCE_MS, () => bounce(one));
  };
  const gone = (name: string): LinkError => new LinkError('link/not-found', `${name} is gone`);
  const faults = (): SimulatedFault[] =>
    [...hands.values()].flatMap(({ wiring: { id, does } }) =>
      FAULTS.map((fault) => ({
        id: `${id}:${fault.id}`,
        says: { zh: `${NAMES[does].zh}${fault.says.zh}`, en: `${NAMES[does].en} ${fault.says.en}` },
        active: active.has(`${id}:${fault.id}`),
      })),
    );
  const move = (id: string, pressed: boolean): void => {
    const one = hand(id);
    one.pressed = pressed;
    follow(one);
  };

  return {
    async open({ id }) {
      const { input } = hand(id);
      const isGone = (): boolean => active.has(`${id}:disconnect`);
      if (isGone()) throw gone(id);
      return {
        name: id,
        async read() {
          if (isGone()) throw gone(id);
          return input.line.read();
        },
        onChange: (listener) => input.line.onChange((high) => !isGone() && listener(high)),
        // The wire stays for the next one that opens it.
        close: () => undefined,
      };
    },
    press: (id) => move(id, true),
    release: (id) => move(id, false),
    hands: () => [...hands.values()].map(({ wiring: { id, does }, pressed }) => ({ id, does, pressed })),
    faults,
    setFault(id, on) {
      if (!faults().some((known) => known.id === id))
        throw new DeviceError(
          'simulator/unknown-fault',
          { zh: `没有名为 ${id} 的故障`, en: `there is no fault named ${id}` },
          { retryable: false },
        );
      if (active.has(id) === on) return;
      if (on) active.add(id);
      else active.delete(id);
      const one = hand(id.slice(0, id.lastIndexOf(':')));
      one.cancel();
      if (active.has(`${one.wiring.id}:bouncing`)) bounce(one);
      else follow(one);
    },
  };
}
