/** Golden frames of the PN532 over its UART. `hex` is what is on the wire; `source` says who vouches for it. */
export interface Pn532Vector {
  readonly what: string;
  readonly source: string;
  readonly hex: string;
  readonly from: 'host' | 'chip';
  readonly code: number;
  /** Hex of what follows the code. */
  readonly body: string;
}

const seen = 'NXP UM0701-02; as libnfc 1.8.0 sends it, both checksums recomputed.';
const computed = 'NXP UM0701-02, elechouse/PN532 12663d9; computed, both checksums checked.';

/** What wakes the chip before its first frame. */
export const pn532WakeUp = {
  source: 'libnfc 1.8.0 watched at work; elechouse/PN532 12663d9 sends only the first five bytes.',
  hex: '55 55 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
};

export const pn532Vectors: readonly Pn532Vector[] = [
  { what: 'GetFirmwareVersion', source: seen, hex: '00 00 FF 02 FE D4 02 2A 00', from: 'host', code: 0x02, body: '' },
  {
    what: 'firmware: IC 32, version 1.6, supports 07',
    source: seen,
    hex: '00 00 FF 06 FA D5 03 32 01 06 07 E8 00',
    from: 'chip',
    code: 0x03,
    body: '32010607',
  },
  {
    what: 'SAMConfiguration normal, 1 s, interrupt',
    source: computed,
    hex: '00 00 FF 05 FB D4 14 01 14 01 02 00',
    from: 'host',
    code: 0x14,
    body: '011401',
  },
  {
    what: 'SAMConfiguration, short form of libnfc',
    source: seen,
    hex: '00 00 FF 03 FD D4 14 01 17 00',
    from: 'host',
    code: 0x14,
    body: '01',
  },
  { what: 'SAM done', source: seen, hex: '00 00 FF 02 FE D5 15 16 00', from: 'chip', code: 0x15, body: '' },
  {
    what: 'RFConfiguration: search for ever',
    source: computed,
    hex: '00 00 FF 06 FA D4 32 05 FF 01 FF F6 00',
    from: 'host',
    code: 0x32,
    body: '05FF01FF',
  },
  {
    what: 'InListPassiveTarget, one card, 106 kbit/s A',
    source: seen,
    hex: '00 00 FF 04 FC D4 4A 01 00 E1 00',
    from: 'host',
    code: 0x4a,
    body: '0100',
  },
  {
    what: 'found: UID DEADBEEF, ATQA 0004, SAK 08',
    source: computed,
    hex: '00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96 00',
    from: 'chip',
    code: 0x4b,
    body: '010100040804DEADBEEF',
  },
  {
    what: 'found nothing',
    source: computed,
    hex: '00 00 FF 03 FD D5 4B 00 E0 00',
    from: 'chip',
    code: 0x4b,
    body: '00',
  },
  {
    what: 'InRelease all',
    source: computed,
    hex: '00 00 FF 03 FD D4 52 00 DA 00',
    from: 'host',
    code: 0x52,
    body: '00',
  },
];

/** Frames without a message (UM0701-02 §6.2.1.3 to 6.2.1.5). */
export const pn532Signals: readonly { readonly kind: 'ack' | 'nack' | 'error'; readonly hex: string }[] = [
  { kind: 'ack', hex: '00 00 FF 00 FF 00' },
  { kind: 'nack', hex: '00 00 FF FF 00 00' },
  { kind: 'error', hex: '00 00 FF 01 FF 7F 81 00' },
];

/** Frames that must never be taken for one. */
export const pn532Refused: readonly { readonly why: string; readonly hex: string; readonly reason: string }[] = [
  { why: 'LCS changed', hex: '00 00 FF 03 FE D5 4B 00 E0 00', reason: 'length' },
  { why: 'length nought', hex: '00 00 FF 00 00 D5 4B', reason: 'length' },
  { why: 'an extended frame', hex: '00 00 FF FF FF 01 00 FF D5', reason: 'length' },
  { why: 'from nobody', hex: '00 00 FF 03 FD D6 4B 00 DF 00', reason: 'identifier' },
  { why: 'without a code', hex: '00 00 FF 01 FF D5 2B 00', reason: 'identifier' },
  { why: 'DCS changed', hex: '00 00 FF 03 FD D5 4B 00 E1 00', reason: 'checksum' },
  { why: 'a UID byte changed', hex: '00 00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EE 96 00', reason: 'checksum' },
];
