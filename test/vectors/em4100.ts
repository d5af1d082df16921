/** Golden bytes of the RDM6300 protocol. `hex` is what is on the wire; `source` says who vouches for it. */
export interface Em4100Vector {
  readonly source: string;
  readonly hex: string;
  readonly cardId: string;
  readonly printedNumber: string;
}

export const em4100Vectors: readonly Em4100Vector[] = [
  {
    // 02 | "62" version | "E3086CED" tag | "08" = 62^E3^08^6C^ED | 03
    source:
      'Card 62E3086CED of the Seeed 113020002 datasheet p. 3, XOR recomputed; the bytes are accepted by the arduino12/rdm6300 parser (a8ddb5f). The sheet itself prints the number 60717296877, which is wrong: E3086CED is 3808980205.',
    hex: '02 36 32 45 33 30 38 36 43 45 44 30 38 03',
    cardId: '62E3086CED',
    printedNumber: '3808980205',
  },
  {
    // 02 | "45" | "00C5D1E9" | "B8" = 45^00^C5^D1^E9 | 03
    source:
      'Card and checksum 4500C5D1E9B8 from the EM-18 manual (cparkb2c.in), number 0012964329 printed there; marks 02 and 03 added as RDM6300 sends them.',
    hex: '02 34 35 30 30 43 35 44 31 45 39 42 38 03',
    cardId: '4500C5D1E9',
    printedNumber: '0012964329',
  },
];

/** Frames that must never become a card. */
export const em4100Refused: readonly { readonly why: string; readonly hex: string; readonly reason: string }[] = [
  { why: 'one tag digit changed', hex: '02 36 32 45 33 30 38 36 43 45 45 30 38 03', reason: 'checksum' },
  { why: 'one checksum digit changed', hex: '02 36 32 45 33 30 38 36 43 45 44 30 39 03', reason: 'checksum' },
  { why: 'two digits exchanged', hex: '02 32 36 45 33 30 38 36 43 45 44 30 38 03', reason: 'checksum' },
  { why: 'end mark missing', hex: '02 36 32 45 33 30 38 36 43 45 44 30 38 0D', reason: 'no-end-mark' },
  { why: 'a letter that is no digit', hex: '02 36 32 45 33 30 38 36 47 45 44 30 38 03', reason: 'bad-digit' },
];

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
}
