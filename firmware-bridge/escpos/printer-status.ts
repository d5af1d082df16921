import type { RealTimeQuery } from './printer-commands.ts';

/** What can be wrong with a printer, whichever status byte said so. */
export interface PrinterCondition {
  readonly offline: boolean;
  readonly coverOpen: boolean;
  readonly paperOut: boolean;
  readonly paperNearEnd: boolean;
  readonly cutterError: boolean;
  /** Head hot and the like: goes away by itself. */
  readonly recoversByItself: boolean;
  /** The paper does not move: a jam, or a part in its way. */
  readonly mechanicalError: boolean;
  /** Electrical error that needs a person. */
  readonly otherError: boolean;
  /** Level of drawer connector pin 3, where a drawer's own switch is wired. No fault. */
  readonly drawerPinHigh: boolean;
}

/** A printer with nothing wrong. */
export const CLEAN: PrinterCondition = {
  offline: false,
  coverOpen: false,
  paperOut: false,
  paperNearEnd: false,
  cutterError: false,
  recoversByItself: false,
  mechanicalError: false,
  otherError: false,
  drawerPinHigh: false,
};

/** Bits of the DLE EOT answers, by query (Epson TM-T88III spec p. 74). */
const REAL_TIME = {
  fixed: 0x12,
  1: { drawerPinHigh: 0x04, offline: 0x08 },
  2: { coverOpen: 0x04, stoppedByPaperEnd: 0x20, error: 0x40 },
  3: { mechanical: 0x04, cutter: 0x08, unrecoverable: 0x20, autoRecoverable: 0x40 },
  4: { nearEnd: 0x0c, paperEnd: 0x60 },
} as const;

/** Bits of the four ASB bytes. */
const AUTOMATIC = {
  first: { fixed: 0x10, drawerPinHigh: 0x04, offline: 0x08, coverOpen: 0x20 },
  second: { mechanical: 0x04, cutter: 0x08, unrecoverable: 0x20, autoRecoverable: 0x40 },
  third: { nearEnd: 0x03, paperEnd: 0x0c },
} as const;

/** Bits of the GS r 1 answer. */
const ORDERED = { nearEnd: 0x03, paperEnd: 0x0c } as const;

const any = (byte: number, mask: number): boolean => (byte & mask) !== 0;

/** What the answer to DLE EOT `query` says; fields the answer does not speak of are absent. */
export function readRealTime(query: RealTimeQuery, byte: number): Partial<PrinterCondition> {
  switch (query) {
    case 1:
      return { offline: any(byte, REAL_TIME[1].offline), drawerPinHigh: any(byte, REAL_TIME[1].drawerPinHigh) };
    case 2:
      return {
        coverOpen: any(byte, REAL_TIME[2].coverOpen),
        ...(any(byte, REAL_TIME[2].stoppedByPaperEnd) ? { paperOut: true } : {}),
      };
    case 3: {
      const bits = REAL_TIME[3];
      return {
        cutterError: any(byte, bits.cutter),
        recoversByItself: any(byte, bits.autoRecoverable),
        mechanicalError: any(byte, bits.mechanical),
        otherError: any(byte, bits.unrecoverable),
      };
    }
    case 4:
      return { paperNearEnd: any(byte, REAL_TIME[4].nearEnd), paperOut: any(byte, REAL_TIME[4].paperEnd) };
  }
}

/** What four ASB bytes say. */
export function readAutomatic([first, second, third]: readonly [number, number, number, number]): PrinterCondition {
  return {
    offline: any(first, AUTOMATIC.first.offline),
    drawerPinHigh: any(first, AUTOMATIC.first.drawerPinHigh),
    coverOpen: any(first, AUTOMATIC.first.coverOpen),
    cutterError: any(second, AUTOMATIC.second.cutter),
    recoversByItself: any(second, AUTOMATIC.second.autoRecoverable),
    mechanicalError: any(second, AUTOMATIC.second.mechanical),
    otherError: any(second, AUTOMATIC.second.unrecoverable),
    paperNearEnd: any(third, AUTOMATIC.third.nearEnd),
    paperOut: any(third, AUTOMATIC.third.paperEnd),
  };
}

/** What the answer to GS r 1 says. */
export function readOrdered(byte: number): Partial<PrinterCondition> {
  return { paperNearEnd: any(byte, ORDERED.nearEnd), paperOut: any(byte, ORDERED.paperEnd) };
}

const bits = (...pairs: readonly (readonly [boolean, number])[]): number =>
  pairs.reduce((byte, [on, mask]) => (on ? byte | mask : byte), 0);

/** The byte a printer in this condition answers to DLE EOT `query`. */
export function writeRealTime(query: RealTimeQuery, is: PrinterCondition): number {
  switch (query) {
    case 1:
      return bits(
        [true, REAL_TIME.fixed],
        [is.offline, REAL_TIME[1].offline],
        [is.drawerPinHigh, REAL_TIME[1].drawerPinHigh],
      );
    case 2:
      return bits(
        [true, REAL_TIME.fixed],
        [is.coverOpen, REAL_TIME[2].coverOpen],
        [is.paperOut, REAL_TIME[2].stoppedByPaperEnd],
        [is.cutterError || is.mechanicalError || is.otherError || is.recoversByItself, REAL_TIME[2].error],
      );
    case 3:
      return bits(
        [true, REAL_TIME.fixed],
        [is.cutterError, REAL_TIME[3].cutter],
        [is.recoversByItself, REAL_TIME[3].autoRecoverable],
        [is.mechanicalError, REAL_TIME[3].mechanical],
        [is.otherError, REAL_TIME[3].unrecoverable],
      );
    case 4:
      return bits(
        [true, REAL_TIME.fixed],
        [is.paperNearEnd || is.paperOut, REAL_TIME[4].nearEnd],
        [is.paperOut, REAL_TIME[4].paperEnd],
      );
  }
}

/** The four ASB bytes of a printer in this condition. */
export function writeAutomatic(is: PrinterCondition): Uint8Array {
  const { first, second, third } = AUTOMATIC;
  return Uint8Array.of(
    bits(
      [true, first.fixed],
      [is.offline, first.offline],
      [is.coverOpen, first.coverOpen],
      [is.drawerPinHigh, first.drawerPinHigh],
    ),
    bits(
      [is.cutterError, second.cutter],
      [is.recoversByItself, second.autoRecoverable],
      [is.mechanicalError, second.mechanical],
      [is.otherError, second.unrecoverable],
    ),
    bits([is.paperNearEnd || is.paperOut, third.nearEnd], [is.paperOut, third.paperEnd]),
    0,
  );
}

/** The answer to GS r 1 of a printer in this condition. */
export function writeOrdered(is: PrinterCondition): number {
  return bits([is.paperNearEnd || is.paperOut, ORDERED.nearEnd], [is.paperOut, ORDERED.paperEnd]);
}
