import { cardTypes, startMark } from '../../firmware-bridge/rdm7941/constants.ts';
import { cardTypeOf } from '../../firmware-bridge/rdm7941/frame.ts';
import { serializeRdm7941 } from '../../firmware-bridge/rdm7941/serialize.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import { SendingSimulator, type SimulatorParts } from './sending-simulator.ts';

/** A lost byte in the middle of the serial number. */
const lostByteAt = 5;
/** No listing says it; slow enough that the driver's patience is tried. */
const repeatEveryMs = 500;
/** BCC stands before the end mark. */
const bccFromEnd = 2;

/** A hand with EM4100 and MIFARE cards and a 7941 module at the far end of a memory cable. */
export function createRdm7941Simulator(parts: SimulatorParts): CardReaderSimulator {
  return new SendingSimulator(parts, {
    accepts: (cardId) => cardTypeOf(cardId) !== undefined,
    cardDigits: cardTypes.map(({ serialBytes }) => 2 * serialBytes),
    accepted: {
      zh: '卡号应为十位（ID 卡）或八位（IC 卡）十六进制数',
      en: 'A card id is ten (EM4100) or eight (MIFARE) hex digits',
    },
    serialize: serializeRdm7941,
    repeatEveryMs,
    spoilChecksum: (bytes) => bytes.map((byte, at) => (at === bytes.length - bccFromEnd ? byte ^ 0xff : byte)),
    lostByteAt,
    noise: { likely: startMark, of: (byte) => byte },
    ownFaults: ['stuck-card', 'random-uid'],
  });
}
