/**
 * The report of a boot keyboard, which card readers and barcode scanners that "type" send: 8 bytes for every change of a key.
 * Source: USB HID 1.11, appendix B.1; usages of HID Usage Tables 1.12, page 07.
 *
 *     modifiers | reserved | up to six pressed keys; all zero: everything released
 *
 * A device with numbered reports has the number in front: nine bytes.
 */
export const reportLength = 8;
export const numberedReportLength = reportLength + 1;

export const modifiersAt = 0;
export const keysAt = 2;

/** Left and right Shift. */
export const shiftBits = 0b0010_0010;
export const leftShift = 0b0000_0010;
/** Ctrl, Alt and GUI of both sides: what is pressed with them types nothing. */
export const chordBits = 0b1101_1101;

/** More keys are down than the keyboard can tell, or it has failed: every slot says so, and the keys before still count as pressed. */
export const rolloverUsages: ReadonlySet<number> = new Set([0x01, 0x02, 0x03]);

export const enterUsage = 0x28;
export const tabUsage = 0x2b;
export const keypadEnterUsage = 0x58;
/** Caps Lock and Num Lock: scanners press them; case is not told apart here, and keypad digits are always digits. */
export const lockUsages: ReadonlySet<number> = new Set([0x39, 0x53]);

/**
 * Silence that ends a line nobody ended with Enter or Tab, in milliseconds. A low-speed keyboard is asked every 10 ms, so a character takes
 * 20; a busy computer hands reports over late.
 */
export const lineSilenceMs = 300;

/** More characters than this without an ending are no number and no slip. */
export const longestLine = 64;
