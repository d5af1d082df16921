/** Golden reports of keyboard-wedge devices; one report per line, as one read of the device gives it. */
export const hidKeyboardVectors: readonly {
  readonly source: string;
  readonly reports: readonly string[];
  readonly text: string;
}[] = [
  {
    source:
      'HID 1.11 appendix B.1 (boot keyboard), usages of HUT 1.12 page 07: digits 1E–27, Enter 28; digit twice needs its release.',
    reports: [
      '00 00 27 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 27 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 21 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 28 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
    ],
    text: '004',
  },
  {
    source: 'The same with report number 1 in front, as hidraw hands over the reports of a device that numbers them.',
    reports: [
      '01 00 00 1e 00 00 00 00 00',
      '01 00 00 00 00 00 00 00 00',
      '01 00 00 28 00 00 00 00 00',
      '01 00 00 00 00 00 00 00 00',
    ],
    text: '1',
  },
  {
    source: 'HUT 1.12 page 07: keypad 1–9 are 59–61, 0 is 62, keypad Enter is 58.',
    reports: [
      '00 00 59 00 00 00 00 00',
      '00 00 62 00 00 00 00 00',
      '00 00 61 00 00 00 00 00',
      '00 00 58 00 00 00 00 00',
    ],
    text: '109',
  },
  {
    source:
      'HID 1.11 8.3: modifiers 02 left Shift, 20 right Shift; a scanner pressing Shift first, then the letter, then both released.',
    reports: [
      '02 00 00 00 00 00 00 00',
      '02 00 18 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '20 00 0e 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '00 00 0e 00 00 00 00 00',
      '00 00 2d 00 00 00 00 00',
      '00 00 28 00 00 00 00 00',
    ],
    text: 'UKk-',
  },
  {
    source:
      'HID 1.11 appendix C: an array holds every pressed key; keys pressed before are no new ones, whatever their place.',
    reports: [
      '00 00 1e 00 00 00 00 00',
      '00 00 1e 1f 20 00 00 00',
      '00 00 20 1f 21 00 00 00',
      '00 00 28 00 00 00 00 00',
    ],
    text: '1234',
  },
];

/** The table of the ck365.cn ID-03 manual for the card 01 02 6F 6C 3A, and what a reader of each format can know of it. */
export const ck365Card = '01026F6C3A';
export const ck365Numbers: readonly { readonly format: string; readonly text: string; readonly cardId: string }[] = [
  { format: '10H', text: '01026f6c3a', cardId: '01026F6C3A' },
  { format: '8H-10D', text: '0040856634', cardId: '*026F6C3A' },
  { format: '6H-8D', text: '07302202', cardId: '*6F6C3A' },
  { format: '2H+4H', text: '111,27706', cardId: '*6F6C3A' },
  { format: '4H+4H', text: '00623,27706', cardId: '*026F6C3A' },
];
