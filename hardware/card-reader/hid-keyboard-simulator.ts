import {
  cardDigitsOf,
  type NumberFormat,
  numberFormats,
  writeNumber,
} from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import { TypingMouth, typingFaults } from '../typing-mouth.ts';
import { CableMouth } from './cable-mouth.ts';
import { badCard, readerSwitches } from './fault-switches.ts';
import type { SimulatorParts } from './sending-simulator.ts';

/** A hand with cards and a USB reader at the far end of a memory cable: it types each number once. */
export function createHidKeyboardSimulator(
  parts: SimulatorParts & {
    /** As the reader is really set, whatever the driver believes. */
    readonly format: NumberFormat;
  },
): CardReaderSimulator {
  const { cable, clock, format } = parts;
  const mouth = new CableMouth(cable.far, clock);
  const switches = readerSwitches([...typingFaults, 'other-format', 'random-uid'], (fault, active) => {
    if (fault !== 'disconnect') return;
    if (active) cable.unplug();
    else cable.plug();
  });
  const typing = new TypingMouth(mouth, clock, (fault) => switches.has(fault));
  return {
    cardDigits: cardDigitsOf(format),
    present(cardId) {
      const set = switches.has('other-format') ? otherThan(format) : format;
      const canonical = cardId.toUpperCase();
      // A phone shows four bytes, which a reader set to more or fewer cannot tell whole.
      const shown = switches.has('random-uid') && numberFormats[set].bytes === 4 ? mouth.randomId() : canonical;
      const text = writeNumber(set, shown);
      if (text === undefined) throw badCard(cardId, expected(set));
      typing.type(text);
    },
    faults: () => switches.faults(),
    setFault: (id, active) => switches.set(id, active),
  };
}

function otherThan(format: NumberFormat): NumberFormat {
  return format === '6H-8D' ? '2H+4H' : '6H-8D';
}

function expected(format: NumberFormat) {
  const digits = cardDigitsOf(format);
  return { zh: `卡号应为 ${digits.join(' 或 ')} 位十六进制数`, en: `A card id is ${digits.join(' or ')} hex digits` };
}
