import type { PaperLine } from '../../src/ports/receipt-printer.ts';

interface Raster {
  readonly widthBytes: number;
  readonly rows: number;
  readonly dots: Uint8Array;
}

/** A finder pattern is seven modules wide (ISO/IEC 18004), and it is what the first dark dots belong to. */
const FINDER_MODULES = 7;

/** The smallest QR code with its quiet zone at 3 dots a module: nothing lower can be one. */
const LOWEST_QR_DOTS = 87;

/** What a person sees in a raster: a square of some size is a code, anything else a line drawn dot by dot. */
export function lineOfRaster(raster: Raster): PaperLine {
  const { widthBytes, rows, dots } = raster;
  if (rows >= LOWEST_QR_DOTS && widthBytes === Math.ceil(rows / 8))
    return { kind: 'qr', text: '', modules: modulesOfRaster(raster) };
  const bits = Buffer.from(dots).toString('base64');
  return { kind: 'raster', text: '', width: widthBytes * 8, height: rows, bits };
}

/** Reads a raster back as QR modules, one string of `1` and `0` per row, quiet zone cut off; a picture that is no QR code comes back dot by dot. */
function modulesOfRaster(raster: Raster): string[] {
  const top = firstDarkRow(raster);
  if (top === undefined) return [];
  const left = firstDark(raster, top, 0);
  const finder = firstLight(raster, top, left) - left;
  const scale = finder % FINDER_MODULES === 0 ? finder / FINDER_MODULES : 1;
  const right = lastDark(raster, top);
  const size = Math.ceil((right - left + 1) / scale);
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) =>
      isDark(raster, left + column * scale, top + row * scale) ? '1' : '0',
    ).join(''),
  );
}

function isDark({ widthBytes, rows, dots }: Raster, x: number, y: number): boolean {
  if (x < 0 || y < 0 || y >= rows || x >= widthBytes * 8) return false;
  return ((dots[y * widthBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

function firstDarkRow(raster: Raster): number | undefined {
  const at = raster.dots.findIndex((byte) => byte !== 0);
  return at < 0 ? undefined : Math.floor(at / raster.widthBytes);
}

function firstDark(raster: Raster, y: number, from: number): number {
  let x = from;
  while (x < raster.widthBytes * 8 && !isDark(raster, x, y)) x++;
  return x;
}

function firstLight(raster: Raster, y: number, from: number): number {
  let x = from;
  while (isDark(raster, x, y)) x++;
  return x;
}

function lastDark(raster: Raster, y: number): number {
  let x = raster.widthBytes * 8 - 1;
  while (x > 0 && !isDark(raster, x, y)) x--;
  return x;
}
