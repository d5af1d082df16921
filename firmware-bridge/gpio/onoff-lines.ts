import { join } from 'node:path';
import { LinkError, type LinkErrorCode } from '../transport/transport.ts';
import type { InputLine, OutputLine } from './lines.ts';
import { type GpioPin, resolveSysfsLine, SYSFS_GPIO_ROOT } from './sysfs-line.ts';

/** onoff needs a compiled part, so it is loaded when a real line is opened and not before. */
async function loadOnoff(): Promise<typeof import('onoff')> {
  try {
    return await import('onoff');
  } catch (cause) {
    throw new LinkError('link/failed', 'the GPIO library onoff is not built on this machine; run npm rebuild epoll', {
      cause,
    });
  }
}

/**
 * Opens a pin as an output that is off from its first instant.
 *
 * The kernel applies `high`/`low` at `direction` to the pin itself, active_low or not, in one step with becoming an output; `out`
 * followed by a write would energise an active-low relay board in between. onoff swallows errors on a line that was exported
 * before, so what was asked for is read back.
 *
 * @param pin where, and its polarity: `activeLow` when a low pin energises the load
 * @param root where chips are looked up; onoff itself always works under {@link SYSFS_GPIO_ROOT}
 * @throws LinkError
 */
export async function openOnoffOutput(
  pin: GpioPin & { readonly activeLow: boolean },
  root = SYSFS_GPIO_ROOT,
): Promise<OutputLine> {
  const { Gpio } = await loadOnoff();
  const line = resolveSysfsLine(pin, root);
  const name = `pin ${pin.offset} of ${line.chip} (line ${line.number})`;
  const gpio = attempt(name, () => {
    const opened = new Gpio(line.number, pin.activeLow ? 'high' : 'low', 'none', { activeLow: pin.activeLow });
    opened.writeSync(0);
    return opened;
  });
  if (gpio.direction() !== 'out' || gpio.activeLow() !== pin.activeLow)
    throw new LinkError('link/failed', `${name} did not become an output of the wanted polarity`);
  const writeNow = (on: boolean): void => attempt(name, () => gpio.writeSync(on ? 1 : 0));
  return {
    name,
    offSwitch: { path: join(root, `gpio${line.number}`, 'value'), how: 'replace' },
    writeNow,
    async write(on) {
      writeNow(on);
    },
    close() {
      try {
        gpio.writeSync(0);
      } catch {
        // The line is gone, and with it the way to drive it: there is nothing left to turn off here.
      }
    },
  };
}

/**
 * Opens a pin as an input with edges on both sides. Pull-ups cannot be set through sysfs: they are `gpio=…=ip,pu` lines in
 * config.txt.
 *
 * @throws LinkError
 */
export async function openOnoffInput(pin: GpioPin, root = SYSFS_GPIO_ROOT): Promise<InputLine> {
  const { Gpio } = await loadOnoff();
  const line = resolveSysfsLine(pin, root);
  const name = `pin ${pin.offset} of ${line.chip} (line ${line.number})`;
  const gpio = attempt(name, () => new Gpio(line.number, 'in', 'both', { activeLow: false }));
  const listeners = new Set<(high: boolean) => void>();
  const letGo = (): void => {
    try {
      gpio.unexport();
    } catch {
      // The line is gone already.
    }
  };
  try {
    attempt(name, () =>
      gpio.watch((error, value) => {
        // An edge that cannot be read is made up for by reading the level, which the listener does from time to time.
        if (error) return;
        for (const listener of [...listeners]) listener(value === 1);
      }),
    );
  } catch (error) {
    // Else every new try would keep one more file open.
    letGo();
    throw error;
  }
  return {
    name,
    async read() {
      return attempt(name, () => gpio.readSync()) === 1;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      letGo();
    },
  };
}

function attempt<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw new LinkError(codeOf(cause), `${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function codeOf(cause: unknown): LinkErrorCode {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') return 'link/no-permission';
  if (code === 'ENOENT' || code === 'EINVAL') return 'link/not-found';
  return code === 'EBUSY' ? 'link/busy' : 'link/failed';
}
