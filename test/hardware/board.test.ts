import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../../config/load.ts';
import { deviceSchema } from '../../config/schema.ts';
import { startFlags } from '../start-flags.ts';

const UNITS = 'hardware/board/systemd';

/** The directives of a unit file: `Key=value` lines, in order. */
function directives(unit: string): [string, string][] {
  const lines = readFileSync(`${UNITS}/${unit}`, 'utf8').split('\n');
  return lines.flatMap((line): [string, string][] => {
    const match = /^([A-Za-z]+)=(.*)$/.exec(line);
    return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
  });
}

describe('the systemd units', () => {
  it('drive the locks off before the service starts and after it ended', () => {
    const service = directives('qingyu.service');
    for (const key of ['ExecStartPre', 'ExecStopPost']) {
      expect(service.find(([name]) => name === key)?.[1]).toContain('all-off.js /var/lib/qingyu/lock-lines');
    }
  });

  it('watch the service and wait until it says it is ready', () => {
    expect(directives('qingyu.service')).toEqual(
      expect.arrayContaining([
        ['Type', 'notify'],
        ['NotifyAccess', 'all'],
        ['Restart', 'always'],
      ]),
    );
    expect(Number(directives('qingyu.service').find(([name]) => name === 'WatchdogSec')?.[1])).toBeGreaterThan(0);
  });

  it('give the service no rights it does not need', () => {
    const service = new Map(directives('qingyu.service'));
    expect(service.get('User')).toBe('qingyu');
    expect(service.get('NoNewPrivileges')).toBe('yes');
    expect(service.get('ProtectSystem')).toBe('strict');
    expect(service.get('CapabilityBoundingSet')).toBe('');
  });

  it('open the desk also where the kernel has no GPIO: the cabinet alone is missing then', () => {
    const service = directives('qingyu.service');
    expect(service.find(([name]) => name === 'ExecStartPre')?.[1]).toMatch(/^-/);
    const writable = service.find(([name]) => name === 'ReadWritePaths')?.[1].split(' ') ?? [];
    expect(writable.length).toBeGreaterThan(0);
    expect(writable.filter((path) => !path.startsWith('-/sys/'))).toEqual([]);
  });

  it('let the service use every kind of port the devices page may name', () => {
    const allowed = directives('qingyu.service').flatMap(([name, value]) => (name === 'DeviceAllow' ? [value] : []));
    // /dev/serial0 is ttyS0 or ttyAMA0, by board; usblp is major 180, “usb” in /proc/devices.
    for (const kind of ['ttyUSB', 'ttyACM', 'ttyAMA', 'ttyS', 'usb', 'alsa'])
      expect(allowed).toContain(`char-${kind} rw`);
  });

  it('start the service as npm start does', () => {
    const [, starts = ''] = directives('qingyu.service').find(([name]) => name === 'ExecStart') ?? [];
    expect(starts.split(' ').filter((word) => word.startsWith('--'))).toEqual(startFlags());
  });

  it('start files that the build makes', () => {
    const built = readdirSync(UNITS).flatMap((unit) =>
      directives(unit).flatMap(([, value]) =>
        [...value.matchAll(/\/opt\/qingyu\/\.build\/(\S+)\.js/g)].map(([, path]) => `${path}.ts`),
      ),
    );
    expect(built.length).toBeGreaterThan(2);
    // The service itself is the bundle of src/main.ts (.tools/bundle.mjs).
    for (const source of built.map((file) => (file === 'qingyu.ts' ? 'src/main.ts' : file)))
      expect(() => readFileSync(source)).not.toThrow();
  });
});

