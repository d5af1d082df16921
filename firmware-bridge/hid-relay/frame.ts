import {
  codeOff,
  codeOn,
  maskAt,
  mostRelays,
  productPattern,
  serialLength,
  setReportId,
  setReportLength,
} from './constants.ts';

/** What a relay board says about itself. */
export interface RelayState {
  /** Five characters, e.g. `BITFT`; told apart by it when there are several. */
  readonly serial: string;
  /** Bit 0 is relay 1. */
  readonly mask: number;
}

/**
 * The report that switches one relay. All relays at once cannot be said.
 *
 * @throws RangeError for a relay outside 1–8
 */
export function serializeSet(relay: number, on: boolean): Uint8Array {
  if (!Number.isInteger(relay) || relay < 1 || relay > mostRelays)
    throw new RangeError(`a relay board has relays 1 to ${mostRelays}, not ${relay}`);
  const report = new Uint8Array(setReportLength);
  report.set([setReportId, on ? codeOn : codeOff, relay]);
  return report;
}

/** Reads {@link serializeSet} back, as the board does; `undefined` for anything else. Never throws. */
export function parseSet(report: Uint8Array): { readonly relay: number; readonly on: boolean } | undefined {
  const [id, code, relay = 0] = report;
  if (report.length !== setReportLength || id !== setReportId || relay < 1 || relay > mostRelays) return undefined;
  if (report.subarray(3).some((byte) => byte !== 0)) return undefined;
  return code === codeOn ? { relay, on: true } : code === codeOff ? { relay, on: false } : undefined;
}

/**
 * Reads a state report; `undefined` when it is none. Never throws.
 *
 * The board answers without a report id, and some systems put one before it: a serial begins with a printable character, a report
 * id is 00 or 01, so the first byte tells which it is.
 */
export function parseState(report: Uint8Array): RelayState | undefined {
  const [first] = report;
  const state = first === 0x00 || first === 0x01 ? report.subarray(1) : report;
  const serial = state.subarray(0, serialLength);
  const mask = state[maskAt];
  if (mask === undefined || serial.some((byte) => byte < 0x21 || byte > 0x7e)) return undefined;
  // Between serial and bits there is nothing; something else is another device's report.
  if (state[serialLength] !== 0 || state[serialLength + 1] !== 0) return undefined;
  return { serial: String.fromCharCode(...serial), mask };
}

/** A state report as the board makes it. @param withId as systems hand it over that put the report id first */
export function serializeState(state: RelayState, withId = false): Uint8Array {
  const bytes = [...Buffer.from(state.serial, 'latin1'), 0x00, 0x00, state.mask];
  return Uint8Array.from(withId ? [0x01, ...bytes] : bytes);
}

/** How many relays a product name promises; `undefined` when it is not a relay board. */
export function relaysOf(product: string): number | undefined {
  const relays = productPattern.exec(product)?.groups?.relays;
  return relays === undefined ? undefined : Number(relays);
}
