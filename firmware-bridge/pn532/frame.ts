import type { Discarded } from '../parser-counters.ts';

/** A command of the host, or the chip's answer to it (code of the command plus one). */
export interface Pn532Message {
  readonly from: 'host' | 'chip';
  readonly code: number;
  readonly body: Uint8Array;
}

/** What may stand on the wire. `error`: the chip did not understand the last command. */
export type Pn532Frame = ({ readonly kind: 'frame' } & Pn532Message) | { readonly kind: 'ack' | 'nack' | 'error' };

/**
 * Why bytes were thrown away. `noise`: outside a frame (padding zeros are none). `length`: LEN and LCS do not agree. `identifier`: not
 * from host or chip, or without a code. `checksum`: DCS differs. `silence`: the line fell silent inside a frame.
 */
export type Pn532DiscardReason = 'noise' | 'length' | 'identifier' | 'checksum' | 'silence';

export type Pn532Output = Pn532Frame | Discarded<Pn532DiscardReason>;
