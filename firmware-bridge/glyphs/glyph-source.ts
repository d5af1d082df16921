import type { PathCommand } from 'fontkit';
import { installedFonts } from './installed-fonts.ts';
import { type OpenFont, openFont } from './open-font.ts';

/** The shape of one character. */
export interface GlyphOutline {
  readonly commands: readonly PathCommand[];
  /** Font units; y is upwards, 0 is the baseline. */
  readonly advance: number;
  readonly unitsPerEm: number;
}

/** Shapes of characters, for those the printer's own font lacks. Never throws. */
export interface GlyphSource {
  /** `undefined` when no font here has the character. */
  outline(codePoint: number): GlyphOutline | undefined;
}

/** A source that has nothing, as a computer without fonts. */
export const noGlyphs: GlyphSource = { outline: () => undefined };

/** A shape is a few kilobytes; a desk meets a few hundred different characters in lines with a rare one. */
const REMEMBERED_OUTLINES = 1_000;

/**
 * Makes a source over font files, the first that has a character gives it. Nothing is loaded and no file is opened before the
 * first character is asked for; files that are absent or broken are passed over.
 */
export function createGlyphSource(fontFiles: () => readonly string[] = () => installedFonts()): GlyphSource {
  let waiting: string[] | undefined;
  const opened: OpenFont[] = [];
  const known = new Map<number, GlyphOutline | undefined>();

  /** Fonts already open first; a further file is opened only for what they lack. */
  function* fonts(): Generator<OpenFont> {
    yield* opened;
    waiting ??= [...fontFiles()];
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const font = openFont(file);
      if (font === undefined) continue;
      opened.push(font);
      yield font;
    }
  }

  function find(codePoint: number): GlyphOutline | undefined {
    for (const font of fonts()) {
      const outline = font.outline(codePoint);
      if (outline !== undefined) return outline;
    }
    return undefined;
  }

  return {
    outline(codePoint) {
      if (known.has(codePoint)) return known.get(codePoint);
      const outline = find(codePoint);
      if (known.size >= REMEMBERED_OUTLINES) known.clear();
      known.set(codePoint, outline);
      return outline;
    },
  };
}

/** The fonts of this computer; one for all printers, since an open font is some 20 MB. */
export const installedGlyphs = createGlyphSource();
