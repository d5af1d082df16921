/** Golden bytes of ESC/POS. `hex` is what is on the wire; `source` says who vouches for it. */
export interface EscposVector {
  readonly what: string;
  readonly source: string;
  readonly hex: string;
}

export const textVectors: readonly (EscposVector & { readonly text: string })[] = [
  {
    what: 'Chinese and Latin',
    text: '中文雨伞寄存ABC',
    source: 'escpos 2.5.2 executed (protocols.md C1); pairs looked up in GB 2312-80, e.g. 中 = zone 54 cell 48 = D6D0',
    hex: 'd6 d0 ce c4 d3 ea c9 a1 bc c4 b4 e6 41 42 43',
  },
  {
    what: 'the euro sign is in the two-byte zone',
    text: '€',
    source: 'escpos 2.5.2 executed (protocols.md C1); GB 18030-2000 added A2E3',
    hex: 'a2 e3',
  },
];

export const commandVectors = {
  initialise: { what: 'ESC @', source: 'protocols.md C4', hex: '1b 40' },
  chineseOn: { what: 'FS &', source: 'protocols.md C4', hex: '1c 26' },
  drawer: {
    what: 'ESC p 0, 50 ms on, 500 ms off',
    source: 'protocols.md C4 drawer 1B 70 m t1 t2 in units of 2 ms (its example 19 FA); escpos 2.5.2 forgets t1 t2',
    hex: '1b 70 00 19 fa',
  },
  cut: { what: 'GS V 66 0', source: 'protocols.md C4, Epson GS V function B', hex: '1d 56 42 00' },
  large: { what: 'GS ! double width and height', source: 'protocols.md C4, Epson GS !', hex: '1d 21 11' },
  tall: { what: 'GS ! double height', source: 'protocols.md C4, Epson GS !', hex: '1d 21 01' },
  normal: { what: 'GS ! normal', source: 'protocols.md C4, Epson GS !', hex: '1d 21 00' },
  processId: {
    what: 'GS ( H fn 48 with id "0001"',
    source: 'download4.epson.biz gs_lparen_ch_fn48 (protocols.md C3)',
    hex: '1d 28 48 06 00 30 30 30 30 30 31',
  },
  /** As python-escpos sends it for the same data (protocols.md C4, executed). */
  qr: {
    what: 'GS ( k: model 2, 6 dots, level M, store "U8K2-4F7Q", print',
    source: 'Epson GS ( k functions 165, 167, 169, 180, 181; matched python-escpos (protocols.md C4)',
    hex: '1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 03 00 31 45 31 1d 28 6b 0c 00 31 50 30 55 38 4b 32 2d 34 46 37 51 1d 28 6b 03 00 31 51 30',
  },
} as const satisfies Record<string, EscposVector>;

/** Answers to DLE EOT 1–4 as the manuals print them. */
export const realTimeVectors = [
  { query: 1, hex: '12', says: {}, source: 'TM-T88III spec p. 74 (protocols.md C3): online' },
  { query: 1, hex: '16', says: { drawerPinHigh: true }, source: 'protocols.md C3: online, drawer pin 3 high' },
  { query: 1, hex: '1a', says: { offline: true }, source: 'bit 3 on top of 12' },
  { query: 2, hex: '16', says: { coverOpen: true }, source: 'bit 2 on top of 12' },
  { query: 3, hex: '1a', says: { cutterError: true }, source: 'bit 3 on top of 12' },
  { query: 4, hex: '1e', says: { paperNearEnd: true }, source: 'protocols.md C3: near end' },
  { query: 4, hex: '72', says: { paperOut: true }, source: 'protocols.md C3: end' },
  { query: 4, hex: '7e', says: { paperOut: true, paperNearEnd: true }, source: 'protocols.md C3: end' },
] as const;

/** Hex with spaces to bytes. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

/** Bytes to hex with spaces. */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
