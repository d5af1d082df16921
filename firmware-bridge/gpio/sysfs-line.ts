import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkError } from '../transport/transport.ts';

/** Where Linux shows GPIO chips to programs that use numbers, as onoff does. */
export const SYSFS_GPIO_ROOT = '/sys/class/gpio';

/** Labels of the chip behind the 40-pin header: Pi 5; Pi 4 and 400; Pi 3, Zero and older. */
export const HEADER_CHIP_LABELS: readonly string[] = ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'];

/** BCM 0–27 are on the header; higher offsets of the same chip drive the board itself (SD card, network). */
const HEADER_LINE_COUNT = 28;

/** A pin as configured. */
export interface GpioPin {
  /** Line on its chip; on the 40-pin header the BCM number. */
  readonly offset: number;
  /** Accepted chip labels, the first that is there wins. Default {@link HEADER_CHIP_LABELS}. */
  readonly chip?: readonly string[];
}

/** One pin in the numbering of this kernel. */
export interface SysfsLine {
  readonly chip: string;
  /** Global number: chip base + offset. Changes with board and kernel, so it is never stored. */
  readonly number: number;
}

/**
 * Finds a pin by chip label, never by chip index or fixed base: the base was 0, is 512 on Pi 4 with kernel 6.6, was 399 on
 * Pi 5 with kernel 6.1 and 569 or 571 later.
 *
 * @throws LinkError `link/not-found` when this kernel has no sysfs GPIO, no such chip or no such pin
 */
export function resolveSysfsLine(pin: GpioPin, root = SYSFS_GPIO_ROOT): SysfsLine {
  const chip = chooseChip(pin, readChips(root), `under ${root}`);
  return { chip: chip.label, number: chip.base + pin.offset };
}

/**
 * The chip a pin is on: the first of its labels that is there.
 *
 * @param where for the error, e.g. `under /sys/class/gpio`
 * @throws LinkError `link/not-found` when there is no such chip, not to be tried again when the chip has no such pin
 */
export function chooseChip<Chip extends { readonly label: string; readonly ngpio: number }>(
  { offset, chip: labels = HEADER_CHIP_LABELS }: GpioPin,
  chips: readonly Chip[],
  where: string,
): Chip {
  for (const label of labels) {
    const chip = chips.find((candidate) => candidate.label === label);
    if (chip === undefined) continue;
    const count = HEADER_CHIP_LABELS.includes(label) ? Math.min(HEADER_LINE_COUNT, chip.ngpio) : chip.ngpio;
    if (!Number.isInteger(offset) || offset < 0 || offset >= count)
      throw new LinkError('link/not-found', `there is no pin ${offset} on ${label} to use (0–${count - 1})`, {
        retryable: false,
      });
    return chip;
  }
  const seen = chips.length === 0 ? 'none at all' : chips.map((chip) => chip.label).join(', ');
  throw new LinkError('link/not-found', `no GPIO chip ${labels.join(' or ')} ${where} (found ${seen})`);
}

interface Chip {
  readonly label: string;
  readonly base: number;
  readonly ngpio: number;
}

function readChips(root: string): Chip[] {
  let names: string[];
  try {
    names = readdirSync(root);
  } catch (cause) {
    throw new LinkError('link/not-found', `this kernel has no ${root} (CONFIG_GPIO_SYSFS)`, { cause });
  }
  return names
    .filter((name) => name.startsWith('gpiochip'))
    .map((name) => readChip(join(root, name)))
    .filter((chip) => chip !== undefined);
}

/** A chip that vanishes or says nonsense while it is read is not a header chip. */
function readChip(folder: string): Chip | undefined {
  try {
    const label = readFileSync(join(folder, 'label'), 'utf8').trim();
    const base = Number.parseInt(readFileSync(join(folder, 'base'), 'utf8'), 10);
    const ngpio = Number.parseInt(readFileSync(join(folder, 'ngpio'), 'utf8'), 10);
    return base >= 0 && ngpio > 0 ? { label, base, ngpio } : undefined;
  } catch {
    return undefined;
  }
}
