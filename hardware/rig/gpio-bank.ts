import { mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONFIGFS = '/sys/kernel/config/gpio-sim/rig';
/** The Pi 4's pin controller: the label the product looks for, and its number of lines. */
const LABEL = 'pinctrl-bcm2711';
const LINES = 58;
const HIGH = '1'.charCodeAt(0);

/** The far end of the 40-pin header: what is soldered to its pins. */
export interface GpioBank {
  /** What the wire outside does to a pin nobody drives. */
  pull(offset: number, high: boolean): void;
  /** The level at the pin now, whoever drives it. */
  isHigh(offset: number): boolean;
}

/** Makes the chip (gpio-sim) that the product finds by its label. */
export function createGpioBank(): GpioBank {
  const bank = join(CONFIGFS, 'bank0');
  mkdirSync(bank, { recursive: true });
  writeFileSync(join(bank, 'num_lines'), String(LINES));
  writeFileSync(join(bank, 'label'), LABEL);
  writeFileSync(join(CONFIGFS, 'live'), '1');
  const device = readFileSync(join(CONFIGFS, 'dev_name'), 'utf8').trim();
  const chip = readFileSync(join(bank, 'chip_name'), 'utf8').trim();
  const line = (offset: number, file: string) => join('/sys/devices/platform', device, chip, `sim_gpio${offset}`, file);
  // Kept open: a call of the kernel is dear in the guest, and levels are looked at often.
  const openLevels = new Map<number, number>();
  const level = Buffer.alloc(1);
  return {
    pull: (offset, high) => writeFileSync(line(offset, 'pull'), high ? 'pull-up' : 'pull-down'),
    isHigh(offset) {
      const file = openLevels.get(offset) ?? openSync(line(offset, 'value'), 'r');
      openLevels.set(offset, file);
      readSync(file, level, 0, 1, 0);
      return level[0] === HIGH;
    },
  };
}
