import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeviceFileTransport } from '../../../firmware-bridge/transport/device-file.ts';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import { createTcpTransport } from '../../../firmware-bridge/transport/tcp.ts';
import type { Transport } from '../../../firmware-bridge/transport/transport.ts';
import { PrinterMechanism } from '../../../hardware/receipt-printer/printer-mechanism.ts';
import { openPtyPair, type PtyPair } from '../../pty-pair.ts';
import { realClock } from '../../real-clock.ts';
import { profile } from './printer-bench.ts';

/** A printer at the far end of a link that the operating system carries. */
export interface FarEnd {
  readonly transport: Transport;
  readonly printer: PrinterMechanism;
  /** The paper or the drawer moved. */
  onMoved(listener: () => void): () => void;
  /** Pulls the plug, as this link knows it. */
  unplug(): Promise<void>;
  /** Puts it in again; the printer was without power. */
  plug(): Promise<void>;
  /** The printer takes no more bytes from the link, and takes them again. */
  stall(stalled: boolean): void;
  end(): Promise<void>;
}

function mechanism(model: string, answer: (bytes: Uint8Array) => void) {
  const listeners = new Set<() => void>();
  const printer = new PrinterMechanism({
    clock: realClock,
    profile: profile(model),
    drawerOpenIs: 'high',
    answer,
    moved: () => {
      for (const listener of [...listeners]) listener();
    },
  });
  const onMoved = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { printer, onMoved };
}

/** A pseudo-terminal of the kernel, opened as a serial port or as a device file. */
export async function ptyFarEnd(kind: 'serial' | 'device file', model: string): Promise<FarEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'qingyu-printer-'));
  const path = join(folder, 'printer');
  let pair: PtyPair;
  const { printer, onMoved } = mechanism(model, (bytes) => pair.write(bytes));
  const plug = async (): Promise<void> => {
    printer.switchedOff();
    const mine = await openPtyPair(path);
    pair = mine;
    void (async () => {
      // Ends with the test: a killed far end gives no more bytes.
      while (pair === mine) printer.receive(await mine.read(1));
    })();
  };
  await plug();
  return {
    transport:
      kind === 'serial'
        ? createSerialTransport({ path, baudRate: 19_200 })
        : createDeviceFileTransport({ path, pollMs: 2 }, realClock),
    printer,
    onMoved,
    unplug: () => pair.unplug(),
    plug,
    stall: () => {
      throw new Error('a terminal is not stalled here');
    },
    async end() {
      await pair.unplug();
      await rm(folder, { recursive: true });
    },
  };
}

/** A network printer on the loopback, which takes one computer at a time as port 9100 does. */
export async function tcpFarEnd(model: string): Promise<FarEnd & { readonly connections: () => number }> {
  const sockets: Socket[] = [];
  let isStalled = false;
  const { printer, onMoved } = mechanism(model, (bytes) => sockets.at(-1)?.write(bytes));
  const server = createServer((socket) => {
    // What an earlier connection still held is thrown away with it.
    for (const earlier of sockets) earlier.destroy();
    sockets.push(socket);
    printer.switchedOff();
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => printer.receive(chunk));
    if (isStalled) socket.pause();
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const port = await listen(0);
  const unplug = async (): Promise<void> => {
    for (const socket of sockets) socket.resetAndDestroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return {
    transport: createTcpTransport({ host: '127.0.0.1', port }, realClock),
    printer,
    onMoved,
    connections: () => sockets.length,
    unplug,
    async plug() {
      printer.switchedOff();
      await listen(port);
    },
    stall(stalled) {
      isStalled = stalled;
      for (const socket of sockets) {
        if (stalled) socket.pause();
        else socket.resume();
      }
    },
    end: unplug,
  };
}
