/** Golden bytes of the 7941 protocol. `hex` is what is on the wire; `source` says who vouches for it. */
export const rdm7941Vectors: readonly {
  readonly source: string;
  readonly hex: string;
  readonly family: 'mifare' | 'em4100';
  readonly cardId: string;
  readonly printedNumber?: string;
}[] = [
  {
    // 02 | LEN 10 | EM4100 | 2E 00 B6 D7 B5 | F2 = 0A^02^2E^00^B6^D7^B5 | 03; 00B6D7B5 = 11982773
    source: '7941E listing of rhombusacs, XOR recomputed; the decimal number is computed.',
    hex: '02 0A 02 2E 00 B6 D7 B5 F2 03',
    family: 'em4100',
    cardId: '2E00B6D7B5',
    printedNumber: '0011982773',
  },
  {
    // 02 | LEN 10 | EM4100 | 06 00 8E 6D 5D | B0 | 03; 008E6D5D = 9334109
    source: 'neweggbusiness 9B-0YH-046V-00015, XOR recomputed; the decimal number is computed.',
    hex: '02 0A 02 06 00 8E 6D 5D B0 03',
    family: 'em4100',
    cardId: '06008E6D5D',
    printedNumber: '0009334109',
  },
  {
    // 02 | LEN 9 | MIFARE | DE AD BE EF | 2A = 09^01^DE^AD^BE^EF | 03
    source: 'Computed from the same listings (TYPE 01, LEN 09, four bytes): no listing shows MIFARE bytes.',
    hex: '02 09 01 DE AD BE EF 2A 03',
    family: 'mifare',
    cardId: 'DEADBEEF',
  },
  {
    // 02 | LEN 10 | EM4100 | 02 03 02 0A 03 | 02 | 03
    source: 'Computed: a serial number and a BCC made of marks and lengths, which only LEN can frame.',
    hex: '02 0A 02 02 03 02 0A 03 02 03',
    family: 'em4100',
    cardId: '0203020A03',
    printedNumber: '0050465283',
  },
];

/** Packets that must never become a card. */
export const rdm7941Refused: readonly { readonly why: string; readonly hex: string; readonly reason: string }[] = [
  { why: 'one serial byte changed', hex: '02 0A 02 2E 00 B6 D7 B4 F2 03', reason: 'checksum' },
  { why: 'BCC changed', hex: '02 0A 02 2E 00 B6 D7 B5 F3 03', reason: 'checksum' },
  { why: 'end mark missing', hex: '02 0A 02 2E 00 B6 D7 B5 F2 0D', reason: 'no-end-mark' },
  { why: 'a length no packet has', hex: '02 0B 02 2E 00 B6 D7 B5 F3 03', reason: 'length' },
  { why: 'a type nobody described', hex: '02 0A 07 2E 00 B6 D7 B5 F7 03', reason: 'type' },
  { why: 'MIFARE type with the length of EM4100', hex: '02 0A 01 2E 00 B6 D7 B5 F1 03', reason: 'type' },
  { why: 'a serial byte lost', hex: '02 0A 02 2E 00 B6 D7 F2 03 55', reason: 'no-end-mark' },
];
