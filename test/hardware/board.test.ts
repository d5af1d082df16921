import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

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
