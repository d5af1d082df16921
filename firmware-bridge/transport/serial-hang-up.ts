import { read } from 'node:fs';
import type { SerialPort } from 'serialport';

/**
 * Makes a serial port notice that it was unplugged while bytes were coming in.
 *
 * After an unplug Linux answers every read with nothing (zero bytes: end of file). The binding of serialport 13 takes that for "try
 * again at once" and spins for ever, with a whole core and growing memory, without ever reporting the close (serialport/bindings-cpp
 * issue 162 and pull request 164; still so in 13.0.0, seen on a pty by our test). With VMIN 1, as the port is opened, a live port never reads nothing: so it is the end.
 *
 * Call before anything listens for data. On other systems than Linux and macOS the port stays as it is.
 */
export function endReadsOnHangUp(port: SerialPort): void {
  port.on('open', () => {
    const binding = port.port;
    if (binding === undefined || !('poller' in binding)) return;
    binding.read = async (buffer, offset, length) => {
      for (;;) {
        if (binding.fd === null || !binding.isOpen) throw closedHere();
        const bytesRead = await readSome(binding.fd, buffer, offset, length);
        if (bytesRead === 0) throw new Error('the port hung up');
        if (bytesRead !== undefined) return { buffer, bytesRead };
        if (!binding.isOpen) throw closedHere();
        await new Promise<void>((resolve, reject) => {
          binding.poller.once('readable', (error) => (error ? reject(error) : resolve()));
        });
      }
    };
  });
}

/** Bytes read, or undefined when there is nothing to read yet. */
function readSome(fd: number, buffer: Buffer, offset: number, length: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, null, (error, bytesRead) => {
      if (error === null) resolve(bytesRead);
      else if (error.code === 'EAGAIN' || error.code === 'EINTR') resolve(undefined);
      else reject(error);
    });
  });
}

/** How the stream above knows a close that was asked for (`canceled`) from a lost port. */
function closedHere(): Error {
  return Object.assign(new Error('the port was closed'), { canceled: true });
}
