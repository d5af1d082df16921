import type { OutputLine } from '../../firmware-bridge/gpio/lines.ts';
import { productId, productPattern, vendorId } from '../../firmware-bridge/hid-relay/constants.ts';
import { chooseRelayBoard, type RelayBoard } from '../../firmware-bridge/hid-relay/relay-board.ts';
import { openHidReports } from '../../firmware-bridge/transport/hid.ts';
import type { LockRelay } from './guard-setup.ts';

/** The USB relay boards one process holds, each opened once however many of its relays are used. */
export function openRelayBoards(): {
  /** Opens the board where needed and gives the relay, off. Rejects with a LinkError. */
  line(relay: LockRelay): Promise<OutputLine>;
  /** See {@link RelayBoard.look}. @throws LinkError */
  look(): void;
} {
  const boards = new Map<string | undefined, RelayBoard>();
  return {
    async line({ serial, relay }) {
      const known = boards.get(serial);
      const board =
        known ?? chooseRelayBoard(await openHidReports({ vendorId, productId, product: productPattern }), serial);
      boards.set(serial, board);
      return board.line(relay);
    },
    look() {
      for (const board of boards.values()) board.look();
    },
  };
}
