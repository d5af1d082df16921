import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkError } from '../transport/transport.ts';

/** Where Linux shows GPIO chips to programs that use numbers, as onoff does. */
export const SYSFS_GPIO_ROOT = '/sys/class/gpio';

/** Labels of the chip behind the 40-pin header: Pi 5; Pi 4 and 400; Pi 3, Zero and older. */
export const HEADER_CHIP_LABELS: readonly string[] = ['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'];

/** BCM 0–27 are on the header; higher offsets of the same chip drive the board itself (SD card, network). */
export const HEADER_LINE_COUNT = 28;

/** One pin of the 40-pin header in the numbering of this kernel. */
export interface SysfsLine {
  readonly bcm: number;
  readonly chip: string;
  /** Global number: chip base + BCM. Changes with board and kernel, so it is never stored. */
  readonly number: number;
}

/**
 * Finds a header pin by chip label, never by chip index or fixed base: the base was 0, is 512 on Pi 4 with kernel 6.6, was 399 on
 * Pi 5 with kernel 6.1 and 569 or 571 later.
 *
 * @param bcm BCM number, 0–27
 * @throws LinkError `link/not-found` when this kernel has no sysfs GPIO, no header chip or no such pin
 */
export function resolveSysfsLine(bcm: number, root = SYSFS_GPIO_ROOT): SysfsLine {
  if (!Number.isInteger(bcm) || bcm < 0 || bcm >= HEADER_LINE_COUNT)
    throw new LinkError('link/not-found', `BCM ${bcm} is not on the 40-pin header (0–${HEADER_LINE_COUNT - 1})`, {
      retryable: false,
    });
  const chips = readChips(root);
  for (const label of HEADER_CHIP_LABELS) {
    const chip = chips.find((candidate) => candidate.label === label);
    if (chip === undefined) continue;
    if (bcm >= chip.ngpio)
      throw new LinkError('link/not-found', `BCM ${bcm} is not on chip ${label}, which has ${chip.ngpio} lines`);
    return { bcm, chip: label, number: chip.base + bcm };
  }
  const seen = chips.length === 0 ? 'none at all' : chips.map((chip) => chip.label).join(', ');
  throw new LinkError(
    'link/not-found',
    `no Raspberry Pi header chip under ${root} (looked for ${HEADER_CHIP_LABELS.join(', ')}; found ${seen})`,
  );
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
    throw new LinkError(
      'link/not-found',
      `this kernel has no ${root}: GPIO by sysfs (CONFIG_GPIO_SYSFS) is missing, so the lock lines cannot be driven`,
      { cause },
    );
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
