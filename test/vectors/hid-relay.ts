/** Golden reports of the 16c0:05df relay boards, report id first where there is one. */
export const relaySets: readonly {
  readonly hex: string;
  readonly relay: number;
  readonly on: boolean;
  readonly source: string;
}[] = [
  {
    hex: '00 FF 01 00 00 00 00 00 00',
    relay: 1,
    on: true,
    source: 'darrylb123/usbrelay libusbrelay.c (ec84cf2): FF is on',
  },
  { hex: '00 FD 01 00 00 00 00 00 00', relay: 1, on: false, source: 'the same: FD is off' },
  { hex: '00 FF 08 00 00 00 00 00 00', relay: 8, on: true, source: 'the same, eighth relay' },
];

export const relayStates: readonly {
  readonly hex: string;
  readonly serial: string;
  readonly mask: number;
  readonly source: string;
}[] = [
  {
    hex: '42 49 54 46 54 00 00 03 00',
    serial: 'BITFT',
    mask: 0b11,
    source:
      'layout of darrylb123/usbrelay libusbrelay.c (ec84cf2): serial in bytes 0–4, relays in byte 7, no report id; bytes computed',
  },
  {
    hex: '01 48 55 52 54 4D 00 00 81',
    serial: 'HURTM',
    mask: 0x81,
    source:
      'the same, with the report id that was asked for in front, as systems give it that put it there; bytes computed',
  },
];

/** What is never sent, and switches nothing on the simulated board. */
export const relayForbidden: readonly { readonly hex: string; readonly what: string }[] = [
  { hex: '00 FE 00 00 00 00 00 00 00', what: 'all on' },
  { hex: '00 FF 00 00 00 00 00 00 00', what: 'relay 0 on' },
  { hex: '00 FF 09 00 00 00 00 00 00', what: 'relay 9 on' },
  { hex: '00 FA 41 42 43 44 45 00 00', what: 'another serial' },
];
