/**
 * ESC/POS as bytes, both directions: the driver sends them, the simulator looks for the same prefixes.
 * Written here because npm `escpos` gets these wrong: drawer without times, QR in an old dialect, sizes by ESC !, no FS & / FS .
 */
export const NUL = 0x00;
export const EOT = 0x04;
export const LF = 0x0a;
export const DLE = 0x10;
export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;

/** GS ! n: low half is height, high half is width, both minus one; scales Latin and Chinese alike. */
export const SIZE_BITS = { normal: 0x00, tall: 0x01, large: 0x11 } as const;
/** GS ( k functions (cn 49 = QR code). */
export const QR = {
  cn: 0x31,
  model: 0x41,
  moduleDots: 0x43,
  correction: 0x45,
  store: 0x50,
  print: 0x51,
  levelM: 0x31,
} as const;
/** GS ( H fn 48: the answer starts with 37h 22h and carries the four bytes sent. */
export const PROCESS_ID = { fn: 0x30, m: 0x30, answer: 0x22, length: 4 } as const;
/** Everything a GS a may report: drawer, online, error, paper. */
const AUTOMATIC_STATUS_ALL = 0x0f;

const UNIT_MS = 2;

export const initialise = Uint8Array.of(ESC, 0x40);
export const chineseOn = Uint8Array.of(FS, 0x26);
export const alignLeft = Uint8Array.of(ESC, 0x61, 0);
export const alignCentre = Uint8Array.of(ESC, 0x61, 1);
export const boldOn = Uint8Array.of(ESC, 0x45, 1);
export const boldOff = Uint8Array.of(ESC, 0x45, 0);
export const automaticStatusOn = Uint8Array.of(GS, 0x61, AUTOMATIC_STATUS_ALL);
/** GS r 1: paper status, answered only when every byte before it is processed. */
export const orderedStatus = Uint8Array.of(GS, 0x72, 1);

/** GS ! n. */
export function size(name: keyof typeof SIZE_BITS): Uint8Array {
  return Uint8Array.of(GS, 0x21, SIZE_BITS[name]);
}

/** ESC d n: prints and feeds n lines. */
export function feedLines(lines: number): Uint8Array {
  return Uint8Array.of(ESC, 0x64, lines);
}

/** GS V 66 n: feeds to the blade and n dots more, then cuts partially; a plain GS V 0 would cut through the last lines. */
export function cut(feedDots: number): Uint8Array {
  return Uint8Array.of(GS, 0x56, 0x42, feedDots);
}

/** ESC p m t1 t2: drawer pulse, times in units of 2 ms. */
export function drawerKick(pin: 0 | 1, onMs: number, offMs: number): Uint8Array {
  const on = Math.round(onMs / UNIT_MS);
  // 32 ms is 10h: with the time after it, it could spell a real-time command.
  return Uint8Array.of(ESC, 0x70, pin, on === DLE ? on + 1 : on, Math.round(offMs / UNIT_MS));
}

/** DLE EOT n, n 1 to 4: real-time status, one byte back. */
export function realTimeStatus(n: RealTimeQuery): Uint8Array {
  return Uint8Array.of(DLE, EOT, n);
}

/** 1 printer, 2 offline cause, 3 error, 4 roll paper. */
export type RealTimeQuery = 1 | 2 | 3 | 4;

/** GS ( H fn 48 with a process id of four characters 20h–7Eh. */
export function requestProcessId(id: string): Uint8Array {
  return Uint8Array.of(
    GS,
    0x28,
    0x48,
    2 + PROCESS_ID.length,
    0,
    PROCESS_ID.fn,
    PROCESS_ID.m,
    ...Buffer.from(id, 'latin1'),
  );
}

/** GS ( k: model 2, module size, error correction M, store, print. */
export function nativeQr(data: Uint8Array, moduleDots: number): Uint8Array {
  const stored = data.length + 3;
  return Uint8Array.from([
    ...[GS, 0x28, 0x6b, 4, 0, QR.cn, QR.model, 0x32, 0],
    ...[GS, 0x28, 0x6b, 3, 0, QR.cn, QR.moduleDots, moduleDots],
    ...[GS, 0x28, 0x6b, 3, 0, QR.cn, QR.correction, QR.levelM],
    ...[GS, 0x28, 0x6b, stored & 0xff, stored >> 8, QR.cn, QR.store, 0x30, ...data],
    ...[GS, 0x28, 0x6b, 3, 0, QR.cn, QR.print, 0x30],
  ]);
}

/** GS v 0: a picture of `widthBytes` × 8 by `rows` dots, 1 is black. */
export function rasterHeader(widthBytes: number, rows: number): Uint8Array {
  return Uint8Array.of(GS, 0x76, 0x30, 0, widthBytes & 0xff, widthBytes >> 8, rows & 0xff, rows >> 8);
}
