import type { Pn532Message } from './frame.ts';

/** Codes of the commands used here; the answer's code is one more. */
export const commandCodes = {
  getFirmwareVersion: 0x02,
  samConfiguration: 0x14,
  rfConfiguration: 0x32,
  inListPassiveTarget: 0x4a,
  inRelease: 0x52,
} as const;

/** A UID is single, double or triple size (ISO/IEC 14443-3). Unit: bytes. */
export const uidSizes: readonly number[] = [4, 7, 10];

/** The IC byte a PN532 gives for itself. */
export const pn532Ic = 0x32;

const maxRetriesItem = 0x05;
/** Defaults of the chip for the two settings before it (UM0701-02 §7.3.1). */
const atrRetries = 0xff;
const pslRetries = 0x01;
/** `maxRetries(forever)` blocks a search until a card comes or the host aborts; it is what the chip does unless told. */
export const forever = 0xff;

export function getFirmwareVersion(): Pn532Message {
  return command(commandCodes.getFirmwareVersion);
}

/** No security module; time-out 0x14 (1 s, unused in this mode), interrupt line used. */
export function samConfiguration(): Pn532Message {
  return command(commandCodes.samConfiguration, 0x01, 0x14, 0x01);
}

/** How often a search asks the field again before it answers “no card”. @param retries 0–254, or {@link forever} */
export function maxRetries(retries: number): Pn532Message {
  return command(commandCodes.rfConfiguration, maxRetriesItem, atrRetries, pslRetries, retries);
}

/** Searches one card at 106 kbit/s, type A. */
export function inListPassiveTarget(): Pn532Message {
  return command(commandCodes.inListPassiveTarget, 0x01, 0x00);
}

/** Lets go of every card. */
export function inReleaseAll(): Pn532Message {
  return command(commandCodes.inRelease, 0x00);
}

/** The chip's answer to a command. */
export function answerTo(code: number, ...body: number[]): Pn532Message {
  return { from: 'chip', code: code + 1, body: Uint8Array.from(body) };
}

/** A card of ISO/IEC 14443 type A as the chip found it. */
export interface FoundTarget {
  /** Two bytes, high first. */
  readonly atqa: number;
  readonly sak: number;
  readonly uid: Uint8Array;
  /** What a card with a processor adds (phones, DESFire), length byte included. */
  readonly ats?: Uint8Array;
}

/** The chip's answer to a search. */
export function foundTargets(target: FoundTarget | undefined): Pn532Message {
  const code = commandCodes.inListPassiveTarget;
  if (target === undefined) return answerTo(code, 0);
  const { atqa, sak, uid, ats = [] } = target;
  return answerTo(code, 1, 1, atqa >> 8, atqa & 0xff, sak, uid.length, ...uid, ...ats);
}

/** What a search found. `malformed`: an answer no PN532 gives, or a UID of a size that does not exist. */
export type SearchResult = 'none' | 'malformed' | FoundTarget;

/** Reads the answer to {@link inListPassiveTarget}. */
export function readTargets(body: Uint8Array): SearchResult {
  const [count, , atqaHigh, atqaLow, sak, uidSize] = body;
  if (count === 0) return 'none';
  if (count === undefined || atqaHigh === undefined || atqaLow === undefined) return 'malformed';
  if (sak === undefined || uidSize === undefined || !uidSizes.includes(uidSize)) return 'malformed';
  const uid = body.slice(6, 6 + uidSize);
  if (uid.length < uidSize) return 'malformed';
  const ats = body.slice(6 + uidSize);
  return { atqa: (atqaHigh << 8) | atqaLow, sak, uid, ...(ats.length === 0 ? {} : { ats }) };
}

/** Whether the answer to {@link getFirmwareVersion} comes from a PN532. */
export function isPn532(body: Uint8Array): boolean {
  return body[0] === pn532Ic;
}

function command(code: number, ...body: number[]): Pn532Message {
  return { from: 'host', code, body: Uint8Array.from(body) };
}
