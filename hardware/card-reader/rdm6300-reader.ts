import { baudRate } from '../../firmware-bridge/em4100/constants.ts';
import { Em4100Parser } from '../../firmware-bridge/em4100/parser.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { CardReader } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type CardDecoder, createSerialCardReader, type SerialCardReaderSettings } from './serial-card-reader.ts';

export const rdm6300Model = 'rdm6300';

/** The module has no setting for its speed. Unit: baud, 8N1. */
export const rdm6300BaudRate = baudRate;

export interface Rdm6300Parts {
  readonly id: string;
  /** Any transport that carries the module's UART: serial port, memory cable, a serial-to-network box. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly simulated?: boolean;
  readonly settings?: SerialCardReaderSettings | undefined;
}

/** Drives an RDM6300 125 kHz module: EM4100 cards, one event per presentation. */
export function createRdm6300Reader({ id, transport, clock, simulated = false, settings }: Rdm6300Parts): CardReader {
  const decoder = createDecoder();
  return createSerialCardReader({ id, model: rdm6300Model, simulated, transport, decoder, clock, settings });
}

function createDecoder(): CardDecoder {
  const parser = new Em4100Parser();
  return {
    push: (chunk, nowMs) =>
      parser
        .push(chunk, nowMs)
        .map((output) =>
          output.kind === 'frame'
            ? { kind: 'card', cardId: output.cardId, printedNumber: output.printedNumber }
            : { kind: 'discarded' },
        ),
    reset: () => {
      parser.reset();
    },
    get counters() {
      return { ...parser.counters };
    },
  };
}
