import { checksumAt, repeatEveryMs, startMark } from '../../firmware-bridge/em4100/constants.ts';
import { isCardId } from '../../firmware-bridge/em4100/frame.ts';
import { serializeEm4100 } from '../../firmware-bridge/em4100/serialize.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import {
  em4100Accepted,
  em4100Digits,
  SendingSimulator,
  type SimulatorParts,
  withAnotherDigit,
} from './sending-simulator.ts';

/** A lost byte in the middle of the tag digits. */
const lostByteAt = 6;

/** A hand with cards and an RDM6300 at the far end of a memory cable, sending the bytes the real module sends. */
export function createRdm6300Simulator(parts: SimulatorParts): CardReaderSimulator {
  return new SendingSimulator(parts, {
    accepts: isCardId,
    cardDigits: em4100Digits,
    accepted: em4100Accepted,
    serialize: serializeEm4100,
    repeatEveryMs,
    spoilChecksum: (bytes) => withAnotherDigit(bytes, checksumAt),
    lostByteAt,
    noise: { likely: startMark, of: (byte) => byte },
    ownFaults: ['lower-case', 'stuck-card'],
  });
}
