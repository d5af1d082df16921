import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePrinterProfile } from '../../../firmware-bridge/escpos/printer-profile.ts';
import { loadPrinterProfile, printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';

describe('printer profiles', () => {
  it('are the files of hardware/board/printers, each named after its model', () => {
    expect(printerProfileNames()).toEqual([
      ...['epson-tm-t82iii', 'epson-tm-t88', 'generic-58', 'generic-80', 'pos-5890', 'sp-pos88', 'xp-58', 'zj-8220'],
    ]);
    for (const name of printerProfileNames()) {
      const profile = loadPrinterProfile(name);
      expect(profile.model).toBe(name);
      // Font A is 12 dots wide on every model here; 512 dots at 180 dpi leave some over.
      expect(profile.columns).toBe(Math.floor(profile.dots / 12));
    }
  });

  it('stand in the table of the README with what their files say', () => {
    const readme = readFileSync('hardware/receipt-printer/README.md', 'utf8');
    const word = (fact: boolean | string): string => (fact === true ? 'yes' : fact === false ? 'no' : fact);
    for (const name of printerProfileNames()) {
      const of = loadPrinterProfile(name);
      const unsure = Object.values(of.sources).filter((source) => source.includes('[to verify]')).length;
      const facts = [of.cutter, of.nativeQr ? 'native' : 'raster', of.processId, of.orderedStatus, of.realTimeStatus];
      const more = [of.automaticStatus, of.nearEndSensor, of.drawer.reportsSwitch];
      const cells = [`\`${name}\``, `${of.columns}, ${of.dots}`, ...[...facts, ...more].map(word), String(unsure)];
      expect(readme).toContain(`| ${cells.join(' | ')} |`);
    }
  });

  it.each(['../../package', 'generic-99', ''])('refuses the name “%s” and says which there are', (name) => {
    expect(() => loadPrinterProfile(name)).toThrow(/expected one of epson-tm-t82iii, epson-tm-t88, generic-58/);
  });

  it.each([
    ['columns', 'many', /columns: expected a whole number from 16 to 96/],
    ['cutter', 1, /cutter: expected true or false/],
    ['model', '', /model: expected a text/],
    ['drawer', [], /drawer: expected an object/],
    ['realTimeStatus', 'sometimes', /realTimeStatus: expected true or false/],
    ['sources', { columns: 'manual' }, /sources.dots: expected a text/],
    ['drawer', { pin: 0, onMs: 5_000, offMs: 100 }, /onMs: expected a whole number from 2 to 510/],
    ['colour', 'red', /colour: no such field/],
  ])('refuses a wrong %s (%j)', (field, value, says) => {
    const good = loadPrinterProfile('generic-80');
    expect(() => parsePrinterProfile({ ...good, [field]: value })).toThrow(says);
  });
});
