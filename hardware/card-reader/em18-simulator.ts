import { checksumAt } from '../../firmware-bridge/em18/constants.ts';
import { serializeEm18 } from '../../firmware-bridge/em18/serialize.ts';
import { isCardId } from '../../firmware-bridge/em4100/frame.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import {
  em4100Accepted,
  em4100Digits,
  SendingSimulator,
  type SimulatorParts,
  withAnotherDigit,
} from './sending-simulator.ts';

/** A lost byte in the middle of the tag digits. */
const lostByteAt = 5;
/** Noise without digits: a digit beside the only frame would cost the card, which is another fault (`lost-byte`). */
const highBit = 0x80;

/** A hand with cards and an EM-18 at the far end of a memory cable: one frame per presentation, without marks. */
export function createEm18Simulator(parts: SimulatorParts): CardReaderSimulator {
  return new SendingSimulator(parts, {
    accepts: isCardId,
    cardDigits: em4100Digits,
    accepted: em4100Accepted,
    serialize: serializeEm18,
    spoilChecksum: (bytes) => withAnotherDigit(bytes, checksumAt),
    lostByteAt,
    noise: { likely: highBit, of: (byte) => byte | highBit },
    ownFaults: ['lower-case'],
  });
}
