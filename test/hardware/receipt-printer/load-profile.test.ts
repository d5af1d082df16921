import { describe, expect, it } from 'vitest';
import { parsePrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { loadPrinterProfile, printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';

describe('printer profiles', () => {
  it('are the files of hardware/board/printers, each named after its model', () => {
    expect(printerProfileNames()).toEqual(expect.arrayContaining(['epson-tm-t82iii', 'generic-58', 'generic-80']));
    for (const name of printerProfileNames()) {
      const profile = loadPrinterProfile(name);
      expect(profile.model).toBe(name);
      // Font A is 12 dots wide on every model here.
      expect(profile.columns * 12).toBe(profile.dots);
    }
  });

  it.each(['../../package', 'generic-99', ''])('refuses the name “%s” and says which there are', (name) => {
    expect(() => loadPrinterProfile(name)).toThrow(/expected one of epson-tm-t82iii, generic-58, generic-80/);
  });

  it.each([
    ['columns', 'many', /columns: expected a whole number from 16 to 96/],
    ['cutter', 1, /cutter: expected true or false/],
    ['model', '', /model: expected a text/],
    ['drawer', [], /drawer: expected an object/],
    ['drawer', { pin: 0, onMs: 5_000, offMs: 100 }, /onMs: expected a whole number from 2 to 510/],
    ['colour', 'red', /colour: no such field/],
  ])('refuses a wrong %s (%j)', (field, value, says) => {
    const good = loadPrinterProfile('generic-80');
    expect(() => parsePrinterProfile({ ...good, [field]: value })).toThrow(says);
  });
});
