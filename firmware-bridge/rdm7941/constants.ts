/**
 * What 7941-type dual-frequency modules (7941E, 7941D and their kin) send: 9600 baud, 8N1, binary, length first. Sources:
 * rhombusacs 7941E listing; neweggbusiness 9B-0YH-046V-00015.
 *
 *     02 | LEN: whole packet | TYPE | serial number | BCC: XOR of everything between the marks | 03
 */
export const baudRate = 9600;

export const startMark = 0x02;
export const endMark = 0x03;

export const lengthAt = 1;
export const typeAt = 2;
export const serialAt = 3;
/** Both marks, LEN, TYPE and BCC. */
export const frameOverhead = 5;

/** Card families by their TYPE byte, with the bytes of their serial number. */
export const cardTypes = [
  { type: 0x01, family: 'mifare', serialBytes: 4 },
  { type: 0x02, family: 'em4100', serialBytes: 5 },
] as const;

export const longestFrame = frameOverhead + 5;

/** Silence after which half a frame is given up: USB adapters hold bytes back for 16 ms, a busy computer for longer. */
export const interByteSilenceMs = 100;
