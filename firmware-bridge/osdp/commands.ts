import { command } from './constants.ts';

/** What a panel asks of a reader: code and data, not yet in a frame. */
export interface OsdpCommand {
  readonly code: number;
  readonly data: Uint8Array;
}

/** Colours a reader's LED can show. Source: SIA OSDP 2.2, osdp_LED. */
export const ledColour = { off: 0, red: 1, green: 2, amber: 3, blue: 4 } as const;

/** A temporary signal of the LED; afterwards it shows again what it showed before. */
export interface LedSignal {
  readonly colour: number;
  /** Unit: 100 ms; off for 0 does not blink. */
  readonly onTime: number;
  readonly offTime: number;
  /** Unit: 100 ms. */
  readonly duration: number;
}

export interface BuzzerSignal {
  /** Unit: 100 ms. */
  readonly onTime: number;
  readonly offTime: number;
  readonly count: number;
}

/** Length of an LED record: reader, LED, seven bytes temporary, five permanent. */
const ledRecordLength = 14;
const temporarySet = 2;
const permanentUnchanged = 0;
const defaultTone = 2;
const siteKeyType = 1;
export const keyLength = 16;

const nothing = new Uint8Array(0);

export const poll: OsdpCommand = { code: command.poll, data: nothing };
/** Data 0: the standard identification. */
export const identify: OsdpCommand = { code: command.identify, data: Uint8Array.of(0) };
export const askCapabilities: OsdpCommand = { code: command.capabilities, data: Uint8Array.of(0) };
export const askLocalStatus: OsdpCommand = { code: command.localStatus, data: nothing };

/** Lights LED 0 of reader 0 for a while. */
export function led({ colour, onTime, offTime, duration }: LedSignal): OsdpCommand {
  const temporary = [temporarySet, onTime, offTime, colour, ledColour.off, duration & 0xff, duration >> 8];
  const permanent = [permanentUnchanged, 0, 0, 0, 0];
  return { code: command.led, data: Uint8Array.of(0, 0, ...temporary, ...permanent) };
}

/** Beeps reader 0. */
export function buzzer({ onTime, offTime, count }: BuzzerSignal): OsdpCommand {
  return { code: command.buzzer, data: Uint8Array.of(0, defaultTone, onTime, offTime, count) };
}

/** Gives the reader a new key; only inside a secure session. @param key 16 bytes */
export function setKey(key: Uint8Array): OsdpCommand {
  return { code: command.keySet, data: Uint8Array.of(siteKeyType, keyLength, ...key) };
}

/** The key a KEYSET command brings, or undefined when it is none a reader takes. */
export function parseSetKey(data: Uint8Array): Uint8Array | undefined {
  if (data.length !== 2 + keyLength || data[0] !== siteKeyType || data[1] !== keyLength) return undefined;
  return data.slice(2);
}

/** The temporary colour an LED command asks for, or undefined when it asks for none. */
export function parseLed(data: Uint8Array): number | undefined {
  if (data.length < ledRecordLength || data[2] !== temporarySet) return undefined;
  return data[5];
}
