import type { OutputLine } from '../../../firmware-bridge/gpio/lines.ts';
import { openPinLevel } from '../../../firmware-bridge/gpio/open-pin.ts';
import type { GpioPin } from '../../../firmware-bridge/gpio/sysfs-line.ts';
import { openRelayBoards } from '../../umbrella-cabinet/relay-boards.ts';

/** How a zone's relay is reached. */
export type ZoneRelay =
  | { readonly gpio: GpioPin & { readonly activeLow: boolean } }
  /** Number as printed on a USB relay board; `board`: its serial, where there are two. */
  | { readonly hidRelay: number; readonly board?: string | undefined };

/** The relays of one public address: header pins, and USB boards that are opened anew after a failure. */
export function openZoneLines(): (relay: ZoneRelay) => Promise<OutputLine> {
  let boards = openRelayBoards();
  return async (relay) => {
    if ('gpio' in relay) return openPinLevel(relay.gpio);
    const named = relay.board === undefined ? {} : { serial: relay.board };
    try {
      return await boards.line({ relay: relay.hidRelay, ...named });
    } catch (error) {
      // A board that was pulled stays dead in our hands: the next try looks for it anew.
      boards = openRelayBoards();
      throw error;
    }
  };
}
