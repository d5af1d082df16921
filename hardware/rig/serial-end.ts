import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** The reader's own end of a serial cable. */
export interface SerialEnd {
  /** Sends bytes as the reader's chip would. @throws when the cable is pulled */
  send(bytes: Uint8Array): void;
  close(): void;
}

/** Opens the device end of a serial gadget, e.g. `/dev/ttyGS0`. A pulled cable ends it; after a replug it is opened anew. */
export function openSerialEnd(path: string): SerialEnd {
  const end = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  // Else the terminal layer would echo and rewrite bytes, which no reader does.
  const { status, stderr } = spawnSync('stty', ['-F', path, 'raw', '-echo'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`stty on ${path}: ${stderr}`);
  return {
    send(bytes) {
      const sent = writeSync(end, bytes);
      if (sent !== bytes.length) throw new Error(`${path} took ${sent} of ${bytes.length} bytes`);
    },
    close: () => closeSync(end),
  };
}
