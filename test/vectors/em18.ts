/** Golden bytes of the EM-18 protocol. `hex` is what is on the wire between two silences; `source` says who vouches for it. */
export const em18Vectors: readonly {
  readonly source: string;
  readonly hex: string;
  readonly cardId: string;
  readonly printedNumber: string;
}[] = [
  {
    // "45" version | "00C5D1E9" tag | "B8" = 45^00^C5^D1^E9
    source: 'EM-18 manual (cparkb2c.in): 4500C5D1E9B8, number 0012964329.',
    hex: '34 35 30 30 43 35 44 31 45 39 42 38',
    cardId: '4500C5D1E9',
    printedNumber: '0012964329',
  },
  {
    // "62" | "E3086CED" | "08" = 62^E3^08^6C^ED
    source:
      'The card of the Seeed 113020002 datasheet p. 3 (see em4100.ts) as an EM-18 sends it: the same digits without marks; XOR recomputed.',
    hex: '36 32 45 33 30 38 36 43 45 44 30 38',
    cardId: '62E3086CED',
    printedNumber: '3808980205',
  },
];

/** Runs of bytes that must never become a card. */
export const em18Refused: readonly { readonly why: string; readonly hex: string; readonly reason: string }[] = [
  { why: 'one tag digit changed', hex: '34 35 30 30 43 35 44 31 45 38 42 38', reason: 'checksum' },
  { why: 'one checksum digit changed', hex: '34 35 30 30 43 35 44 31 45 39 42 39', reason: 'checksum' },
  { why: 'two digits exchanged', hex: '35 34 30 30 43 35 44 31 45 39 42 38', reason: 'checksum' },
  { why: 'a digit lost', hex: '34 35 30 30 43 35 44 31 45 39 42', reason: 'length' },
  { why: 'a digit too many', hex: '34 35 30 30 43 35 44 31 45 39 42 38 30', reason: 'length' },
  { why: 'a letter that is no digit', hex: '34 35 30 30 47 35 44 31 45 39 42 38', reason: 'length' },
];
