import qrcode from 'qrcode-generator';

/** Quiet zone around a QR code, in modules (ISO/IEC 18004). */
export const QR_QUIET_MODULES = 4;

/** The modules of a QR code (error correction M, UTF-8 bytes): one string per row, `1` dark, `0` light, no quiet zone; `undefined` when the text is too long. */
export function qrMatrix(text: string): readonly string[] | undefined {
  const code = qrcode(0, 'M');
  // The library takes the low byte of each character: hand it the UTF-8 bytes as such.
  code.addData(Buffer.from(text, 'utf8').toString('latin1'), 'Byte');
  try {
    code.make();
  } catch {
    return undefined;
  }
  const size = code.getModuleCount();
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (code.isDark(row, column) ? '1' : '0')).join(''),
  );
}

/** Dots per module so that the code with its quiet zone fits `dots`, 3 to `largest`; `undefined` when 3 dots do not fit. */
export function qrModuleDots(modules: number, dots: number, largest = 6): number | undefined {
  const fits = Math.floor(dots / (modules + 2 * QR_QUIET_MODULES));
  return fits < SMALLEST_MODULE_DOTS ? undefined : Math.min(fits, largest);
}

/** Below this a phone does not read a thermal print at 203 dpi; it also keeps 10h, the start of real-time commands, out of raster bytes. */
const SMALLEST_MODULE_DOTS = 3;
