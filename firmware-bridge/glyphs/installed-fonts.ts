import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Debian packages fonts-noto-cjk (Ext A whole, much of Ext B to G), fonts-hanazono (Ext B whole), fonts-unifont. */
const SYSTEM_FONTS = [
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf',
  '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf',
  '/usr/share/fonts/opentype/unifont/unifont.otf',
  '/usr/share/fonts/opentype/unifont/unifont_upper.otf',
];

/** GNU Unifont from npm: every character of the basic plane (Ext A, compatibility ideographs), nothing beyond. */
const PACKAGED_FONT = '@fontsource/unifont/files/unifont-latin-400-normal.woff';

/** Font files there are on this computer, best first; `preferred` is looked into before all others. */
export function installedFonts(preferred?: string): string[] {
  return [preferred, ...SYSTEM_FONTS, packagedFont()]
    .filter((file) => file !== undefined && existsSync(file))
    .map(String);
}

/** The font that came with npm; `undefined` where it is not installed. */
export function packagedFont(): string | undefined {
  try {
    return require.resolve(PACKAGED_FONT);
  } catch {
    return undefined;
  }
}
