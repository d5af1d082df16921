import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createGlyphSource, noGlyphs } from '../../../firmware-bridge/glyphs/glyph-source.ts';
import { installedFonts, packagedFont } from '../../../firmware-bridge/glyphs/installed-fonts.ts';
import { openFont } from '../../../firmware-bridge/glyphs/open-font.ts';
import { unwrapWoff } from '../../../firmware-bridge/glyphs/unwrap-woff.ts';
import { layOut } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';

const require = createRequire(import.meta.url);
const isFontkitLoaded = (): boolean => Object.keys(require.cache).some((file) => /[\\/]fontkit[\\/]/.test(file));
const unifont = packagedFont() ?? '';
const folder = mkdtempSync(join(tmpdir(), 'qingyu-glyphs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const point = (character: string): number => character.codePointAt(0) ?? 0;
const file = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

// First: what this file loads later must not be there yet. Break it: `require('fontkit')` or import it at the top of open-font.ts.
it('loads nothing and opens nothing until a character the printer lacks is laid out', () => {
  let looks = 0;
  const glyphs = createGlyphSource(() => {
    looks++;
    return [unifont];
  });
  const roll = { ...loadPrinterProfile('generic-80'), glyphs };
  layOut({ title: '', blocks: [{ kind: 'row', left: '押金 ¥ × — é 龘 \u001b@', right: '50.00' }] }, roll);
  expect(looks).toBe(0);
  expect(isFontkitLoaded()).toBe(false);
  layOut({ title: '', blocks: [{ kind: 'text', text: '䶮' }] }, roll);
  expect(looks).toBe(1);
  expect(isFontkitLoaded()).toBe(true);
});

it('imports fontkit for its types only: a static import would load it at start', () => {
  const home = fileURLToPath(new URL('../../../firmware-bridge/glyphs/', import.meta.url));
  const sources = readdirSync(home).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  expect(sources.filter((name) => /^import (?!type\b)[^;]*'fontkit'/m.test(readFileSync(home + name, 'utf8')))).toEqual(
    [],
  );
});

describe('a glyph source', () => {
  it('passes over files that are absent, no font, or cut off', () => {
    const bytes = readFileSync(unifont);
    const files = [
      join(folder, 'absent.ttf'),
      folder,
      file('empty.ttf', new Uint8Array(0)),
      file('text.ttf', Buffer.from('not a font')),
      file('cut.woff', bytes.subarray(0, 100_000)),
      file('bent.woff', Buffer.concat([bytes.subarray(0, 60), Buffer.alloc(200, 0xff), bytes.subarray(260)])),
    ];
    for (const one of files) expect(openFont(one)?.outline(point('䶮'))).toBeUndefined();
    expect(createGlyphSource(() => [...files, unifont]).outline(point('䶮'))?.commands.length).toBeGreaterThan(0);
  });

  it('asks the next file for what the first lacks', () => {
    const opened: string[] = [];
    const glyphs = createGlyphSource(() => {
      opened.push('list');
      return [unifont];
    });
    expect(glyphs.outline(point('𠮷'))).toBeUndefined();
    expect(glyphs.outline(point('㼆'))).toBeDefined();
    expect(opened).toEqual(['list']);
    expect(noGlyphs.outline(point('㼆'))).toBeUndefined();
  });

  it('has Ext A and the compatibility ideographs on any computer, from npm alone', () => {
    const glyphs = createGlyphSource(() => [unifont]);
    expect([...'㼆䶮㛃䅟鿍鿏﨎﨏﨑'].filter((character) => glyphs.outline(point(character)) === undefined)).toEqual([]);
  });

  const hasNoto = installedFonts().some((one) => one.includes('NotoSansCJK'));
  it.skipIf(!hasNoto)('has the rare surnames beyond the basic plane with fonts-noto-cjk', () => {
    const glyphs = createGlyphSource();
    expect([...'𠮷𡈽𣲘𬍛𬣙𫘜𤧛𬭼𫖯𬴃'].filter((character) => glyphs.outline(point(character)) === undefined)).toEqual(
      [],
    );
    // Half-width Latin, as the printer's columns want it.
    expect(glyphs.outline(point('W'))?.advance).toBe(500);
  });

  it('looks into the configured font first, and names only files that are there', () => {
    const own = file('own.ttf', new Uint8Array(0));
    expect(installedFonts(own)[0]).toBe(own);
    expect(installedFonts(join(folder, 'nowhere.ttf'))).toEqual(installedFonts());
    expect(installedFonts().at(-1)).toBe(unifont);
  });
});

describe('a WOFF file', () => {
  it('unwraps to the font fontkit reads in it', () => {
    const wrapped = readFileSync(unifont);
    const plain = unwrapWoff(wrapped);
    expect(plain.readUInt32BE(0)).toBe(wrapped.readUInt32BE(4));
    const fontkit: typeof import('fontkit') = require('fontkit');
    const [before, after] = [fontkit.create(wrapped), fontkit.create(plain)];
    if ('fonts' in before || 'fonts' in after) throw new Error('a single font was expected');
    for (const character of 'A䶮')
      expect(after.glyphForCodePoint(point(character)).path.commands).toEqual(
        before.glyphForCodePoint(point(character)).path.commands,
      );
    expect(after.glyphForCodePoint(point('䶮')).advanceWidth).toBe(1_024);
  });

  it('anything else stays as it is', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('OTTO'), Buffer.alloc(100, 1)])
      expect(unwrapWoff(bytes)).toBe(bytes);
  });
});
