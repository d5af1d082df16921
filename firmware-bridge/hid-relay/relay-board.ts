import type { OutputLine } from '../gpio/lines.ts';
import type { HidReports } from '../transport/hid.ts';
import { LinkError } from '../transport/transport.ts';
import { stateReportId, stateReportLength } from './constants.ts';
import { parseState, type RelayState, relaysOf, serializeSet } from './frame.ts';

/** An open relay board. */
export interface RelayBoard {
  readonly serial: string;
  /**
   * One relay as an output, off. Every write is read back: a relay that did not follow is an error.
   *
   * @throws LinkError when the board has no such relay or does not follow
   */
  line(relay: number): OutputLine;
  /** Whether the board is still there, and whether relays of ours are on that should be off; those are driven off. @throws LinkError */
  look(): void;
  close(): void;
}

/** A relay that is still on after this is an error; whoever gets it tries again. */
const OFF_TRIES = 2;

/**
 * Makes a relay board of an open HID device.
 *
 * @throws LinkError when it does not answer as one
 */
export function createRelayBoard(hid: HidReports): RelayBoard {
  const relays = relaysOf(hid.product) ?? 0;
  const levels = new Map<number, boolean>();
  const state = (): RelayState => {
    const read = parseState(hid.getFeature(stateReportId, stateReportLength));
    if (read === undefined) throw new LinkError('link/failed', `${hid.name} does not answer as a relay board`);
    return read;
  };
  const isOn = (mask: number, relay: number): boolean => ((mask >> (relay - 1)) & 1) === 1;
  const turnOn = (relay: number): void => {
    hid.sendFeature(serializeSet(relay, true));
    let mask: number;
    try {
      mask = state().mask;
    } catch {
      // It may well be on: the pulse counts, and what it did to the door is seen by the door.
      return;
    }
    if (!isOn(mask, relay)) throw new LinkError('link/failed', `relay ${relay} of ${hid.name} did not go on`);
  };
  const turnOff = (relay: number): void => {
    for (let tries = 0; tries < OFF_TRIES; tries++) {
      hid.sendFeature(serializeSet(relay, false));
      if (!isOn(state().mask, relay)) return;
    }
    throw new LinkError('link/failed', `relay ${relay} of ${hid.name} did not go off`);
  };
  return {
    serial: state().serial,
    line(relay) {
      if (!Number.isInteger(relay) || relay < 1 || relay > relays)
        throw new LinkError('link/not-found', `${hid.name} has no relay ${relay}`, { retryable: false });
      const writeNow = (on: boolean): void => {
        // Before the bytes: a look in between drives off what is not known to be wanted.
        levels.set(relay, on);
        if (on) turnOn(relay);
        else turnOff(relay);
      };
      writeNow(false);
      return {
        name: `${hid.name} relay ${relay}`,
        offSwitch: hid.path.startsWith('/dev/hidraw')
          ? { path: hid.path, how: 'report', report: serializeSet(relay, false) }
          : undefined,
        writeNow,
        async write(on) {
          writeNow(on);
        },
        close() {
          try {
            writeNow(false);
          } catch {
            // The board is gone, and with it the current of its relays.
          }
        },
      };
    },
    look() {
      const { mask } = state();
      for (const [relay, on] of levels) if (!on && isOn(mask, relay)) turnOff(relay);
    },
    close: () => hid.close(),
  };
}

/**
 * Chooses the board meant among the HID devices that call themselves one, and closes the others.
 *
 * @param serial its five characters; needed as soon as there are two
 * @throws LinkError `link/not-found` when it is not there, `link/failed` when more than one could be meant
 */
export function chooseRelayBoard(candidates: readonly HidReports[], serial: string | undefined): RelayBoard {
  const boards = candidates.filter((each) => relaysOf(each.product) !== undefined).map(createRelayBoard);
  const meant = boards.filter((board) => serial === undefined || board.serial === serial);
  const [board] = meant;
  for (const other of boards) if (other !== board || meant.length > 1) other.close();
  const found = boards.map((each) => each.serial).join(', ');
  if (board === undefined)
    throw new LinkError(
      'link/not-found',
      serial === undefined
        ? 'no USB relay board is connected'
        : `no USB relay board ${serial}; connected: ${found || 'none'}`,
    );
  if (meant.length > 1)
    throw new LinkError('link/failed', `several USB relay boards, so one must be named: ${found}`, {
      retryable: false,
    });
  return board;
}
