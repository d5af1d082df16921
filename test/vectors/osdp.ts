/** Golden bytes of OSDP. `hex` is what is on the wire, mark byte FF included where it was sent; `source` says who vouches for it. */
export interface OsdpVector {
  readonly name: string;
  readonly source: string;
  readonly hex: string;
  readonly address: number;
  readonly isReply: boolean;
  readonly sequence: number;
  readonly check: 'crc' | 'checksum';
  readonly code: number;
  readonly data: string;
}

const captured = 'Captured between a libosdp 3.2.0 panel and reader over a pseudo-terminal pair, reader address 101.';
const annexE = 'SIA OSDP 2.2 annex E, as quoted in libosdp tests/unit-tests/test-sc-sia-vectors.c (506debd2).';

// mark FF | 53 | address (+80 in replies) | length LE16 | control | code | data | CRC-16 LE or checksum
export const osdpVectors: readonly OsdpVector[] = [
  {
    name: 'ID',
    source: captured,
    hex: 'FF 53 65 09 00 04 61 00 D9 7A',
    address: 101,
    isReply: false,
    sequence: 0,
    check: 'crc',
    code: 0x61,
    data: '00',
  },
  {
    // vendor 69 7A 00 | model 99 | version 01 | serial 01020304 LE | firmware 0B 0C 0D
    name: 'PDID',
    source: captured,
    hex: 'FF 53 E5 14 00 04 45 69 7A 00 99 01 04 03 02 01 0B 0C 0D 5C 7E',
    address: 101,
    isReply: true,
    sequence: 0,
    check: 'crc',
    code: 0x45,
    data: '69 7A 00 99 01 04 03 02 01 0B 0C 0D',
  },
  {
    name: 'CAP',
    source: captured,
    hex: 'FF 53 65 09 00 05 62 00 BA 18',
    address: 101,
    isReply: false,
    sequence: 1,
    check: 'crc',
    code: 0x62,
    data: '00',
  },
  {
    name: 'POLL',
    source: captured,
    hex: 'FF 53 65 08 00 05 60 51 A3',
    address: 101,
    isReply: false,
    sequence: 1,
    check: 'crc',
    code: 0x60,
    data: '',
  },
  {
    name: 'ACK',
    source: captured,
    hex: 'FF 53 E5 08 00 05 40 E3 A5',
    address: 101,
    isReply: true,
    sequence: 1,
    check: 'crc',
    code: 0x40,
    data: '',
  },
  {
    // reader 0 | format 1, parity-data-parity | 32 bits LE16 | bits left-justified
    name: 'RAW, 32 bits',
    source: captured,
    hex: 'FF 53 E5 10 00 06 50 00 01 20 00 88 99 AA BB C0 17',
    address: 101,
    isReply: true,
    sequence: 2,
    check: 'crc',
    code: 0x50,
    data: '00 01 20 00 88 99 AA BB',
  },
  {
    // reader 0 | LED 0 | temporary: set, on 2, off 2, green, off, 10 LE16 | permanent: set, on 0, off 1, off, red … as libosdp sent it
    name: 'LED',
    source: captured,
    hex: 'FF 53 65 16 00 05 69 00 00 02 02 02 02 00 0A 00 01 01 00 01 00 F6 66',
    address: 101,
    isReply: false,
    sequence: 1,
    check: 'crc',
    code: 0x69,
    data: '00 00 02 02 02 02 00 0A 00 01 01 00 01 00',
  },
  {
    // reader 0 | tone 2 | on 1, off 1 (100 ms) | twice
    name: 'BUZ',
    source: captured,
    hex: 'FF 53 65 0D 00 06 6A 00 02 01 01 02 5E 27',
    address: 101,
    isReply: false,
    sequence: 2,
    check: 'crc',
    code: 0x6a,
    data: '00 02 01 01 02',
  },
  {
    name: 'COMSET to everybody, CRC',
    source: annexE,
    hex: '53 7F 0D 00 04 6E 00 80 25 00 00 6E 38',
    address: 127,
    isReply: false,
    sequence: 0,
    check: 'crc',
    code: 0x6e,
    data: '00 80 25 00 00',
  },
  {
    name: 'ID, CRC',
    source: annexE,
    hex: '53 00 09 00 04 61 00 C0 66',
    address: 0,
    isReply: false,
    sequence: 0,
    check: 'crc',
    code: 0x61,
    data: '00',
  },
  {
    name: 'COMSET to everybody, checksum',
    source: annexE,
    hex: '53 7F 0C 00 00 6E 00 80 25 00 00 0F',
    address: 127,
    isReply: false,
    sequence: 0,
    check: 'checksum',
    code: 0x6e,
    data: '00 80 25 00 00',
  },
  {
    name: 'ID, checksum',
    source: annexE,
    hex: '53 00 08 00 00 61 00 44',
    address: 0,
    isReply: false,
    sequence: 0,
    check: 'checksum',
    code: 0x61,
    data: '00',
  },
];

