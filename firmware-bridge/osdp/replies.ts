import { reply } from './constants.ts';

/** What a reader answers, read out of code and data. */
export type OsdpReply =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak'; readonly reason: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'identification'; readonly serialNumber: number }
  | { readonly kind: 'capabilities'; readonly secureChannel: boolean }
  | { readonly kind: 'local-status'; readonly tamper: boolean; readonly powerFailure: boolean }
  | { readonly kind: 'raw-card'; readonly format: number; readonly bitCount: number; readonly bits: Uint8Array }
  | { readonly kind: 'formatted-card'; readonly backwards: boolean; readonly text: string }
  | {
      readonly kind: 'client-cryptogram';
      readonly readerId: Uint8Array;
      readonly random: Uint8Array;
      readonly cryptogram: Uint8Array;
    }
  | { readonly kind: 'initial-mac'; readonly mac: Uint8Array }
  /** Understood, and nothing for a desk: key presses, input status … */
  | { readonly kind: 'other'; readonly code: number }
  /** A known code whose data cannot be. */
  | { readonly kind: 'malformed'; readonly code: number };

const identificationLength = 12;
const rawHeaderLength = 4;
const formattedHeaderLength = 3;
const clientCryptogramLength = 32;
const macLength = 16;
const communicationSecurity = 9;

/** Reads a reply. Never throws. @param data decrypted */
export function parseReply(code: number, data: Uint8Array): OsdpReply {
  const malformed: OsdpReply = { kind: 'malformed', code };
  switch (code) {
    case reply.ack:
      return { kind: 'ack' };
    case reply.nak:
      return { kind: 'nak', reason: data[0] ?? 0 };
    case reply.busy:
      return { kind: 'busy' };
    case reply.identification: {
      if (data.length < identificationLength) return malformed;
      const serialNumber = Buffer.from(data).readUInt32LE(5);
      return { kind: 'identification', serialNumber };
    }
    case reply.capabilities:
      return { kind: 'capabilities', secureChannel: hasCapability(data, communicationSecurity) };
    case reply.localStatus:
      if (data.length < 2) return malformed;
      return { kind: 'local-status', tamper: data[0] !== 0, powerFailure: data[1] !== 0 };
    case reply.rawCard:
      return rawCard(data) ?? malformed;
    case reply.formattedCard:
      return formattedCard(data) ?? malformed;
    case reply.clientCryptogram:
      if (data.length !== clientCryptogramLength) return malformed;
      return {
        kind: 'client-cryptogram',
        readerId: data.slice(0, 8),
        random: data.slice(8, 16),
        cryptogram: data.slice(16),
      };
    case reply.initialMac:
      return data.length === macLength ? { kind: 'initial-mac', mac: data.slice() } : malformed;
    default:
      return { kind: 'other', code };
  }
}

/** Capabilities come as triples: function, compliance level, number of items. */
function hasCapability(data: Uint8Array, wanted: number): boolean {
  for (let at = 0; at + 2 < data.length; at += 3) if (data[at] === wanted) return (data[at + 1] ?? 0) !== 0;
  return false;
}

function rawCard(data: Uint8Array): OsdpReply | undefined {
  if (data.length < rawHeaderLength) return undefined;
  const bitCount = (data[2] ?? 0) | ((data[3] ?? 0) << 8);
  const bits = data.slice(rawHeaderLength);
  if (bitCount === 0 || bits.length !== Math.ceil(bitCount / 8)) return undefined;
  return { kind: 'raw-card', format: data[1] ?? 0, bitCount, bits };
}

function formattedCard(data: Uint8Array): OsdpReply | undefined {
  const length = data[2];
  if (length === undefined || length === 0 || data.length !== formattedHeaderLength + length) return undefined;
  const text = Buffer.from(data.subarray(formattedHeaderLength)).toString('latin1');
  return { kind: 'formatted-card', backwards: data[1] === 1, text };
}

/** A reply a reader sends: code and data, not yet in a frame. */
export interface OsdpAnswer {
  readonly code: number;
  readonly data: Uint8Array;
}

export const ack: OsdpAnswer = { code: reply.ack, data: new Uint8Array(0) };
export const busy: OsdpAnswer = { code: reply.busy, data: new Uint8Array(0) };

export function nak(reason: number): OsdpAnswer {
  return { code: reply.nak, data: Uint8Array.of(reason) };
}

/** @param bits left-justified, as many bytes as needed */
export function rawCardReply(format: number, bitCount: number, bits: Uint8Array): OsdpAnswer {
  return { code: reply.rawCard, data: Uint8Array.of(0, format, bitCount & 0xff, bitCount >> 8, ...bits) };
}

/** @param text one byte per character */
export function formattedCardReply(text: string, backwards = false): OsdpAnswer {
  const characters = Buffer.from(text, 'latin1');
  return { code: reply.formattedCard, data: Uint8Array.of(0, backwards ? 1 : 0, characters.length, ...characters) };
}

export function localStatusReply(tamper: boolean, powerFailure: boolean): OsdpAnswer {
  return { code: reply.localStatus, data: Uint8Array.of(tamper ? 1 : 0, powerFailure ? 1 : 0) };
}
