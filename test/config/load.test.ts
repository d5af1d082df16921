import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../config/load.ts';
import { dated, inForce } from '../../config/ruled.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The default configuration with one line changed; returns the file and the number of the changed line. */
function changed(line: string, replacement: string): { file: string; number: number } {
  const lines = readFileSync('config/default.yaml', 'utf8').split('\n');
  const index = lines.indexOf(line);
  expect(index).toBeGreaterThan(-1);
  lines[index] = replacement;
  const file = join(folder, 'changed.yaml');
  writeFileSync(file, lines.join('\n'));
  return { file, number: index + 1 };
}

describe('the configuration', () => {
  it.each(['config/default.yaml', 'config/raspberry-pi.example.yaml'])('%s is complete', (file) => {
    expect(loadSettings(file).config.devices.length).toBeGreaterThan(3);
  });

  it.each([
    ['a wrong value', '  port: 8180', '  port: eighty', 'http.port', 'expected number'],
    ['an unknown key', '  port: 8180', '  prot: 8180', 'http.prot', 'Unrecognized key'],
    ['a device that does not exist', '    model: rdm6300', '    model: rdm9999', 'devices.0.model', 'rdm6300'],
    [
      'a printer nobody described',
      '    profile: generic-80',
      '    profile: nope',
      'devices.1.profile',
      'hardware/board',
    ],
    ['two devices of one name', '  - id: printer-1', '  - id: reader-1', 'devices.1.id', '“reader-1” is taken'],
    [
      'a zone that is none',
      '  timeZone: Asia/Shanghai',
      '  timeZone: Asia/Shangai',
      'plaza.timeZone',
      'IANA time zone',
    ],
    [
      'a time that is none',
      '  day: { opens: "08:30", closes: "18:00" }',
      '  day: { opens: "25:00", closes: "18:00" }',
      'plaza.day.opens',
      'a time such as 08:30',
    ],
  ])('names file, line and expectation for %s', (_name, line, replacement, key, expectation) => {
    const { file, number } = changed(line, replacement);
    const fails = () => loadSettings(file);
    expect(fails).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'config/invalid' }));
    expect(fails).toThrow(`${file}:${number}: ${key}`);
    expect(fails).toThrow(expectation);
  });

  it.each([
    ['a word that is none', 'simulate', 'link: expected "simulated" or keys that say where it is'],
    ['a key mistyped', '{ serail: /dev/lp0 }', 'link: expected serial or host or file or usb'],
    [
      'an id without quotes',
      '{ usb: { vendorId: 1208, productId: "0e28" } }',
      'link.usb.vendorId: expected four hex digits',
    ],
    ['a speed that is none', '{ serial: /dev/ttyS0, baudRate: fast }', 'link.baudRate: Invalid input: expected number'],
    ['a key of another link', '{ host: 192.0.2.20, flow: rtscts }', 'link.flow: Unrecognized key'],
  ])('of several forms a link may have, names what the nearest lacks: %s', (_name, link, sentence) => {
    const { file, number } = changed('    drawer: { openIs: high }', `    link: ${link}`);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line, at) => line !== '    link: simulated' || at !== number).join('\n'));
    expect(() => loadSettings(file)).toThrow(`${file}:${number}: devices.1.${sentence}`);
  });

  it.each([
    ['lockBoard: 8a, serial: /dev/rs485, doors: [{ number: 1, lock: 1 }]', 'link.polarity: Invalid option'],
    [
      'lockBoard: 9a, serial: /dev/rs485, polarity: normal, doors: [{ number: 1, lock: 1 }]',
      'link.lockBoard: expected "8a" or "cu16"',
    ],
    [
      'gpio: [{ number: 1, lock: { offset: 17 }, sensor: { offset: 22 } }]',
      'link.gpio.0.lock.activeLow: Invalid input',
    ],
    ['hidRelay: [{ number: 1, relay: 9, sensor: { offset: 22 } }]', 'link.hidRelay.0.relay: Too big'],
  ])('names what a cabinet lacks: %s', (link, sentence) => {
    const { file, number } = changed('    link: { simulatedDoors: 12 }', `    link: { ${link} }`);
    expect(() => loadSettings(file)).toThrow(`${file}:${number}: devices.2.${sentence}`);
  });

  it('takes one printer, cabinet and public address, since the desk would never use a second', () => {
    const second = '  - id: cabinet-2\n    kind: umbrella-cabinet\n    link: { simulatedDoors: 4 }\n  - id: printer-1';
    expect(() => loadSettings(changed('  - id: printer-1', second).file)).toThrow(
      'devices.3.kind: expected one umbrella-cabinet',
    );
  });

  it('gives no serial port, device file or pin to two devices', () => {
    const door = (offset: number) =>
      `    link: { gpio: [{ number: 1, lock: { offset: ${offset}, activeLow: true }, sensor: { offset: 22 } }] }`;
    expect(() => loadSettings(changed('    link: { simulatedDoors: 12 }', door(17)).file)).not.toThrow();
    const twice = changed('    link: { simulatedDoors: 12 }', door(22));
    expect(() => loadSettings(twice.file)).toThrow('devices.2.link.gpio.0.sensor.offset: expected another pin than 22');
    const second =
      '    link: { serial: /dev/a }\n  - id: reader-2\n    kind: card-reader\n    model: em18\n    link: { serial: /dev/a }';
    const both = changed(
      '    model: rdm6300',
      `    model: rdm6300\n${second}\n  - id: reader-3\n    kind: card-reader\n    model: em18`,
    );
    expect(() => loadSettings(both.file)).toThrow(
      'devices.1.link.serial: expected another port than /dev/a: “reader-1” has it',
    );
  });

  it('names the line of broken YAML', () => {
    const { file, number } = changed('  port: 8180', '  port: [8180');
    expect(() => loadSettings(file)).toThrow(expect.objectContaining({ code: 'config/syntax' }));
    expect(() => loadSettings(file)).toThrow(new RegExp(`^${file}:(${number}|${number + 1}):`));
  });

  it('says when the folder of the phrases is not there', () => {
    const { file } = changed('store:', 'phrases: /nowhere\nstore:');
    expect(() => loadSettings(file)).toThrow(/^\/nowhere: the folder of the phrases cannot be read/);
  });

  it('says when the file is not there', () => {
    expect(() => loadSettings(join(folder, 'none.yaml'))).toThrow(expect.objectContaining({ code: 'config/missing' }));
  });
});

describe('dated rules', () => {
  it('are the newest version that has begun, and the first one before all', () => {
    const versions = [{ from: '2026-01-01' }, { from: '2026-06-01' }];
    expect(inForce(versions, '2026-05-31').from).toBe('2026-01-01');
    expect(inForce(versions, '2026-06-01').from).toBe('2026-06-01');
    expect(inForce(versions, '2025-01-01').from).toBe('2026-01-01');
  });

  it('must be in order', () => {
    expect(dated({}).safeParse([{ from: '2026-06-01' }, { from: '2026-01-01' }]).success).toBe(false);
  });
});