describe('the udev rule for devices that type', () => {
  const rules = readFileSync('hardware/board/udev/61-qingyu-keyboards.rules', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('hides from the screen exactly the device whose reports it gives to the service', () => {
    const ids = 'ATTRS{idVendor}=="vvvv", ATTRS{idProduct}=="pppp"';
    expect(rules).toHaveLength(2);
    for (const rule of rules) expect(rule).toContain(ids);
    expect(rules[0]).toMatch(/SUBSYSTEM=="input".*ENV\{LIBINPUT_IGNORE_DEVICE\}="1"/);
    expect(rules[1]).toMatch(/SUBSYSTEM=="hidraw".*GROUP="plugdev", MODE="0660"/);
  });
});

describe('the example for the Pi', () => {
  const wiring = readFileSync('hardware/board/wiring.md', 'utf8');
  /** BCM numbers of the wiring table whose signal is, for example, `lock 1`. */
  const wired = (signal: string): number | undefined => {
    const cells = wiring.split('\n').find((row) => row.split('|')[3]?.trim() === signal);
    return cells === undefined ? undefined : Number(cells.split('|')[2]);
  };
  const cabinet = loadSettings('config/raspberry-pi.example.yaml').config.devices.find(
    (device) => device.kind === 'umbrella-cabinet',
  );
  const doors = cabinet !== undefined && 'gpio' in cabinet.link ? cabinet.link.gpio : [];

  it('drives the lock and reads the contact where the wiring table puts them', () => {
    expect(doors.length).toBeGreaterThan(0);
    for (const { number, lock, sensor } of doors)
      expect([number, lock.offset, sensor.offset]).toEqual([number, wired(`lock ${number}`), wired(`door ${number}`)]);
  });

  it('shows contacts that can be switched on by taking the # away, on the pins of the wiring table, pulled up at boot', () => {
    const text = readFileSync('config/raspberry-pi.example.yaml', 'utf8');
    const shown = /^ {2}# - id: contacts-1\n(?: {2}#.*\n)+/m.exec(text)?.[0] ?? '';
    const [entry] = parse(shown.replaceAll(/^ {2}# ?/gm, '')) as unknown[];
    const contacts = deviceSchema.parse(entry);
    if (contacts.kind !== 'contacts') throw new Error('expected contacts');
    const offsets = contacts.inputs.map(({ gpio }) => gpio?.offset);
    expect(offsets).toEqual([wired('fire contact'), wired('stop button')]);
    expect(wiring).toContain(`gpio=${offsets.join(',')}=ip,pu`);
  });

  it('finds its pins held from the first moment of the boot', () => {
    const boot = (mode: string): string[] =>
      new RegExp(`^gpio=([0-9,]+)=${mode}$`, 'm').exec(wiring)?.[1]?.split(',') ?? [];
    expect(boot('op,dh')).toEqual(doors.map(({ lock }) => String(lock.offset)));
    expect(boot('ip,pu')).toEqual(doors.map(({ sensor }) => String(sensor.offset)));
    // High is off only for an active-low board.
    expect(doors.every(({ lock }) => lock.activeLow)).toBe(true);
  });
});

describe('the udev rules', () => {
  const rules = readdirSync('hardware/board/udev').flatMap((file) =>
    readFileSync(`hardware/board/udev/${file}`, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  const PART = /^(?:[A-Z]+(?:\{[\w./]+\})?)(?:==|!=|\+=|=)"(?:[^"\\]|\\.)*"$/;

  it('are matches and assignments, one rule a line', () => {
    expect(rules.length).toBeGreaterThan(8);
    for (const rule of rules) for (const part of rule.split(/, (?=[A-Z])/)) expect(part).toMatch(PART);
  });

  it('give the printer of the example a name that outlives a replug', () => {
    const printer = loadSettings('config/raspberry-pi.example.yaml').config.devices.find(
      (device) => device.kind === 'receipt-printer',
    );
    const link =
      printer !== undefined && typeof printer.link === 'object' && 'file' in printer.link ? printer.link.file : '';
    const named = rules.flatMap((rule) => [...rule.matchAll(/SYMLINK\+="([^"]+)"/g)].map(([, name]) => `/dev/${name}`));
    expect(named).toContain(link);
  });
});

describe('the words about the hardware', () => {
  it('link only to files that are there', () => {
    const pages = readdirSync('hardware', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) {
      const file = join('hardware', page);
      const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => to ?? '');
      for (const to of links) expect(existsSync(join(dirname(file), to)), `${file} → ${to}`).toBe(true);
    }
  });
});
