import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LinkError } from '../transport/transport.ts';
import { openGpiodInput } from './gpiod-input.ts';
import { openGpiodLevel } from './gpiod-level.ts';
import { openGpiodOutput } from './gpiod-output.ts';
import type { InputLine, OutputLine } from './lines.ts';
import { openOnoffInput, openOnoffOutput } from './onoff-lines.ts';
import { type GpioPin, resolveSysfsLine, SYSFS_GPIO_ROOT } from './sysfs-line.ts';

/**
 * Opens a pin as an output, off: through sysfs where this kernel has it, else through libgpiod's programs.
 *
 * @throws LinkError `link/no-gpio` where neither knows the chip; else as the way that was taken
 */
export function openPinOutput(
  pin: GpioPin & { readonly activeLow: boolean },
  root = SYSFS_GPIO_ROOT,
): Promise<OutputLine> {
  return openBy(
    pin,
    root,
    () => openOnoffOutput(pin, root),
    () => openGpiodOutput(pin),
  );
}

/** The same for an output that keeps its level for as long as it is asked to: relays of zones, lamps; never locks. */
export function openPinLevel(
  pin: GpioPin & { readonly activeLow: boolean },
  root = SYSFS_GPIO_ROOT,
): Promise<OutputLine> {
  return openBy(
    pin,
    root,
    () => openOnoffOutput(pin, root),
    () => openGpiodLevel(pin),
  );
}

/** The same for an input with edges on both sides. */
export function openPinInput(pin: GpioPin, root = SYSFS_GPIO_ROOT): Promise<InputLine> {
  return openBy(
    pin,
    root,
    () => openOnoffInput(pin, root),
    () => openGpiodInput(pin),
  );
}

async function openBy<Line>(
  pin: GpioPin,
  root: string,
  bySysfs: () => Promise<Line>,
  byGpiod: () => Promise<Line>,
): Promise<Line> {
  const bySysfsNot = sysfsRefusal(pin, root);
  if (bySysfsNot === undefined) return bySysfs();
  if (!bySysfsNot.retryable) throw bySysfsNot;
  try {
    return await byGpiod();
  } catch (error) {
    if (!(error instanceof LinkError) || error.code !== 'link/not-found' || !error.retryable) throw error;
    throw new LinkError('link/no-gpio', `${bySysfsNot.message}; ${error.message}`, { cause: error });
  }
}

/** Why this kernel does not give the pin by number; undefined when it does. */
function sysfsRefusal(pin: GpioPin, root: string): LinkError | undefined {
  try {
    resolveSysfsLine(pin, root);
  } catch (error) {
    if (error instanceof LinkError) return error;
    throw error;
  }
  // Kernels without GPIO_SYSFS_LEGACY still list chips and export nothing.
  return existsSync(join(root, 'export')) ? undefined : new LinkError('link/not-found', `${root} exports no lines`);
}
