/** A command of the host, or the chip's answer to it (code of the command plus one). */
export interface Pn532Message {
  readonly from: 'host' | 'chip';
  readonly code: number;
  readonly body: Uint8Array;
}

/** What may stand on the wire. `error`: the chip did not understand the last command. */
export type Pn532Frame = ({ readonly kind: 'frame' } & Pn532Message) | { readonly kind: 'ack' | 'nack' | 'error' };

/**
 * Why a frame is not believed. `length`: LEN and LCS do not agree. `identifier`: not from host or chip, or without a code.
 * `checksum`: DCS differs.
 */
export type Pn532Wrong = 'length' | 'identifier' | 'checksum';
