import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import type { GlyphOutline } from './glyph-source.ts';
import { unwrapWoff } from './unwrap-woff.ts';

const require = createRequire(import.meta.url);

/** One open font file. Never throws. */
export interface OpenFont {
  outline(codePoint: number): GlyphOutline | undefined;
}

/** Faces of a collection, best first: the one with Latin letters of half a character's width, Chinese shapes before others. */
const FACES = [/MonoCJKsc/i, /CJKsc|SC\b/i];

/** Opens a font or a collection; `undefined` when the file is none. Loads fontkit, so call it only for a character to be drawn. */
export function openFont(file: string): OpenFont | undefined {
  try {
    const fontkit: typeof import('fontkit') = require('fontkit');
    const opened = fontkit.create(unwrapWoff(readFileSync(file)));
    const font = 'fonts' in opened ? bestFace(opened.fonts) : opened;
    return font && { outline: (codePoint) => outlineOf(font, codePoint) };
  } catch {
    // Absent, broken, or of a format fontkit does not read: the next file may have the character.
    return undefined;
  }
}

function bestFace(fonts: readonly Font[]): Font | undefined {
  for (const face of FACES) {
    const font = fonts.find(({ postscriptName }) => face.test(postscriptName));
    if (font !== undefined) return font;
  }
  return fonts[0];
}

function outlineOf(font: Font, codePoint: number): GlyphOutline | undefined {
  try {
    if (!font.hasGlyphForCodePoint(codePoint)) return undefined;
    const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
    // A font may promise a character and keep an empty or a coloured shape for it; neither is ink.
    if (path.commands.length === 0 && codePoint !== SPACE) return undefined;
    return { commands: path.commands, advance: advanceWidth, unitsPerEm: font.unitsPerEm };
  } catch {
    return undefined;
  }
}

const SPACE = 0x20;
