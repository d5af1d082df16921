import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

// Breaking it on purpose: import `../store/database.ts` in any rules.ts, or `hardware/…` in any room, and this turns red.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TOP_LEVEL = [
  'firmware-bridge',
  'src',
  'hardware',
  'config',
  'test',
  'package.json',
  'tsconfig.json',
  'README.md',
];
const ROOT_FILES = ['LICENSE', 'package-lock.json', 'biome.json'];
const LONGEST_FILE_LINES = 300;

/** Rooms of `src/` that are not jobs of the desk. */
const CORE = ['ports', 'store', 'journal', 'http', 'ui', 'clock'];

/** Third-party libraries and the only places that may import them. */
const HOMES: Readonly<Record<string, RegExp>> = {
  serialport: /^firmware-bridge\/transport\/serial(-hang-up)?\.ts$/,
  'node-hid': /^firmware-bridge\/transport\/hid\.ts$/,
  libusb: /^firmware-bridge\/transport\/usb-library\.ts$/,
  onoff: /^firmware-bridge\/gpio\//,
  escpos: /^firmware-bridge\/escpos\//,
  'iconv-lite': /^firmware-bridge\/escpos\//,
  'qrcode-generator': /^firmware-bridge\/escpos\//,
  fontkit: /^firmware-bridge\/glyphs\//,
  '@fontsource/unifont': /^firmware-bridge\/glyphs\//,
  'espeak-ng': /^firmware-bridge\/audio\//,
  'pinyin-pro': /^firmware-bridge\/audio\//,
  'mpg123-decoder': /^firmware-bridge\/audio\//,
  '@wasm-audio-decoders/ogg-vorbis': /^firmware-bridge\/audio\//,
  '@wasm-audio-decoders/flac': /^firmware-bridge\/audio\//,
  'better-sqlite3': /^src\/store\//,
  'chinese-days': /^src\/calendar\//,
  papaparse: /^src\/(exports|tables)\//,
  'write-excel-file': /^src\/exports\//,
  express: /^src\/http\//,
  zod: /^(src\/http\/|src\/[a-z-]+\/routes\.ts$|src\/[a-z-]+\/[a-z-]+\.routes\.ts$|config\/|hardware\/receipt-printer\/)/,
  'read-excel-file': /^src\/tables\//,
  yaml: /^config\//,
  'js-yaml': /^config\//,
  uuid: /^src\/journal\//,
  'temporal-polyfill': /^src\/[a-z-]+\/|^config\//,
  preact: /^src\/ui\//,
  '@preact/signals': /^src\/ui\//,
  'wouter-preact': /^src\/ui\//,
  'lucide-preact': /^src\/ui\//,
  'simple-keyboard-layouts': /^src\/ui\//,
  '@fontsource/noto-sans-sc': /^src\/ui\//,
  vite: /^src\/ui\//,
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const files = ['firmware-bridge', 'hardware', 'src', 'config'].flatMap((folder) => walk(folder));
const imports = files.flatMap(importsOf);

describe('the top level', () => {
  it('holds the agreed folders and nothing besides dot-files and tool files', () => {
    const present = readdirSync(ROOT).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    expect(present.filter((name) => ![...TOP_LEVEL, ...ROOT_FILES].includes(name))).toEqual([]);
    expect(TOP_LEVEL.filter((name) => !present.includes(name))).toEqual([]);
  });
});

describe('imports', () => {
  it('firmware-bridge imports only itself', () => {
    expect(offenders((file) => file.startsWith('firmware-bridge/'), ['firmware-bridge/'])).toEqual([]);
  });

  it('hardware imports only firmware-bridge, the ports and itself', () => {
    // open-devices turns configuration into devices, so it may know the shape of the configuration.
    expect(
      offenders(
        (file) => file.startsWith('hardware/') && !file.endsWith('open-devices.ts'),
        ['hardware/', 'firmware-bridge/', 'src/ports/'],
      ),
    ).toEqual([]);
  });

  it('config imports only itself', () => {
    expect(offenders((file) => file.startsWith('config/'), ['config/'])).toEqual([]);
  });

  it('the desk never reaches past the ports into hardware or bytes', () => {
    const inRooms = (file: string) => file.startsWith('src/') && !isWiring(file);
    expect(imports.filter((one) => inRooms(one.file) && /^(hardware|firmware-bridge)\//.test(one.target))).toEqual([]);
  });

  it('rules are pure: other rules, ports and configuration types only', () => {
    const allowed = (one: Import) =>
      /rules\.ts$/.test(one.target) ||
      one.target.startsWith('src/ports/') ||
      one.target === 'config/ruled.ts' ||
      (one.typeOnly && one.target.startsWith('config/'));
    expect(imports.filter((one) => isRules(one.file) && isInside(one.target) && !allowed(one))).toEqual([]);
    expect(
      imports.filter((one) => isRules(one.file) && !isInside(one.target) && one.target !== 'temporal-polyfill'),
    ).toEqual([]);
  });

  it('a room uses another room only through its actions', () => {
    const crossing = imports.filter((one) => {
      const from = roomOf(one.file);
      const to = roomOf(one.target);
      return from !== undefined && to !== undefined && from !== to && !isWiring(one.file);
    });
    const throughTheDoor = (one: Import) =>
      /\/(actions|letterhead)\.ts$/.test(one.target) || (one.typeOnly && isRules(one.target));
    expect(crossing.filter((one) => !throughTheDoor(one))).toEqual([]);
  });

  it('no room reads another room’s tables', () => {
    const tables = new Map<string, string>();
    for (const file of readdirSync(join(ROOT, 'src/store/migrations'))) {
      const room = /^\d{3}-([a-z-]+)\.sql$/.exec(file)?.[1] ?? '';
      for (const [, table] of read(`src/store/migrations/${file}`).matchAll(/CREATE TABLE (\w+)/g))
        tables.set(table ?? '', room);
    }
    const strangers = files.flatMap((file) => {
      const room = roomOf(file);
      if (room === undefined || isWiring(file)) return [];
      const used = [...read(file).matchAll(/\b(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)/g)].map(([, table]) => table ?? '');
      return used
        .filter((table) => tables.has(table) && tables.get(table) !== room)
        .map((table) => `${file}: ${table}`);
    });
    expect(strangers).toEqual([]);
  });

  it('the screen speaks HTTP only: it shares types with the desk, never code', () => {
    const shared = imports.filter(
      (one) => one.file.startsWith('src/ui/') && isInside(one.target) && !one.target.startsWith('src/ui/'),
    );
    expect(shared.filter((one) => !one.typeOnly)).toEqual([]);
  });

  it('every third-party library has one home', () => {
    const away = imports
      .filter((one) => !isInside(one.target) && !one.target.startsWith('node:'))
      .filter((one) => !HOMES[packageOf(one.target)]?.test(one.file));
    expect(away).toEqual([]);
  });

  it('main.ts stays a page of wiring', () => {
    expect(read('src/main.ts').split('\n').length).toBeLessThanOrEqual(100);
  });
});

describe('files', () => {
  it(`are at most ${LONGEST_FILE_LINES} lines long`, () => {
    const long = [...files, ...walk('test')].filter((file) => read(file).split('\n').length > LONGEST_FILE_LINES + 1);
    expect(long).toEqual([]);
  });

  it('hold no real clock or timer outside the system clock, the screen and the processes of their own', () => {
    const ownProcess =
      /^(src\/clock\/|firmware-bridge\/system-timers\.ts$|src\/ui\/|hardware\/umbrella-cabinet\/guard|hardware\/rig\/|firmware-bridge\/audio\/)/;
    const ticking = files.filter(
      (file) => !ownProcess.test(file) && /\b(Date\.now\(|setTimeout\(|setInterval\(|new Date\(\))/.test(read(file)),
    );
    expect(ticking).toEqual([]);
  });
});

function offenders(of: (file: string) => boolean, allowed: readonly string[]): Import[] {
  return imports.filter(
    (one) => of(one.file) && isInside(one.target) && !allowed.some((prefix) => one.target.startsWith(prefix)),
  );
}

function isInside(target: string): boolean {
  return /^(firmware-bridge|hardware|src|config|test)\//.test(target);
}

function isRules(file: string): boolean {
  return /(^|[/.])rules\.ts$/.test(file) && file.startsWith('src/');
}

/** Files that see everything because putting things together is their one job. */
function isWiring(file: string): boolean {
  return /^src\/[a-z-]+\.ts$/.test(file);
}

/** The job room a file belongs to; `undefined` for the core, the wiring and everything outside `src/`. */
function roomOf(file: string): string | undefined {
  const room = /^src\/([a-z-]+)\//.exec(file)?.[1];
  return room === undefined || CORE.includes(room) ? undefined : room;
}

function packageOf(target: string): string {
  return target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? '');
}

function importsOf(file: string): Import[] {
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
  const found = [...read(file).matchAll(pattern)].map(([, type, target]) => ({
    typeOnly: type !== undefined,
    target: target ?? '',
  }));
  const dynamic = [...read(file).matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, target]) => ({
    typeOnly: false,
    target: target ?? '',
  }));
  return [...found, ...dynamic].map(({ typeOnly, target }) => ({
    file,
    typeOnly,
    target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
  }));
}

function walk(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