/** The second captured card. */
export const raw26Vector = {
  source: `${captured} The notes quote it from the code on; address 101 with sequence 3 is the only header its CRC fits.`,
  hex: 'FF 53 E5 10 00 07 50 00 01 1A 00 A1 B2 C3 C0 4B 1D',
};

/** Frames that must never be believed. */
export const osdpRefused: readonly { readonly why: string; readonly hex: string; readonly reason: string }[] = [
  { why: 'one data bit changed', hex: '53 E5 10 00 06 50 00 01 20 00 88 99 AA BA C0 17', reason: 'checksum' },
  { why: 'one CRC bit changed', hex: '53 E5 08 00 05 40 E3 A4', reason: 'checksum' },
  { why: 'CRC bytes exchanged', hex: '53 E5 08 00 05 40 A5 E3', reason: 'checksum' },
  { why: 'wrong checksum', hex: '53 00 08 00 00 61 00 45', reason: 'checksum' },
  { why: 'a length too short for a code', hex: '53 E5 06 00 05 40 E3 A5', reason: 'header' },
  { why: 'a length no reader sends', hex: '53 E5 08 40 05 40 E3 A5', reason: 'header' },
  { why: 'reserved control bits', hex: '53 E5 08 00 45 40 E3 A5', reason: 'header' },
  { why: 'a security block longer than the frame', hex: '53 E5 0A 00 0D 20 16 40 E3 A5', reason: 'header' },
  { why: 'a security block of no known type', hex: '53 E5 0A 00 0D 02 19 40 E3 A5', reason: 'header' },
];

/** One whole handshake with the install key. */
export const handshakeVector = {
  source: annexE,
  panelRandom: 'B0 B1 B2 B3 B4 B5 B6 B7',
  readerRandom: 'A0 A1 A2 A3 A4 A5 A6 A7',
  installKey: '30 31 32 33 34 35 36 37 38 39 3A 3B 3C 3D 3E 3F',
  mac1: '5E 86 C6 76 60 3B DE E2 D8 BE AF E1 78 63 73 32',
  mac2: '6F DA 86 E8 57 77 7E 81 13 20 35 75 82 39 17 2E',
  encryption: 'BF 8D C2 A8 32 9A CB 8C 67 C6 D0 CD 9A 45 16 82',
  serverCryptogram: '26 D3 35 6E 07 76 2D 26 28 01 FC 8E 66 65 A8 91',
  clientCryptogram: 'FD E5 D2 F4 28 EC 16 31 24 71 EA 3C 02 BD 77 96',
  initialMac: 'B2 A3 00 57 EB 98 BA 22 29 EC 1F 87 56 62 B5 24',
};

/** CBC with one key for both parts of the MAC is plain AES-CBC, so NIST's numbers check chaining, padding and direction. */
export const chainingVector = {
  source:
    'NIST SP 800-38A F.2.1 (key, vector, four blocks); padded cases from libosdp tests/unit-tests/test-sc.c (506debd2), recomputed with OpenSSL.',
  key: '2B 7E 15 16 28 AE D2 A6 AB F7 15 88 09 CF 4F 3C',
  before: '00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F',
  fourBlocks:
    '6B C1 BE E2 2E 40 9F 96 E9 3D 7E 11 73 93 17 2A AE 2D 8A 57 1E 03 AC 9C 9E B7 6F AC 45 AF 8E 51 30 C8 1C 46 A3 5C E4 11 E5 FB C1 19 1A 0A 52 EF F6 9F 24 45 DF 4F 9B 17 AD 2B 41 7B E6 6C 37 10',
  macOfOneBlock: '76 49 AB AC 81 19 B2 46 CE E9 8E 9B 12 E9 19 7D',
  macOfFourBlocks: '3F F1 CA A1 68 1F AC 09 12 0E CA 30 75 86 E1 A7',
  fifteenBytes: '00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E',
  sealedFifteen: 'C5 31 1F 3D 23 D0 86 EA 86 F5 EE 7F 85 24 7B 40',
  sixteenBytes: '00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F',
  sealedSixteen: '7D F7 6B 0C 1A B8 99 B3 3E 42 F0 47 B9 1B 54 6F E2 FE 5B D6 C1 DF CD D1 91 24 F0 3E 1A 13 4D 3B',
  sealedNothing: '4C 08 22 0C 79 D9 19 10 22 DC 66 74 87 4C EA F8',
};

export function bytesOf(hex: string): Uint8Array {
  return hex === '' ? new Uint8Array(0) : Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
}
