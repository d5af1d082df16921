import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveSysfsLine } from '../../../firmware-bridge/gpio/sysfs-line.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'qingyu-gpio-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function chip(name: string, label: string, base: number, ngpio: number): void {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries({ label, base, ngpio })) writeFileSync(join(folder, file), `${text}\n`);
}

describe('a header pin is found by chip label', () => {
  it('on a Pi 3 with an old kernel: base 0', () => {
    chip('gpiochip0', 'pinctrl-bcm2835', 0, 54);
    chip('gpiochip504', 'raspberrypi-exp-gpio', 504, 8);
    expect(resolveSysfsLine({ offset: 17 }, root)).toEqual({ chip: 'pinctrl-bcm2835', number: 17 });
  });

  it('on a Pi 4 with kernel 6.6: base 512', () => {
    chip('gpiochip512', 'pinctrl-bcm2711', 512, 58);
    chip('gpiochip570', 'raspberrypi-exp-gpio', 570, 8);
    expect(resolveSysfsLine({ offset: 17 }, root).number).toBe(529);
  });

  it.each([399, 569])('on a Pi 5: base %i, past the chips of the board itself', (base) => {
    chip('gpiochip512', 'gpio-brcmstb@107d508500', 512, 32);
    chip(`gpiochip${base}`, 'pinctrl-rp1', base, 54);
    expect(resolveSysfsLine({ offset: 4 }, root)).toEqual({ chip: 'pinctrl-rp1', number: base + 4 });
  });

  it('on another chip, such as a port expander, when its label is configured', () => {
    chip('gpiochip512', 'pinctrl-bcm2711', 512, 58);
    chip('gpiochip600', 'mcp23017', 600, 16);
    expect(resolveSysfsLine({ offset: 3, chip: ['mcp23017'] }, root).number).toBe(603);
    expect(() => resolveSysfsLine({ offset: 16, chip: ['mcp23017'] }, root)).toThrow('there is no pin 16');
  });

  it('not when the chip said nonsense while it was read', () => {
    chip('gpiochip0', 'pinctrl-bcm2835', Number.NaN, 54);
    mkdirSync(join(root, 'gpiochip9'));
    expect(() => resolveSysfsLine({ offset: 17 }, root)).toThrow('found none at all');
  });

  it('not on a machine with other chips only, and the sentence names them', () => {
    chip('gpiochip0', 'INT34C6:00', 0, 360);
    expect(() => resolveSysfsLine({ offset: 17 }, root)).toThrow(/found INT34C6:00/);
  });

  it('not where the kernel has no sysfs GPIO, and the sentence says what is missing', () => {
    expect(() => resolveSysfsLine({ offset: 17 }, join(root, 'gone'))).toThrow(/has no .*CONFIG_GPIO_SYSFS/);
  });

  it.each([-1, 28, 1.5, 529])('not for BCM %s, which is not on the header', (offset) => {
    chip('gpiochip0', 'pinctrl-bcm2835', 0, 54);
    expect(() => resolveSysfsLine({ offset }, root)).toThrow('there is no pin');
  });
});
