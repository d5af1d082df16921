import { mostRelays } from '../../firmware-bridge/hid-relay/constants.ts';
import { parseSet, serializeState } from '../../firmware-bridge/hid-relay/frame.ts';
import { createRelayBoard } from '../../firmware-bridge/hid-relay/relay-board.ts';
import type { HidReports } from '../../firmware-bridge/transport/hid.ts';
import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Sentence } from '../../src/ports/device.ts';
import type { UmbrellaCabinetSimulator } from '../../src/ports/umbrella-cabinet.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { createInProcessGuard } from './in-process-guard.ts';
import { contactFaults, createSimulatedContacts } from './simulated-contacts.ts';
import { createSimulatedDoors } from './simulated-doors.ts';

const faults = {
  disconnect: { zh: 'USB 继电器拔出', en: 'The USB relay board is unplugged' },
  silent: { zh: 'USB 继电器回读全零', en: 'The USB relay board answers with nothing but zeros' },
  'relay-stuck': { zh: '继电器不动作', en: 'The relays do not follow' },
} as const satisfies Record<string, Sentence>;

/** A USB relay board with doors on it. */
export interface HidRelaySimulator extends UmbrellaCabinetSimulator {
  /** For {@link createUmbrellaCabinet}: the guard's rules, in this process. */
  readonly backend: CabinetBackend;
  /** The board itself, as a HID device. */
  readonly hid: HidReports;
}

/**
 * Makes a simulated USB relay board: door 1 on relay 1 and so on.
 *
 * @param reportId whether the system puts the report id before a state report
 */
export function createHidRelaySimulator(options: {
  /** 1 to 8. */
  readonly doors: number;
  readonly clock: Clock;
  readonly serial?: string;
  readonly reportId?: boolean;
}): HidRelaySimulator {
  const { clock, serial = 'BITFT', reportId = false } = options;
  const contacts = createSimulatedContacts(options.doors, clock);
  // Boards are made with 1, 2, 4 and 8 relays.
  const relays = [1, 2, 4, 8].find((count) => count >= options.doors) ?? mostRelays;
  const doors = createSimulatedDoors({
    doors: options.doors,
    clock,
    besides: [...contactFaults, ...Object.entries(faults).map(([id, says]) => ({ id, says }))],
    shows: contacts.show,
  });
  let mask = 0;
  const follow = (next: number): void => {
    for (let relay = 1; relay <= options.doors; relay++) {
      const bit = 1 << (relay - 1);
      if ((mask & bit) !== (next & bit)) doors.coil(relay, (next & bit) !== 0);
    }
    mask = next;
  };
  const here = (): void => {
    if (doors.isActive('disconnect')) throw new LinkError('link/not-found', 'the relay board is not connected');
  };
  const hid: HidReports = {
    name: 'simulated relay board',
    path: 'simulated',
    product: `USBRelay${relays}`,
    sendFeature(report) {
      here();
      const said = parseSet(report);
      if (said === undefined || said.relay > options.doors || doors.isActive('relay-stuck')) return;
      const bit = 1 << (said.relay - 1);
      follow(said.on ? mask | bit : mask & ~bit);
    },
    getFeature() {
      here();
      return doors.isActive('silent') ? new Uint8Array(9) : serializeState({ serial, mask }, reportId);
    },
    close: () => undefined,
  };
  const board = createRelayBoard(hid);
  const supplies = Array.from({ length: options.doors }, (_, at) => ({
    number: at + 1,
    supply: 'main',
    highWhenShut: false,
  }));
  return {
    hid,
    backend: {
      model: 'hid-relay',
      simulated: true,
      polarity: 'door',
      doors: supplies,
      guard: createInProcessGuard({
        locks: supplies,
        clock,
        lineOf: (number) => board.line(number),
        look: () => board.look(),
      }),
      openSensor: contacts.openSensor,
    },
    pull: doors.pull,
    push: doors.push,
    doors: doors.doors,
    faults: doors.faults,
    setFault(id, on) {
      doors.setFault(id, on);
      contacts.faultSet(id, on);
      // The board lives on the current of the plug.
      if (id === 'disconnect' && on) follow(0);
    },
  };
}
