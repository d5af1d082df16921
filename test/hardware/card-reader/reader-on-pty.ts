import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import { type CardReaderModelName, cardReaderModels } from '../../../hardware/card-reader/card-reader-models.ts';
import type { CardReader } from '../../../src/ports/card-reader.ts';
import { openPtyPair, type PtyPair } from '../../pty-pair.ts';
import { realClock, until } from '../../real-clock.ts';

/** A reader of any model on a serial port of the kernel, its far end in the test's hand. */
export interface ReaderOnPty {
  readonly reader: CardReader;
  readonly cards: readonly string[];
  /** The far end; a new one after {@link replug}. */
  pair: PtyPair;
  isReady(): Promise<void>;
  healthIs(check: () => boolean): Promise<void>;
  cardsAre(count: number): Promise<void>;
  /** Gives the port a new far end under the same name. */
  replug(): Promise<void>;
  end(): Promise<void>;
}

/** Opens a pty pair and starts the driver on it. */
export async function startReaderOnPty(model: CardReaderModelName): Promise<ReaderOnPty> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-pty-'));
  const port = join(folder, 'reader');
  const { createReader, baudRate } = cardReaderModels[model];
  const transport = createSerialTransport({ path: port, baudRate });
  const reader = createReader({ id: 'reader-1', transport, clock: realClock });
  const cards: string[] = [];
  reader.onCard((event) => cards.push(event.cardId));
  const healthIs = (check: () => boolean): Promise<void> => until((look) => reader.onHealth(look), check);
  const started: ReaderOnPty = {
    reader,
    cards,
    pair: await openPtyPair(port),
    healthIs,
    isReady: () => healthIs(() => reader.health().state === 'ready'),
    cardsAre: (count) =>
      until(
        (look) => reader.onCard(look),
        () => cards.length >= count,
      ),
    async replug() {
      started.pair = await openPtyPair(port);
    },
    async end() {
      await reader.stop();
      await started.pair.unplug();
      await rm(folder, { recursive: true });
    },
  };
  await reader.start();
  return started;
}
