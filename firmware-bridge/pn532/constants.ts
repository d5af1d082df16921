/**
 * PN532 over its high-speed UART: 115200 baud, 8N1, binary. Sources: NXP UM0701-02 §6.2; elechouse/PN532 12663d9; libnfc 1.8.0
 * watched at work.
 *
 *     00 | 00 FF | LEN | LCS | TFI | code, body … | DCS | 00
 *
 * LEN + LCS and TFI + … + DCS are zero modulo 256; LEN counts from TFI to the byte before DCS.
 */
export const baudRate = 115_200;

export const padding = 0x00;
export const startCode = 0xff;

export const startCodeAt = 1;
export const lengthAt = 2;
export const lengthChecksumAt = 3;
export const identifierAt = 4;
/** LEN is one byte; the chip's extended frames are longer than any answer asked for here. */
export const longestFrame = identifierAt + 255 + 1;

export const fromHost = 0xd4;
export const fromChip = 0xd5;
/** Stands in place of TFI in the chip's error frame, which has LEN 1. */
export const errorIdentifier = 0x7f;

/** `00 FF` and these two: ACK, NACK. The host's ACK also aborts a pending command. */
export const ackMarks = [0x00, 0xff] as const;
export const nackMarks = [0xff, 0x00] as const;

/** Half a frame is given up after this silence: a whole one takes 2 ms, USB adapters hold bytes back for 16 ms and a busy computer longer. */
export const interByteSilenceMs = 100;

/** What wakes the chip on this port: two marks and time, as zeros (libnfc). */
export const wakeUp: Uint8Array = Uint8Array.of(0x55, 0x55, ...new Array<number>(14).fill(0));
/** Rest after {@link wakeUp} before the first command; the chip wants about 2 ms. */
export const wakeUpPauseMs = 5;
