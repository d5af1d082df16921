import type { FrameMeaning, LockBoardModel } from '../../firmware-bridge/lock-board/constants.ts';

/** Golden bytes of the lock boards. `hex` is what is on the wire; `source` says who vouches for it. */
export interface LockBoardVector {
  readonly model: LockBoardModel;
  readonly what: string;
  readonly source: string;
  readonly hex: string;
  readonly meaning: FrameMeaning;
  readonly board: number;
  /** Absent where the frame is about all locks. */
  readonly lock?: number;
  readonly content?: readonly number[];
  /** Locks the answer calls closed, by the protocol paper. */
  readonly closed?: readonly number[];
  readonly occupied?: readonly number[];
}

const smart = '「485锁控板通讯协议2024A1」 (广州硕铭) as quoted by several independent public projects; BCC recomputed';
const cu48 = 'KERONG "CU48 protocol and introduction" v2.1, 2020-03-23 (in Boudha25/CasierIntelligent); sum recomputed';
const cu48b =
  'CU48 with 60/61 as used by two independent public projects (one console program, one locker service); sum recomputed';
const cu16 = 'KR-CU16 as used by three independent public projects; sum recomputed';

export const lockBoardVectors: readonly LockBoardVector[] = [
  { model: '8a', what: 'open lock 1', source: smart, hex: '8A 01 01 11 9B', meaning: 'open', board: 1, lock: 1 },
  { model: '8a', what: 'open lock 10', source: smart, hex: '8A 01 0A 11 90', meaning: 'open', board: 1, lock: 10 },
  {
    model: '8a',
    what: 'it opened',
    source: smart,
    hex: '8A 01 01 00 8A',
    meaning: 'opened',
    board: 1,
    lock: 1,
    content: [0],
  },
  {
    model: '8a',
    what: 'lock 10 opened',
    source: smart,
    hex: '8A 01 0A 00 81',
    meaning: 'opened',
    board: 1,
    lock: 10,
    content: [0],
  },
  { model: '8a', what: 'how is lock 1?', source: smart, hex: '80 01 01 33 B3', meaning: 'ask', board: 1, lock: 1 },
  {
    model: '8a',
    what: 'it is open',
    source: smart,
    hex: '80 01 01 00 80',
    meaning: 'state',
    board: 1,
    lock: 1,
    content: [0],
    closed: [],
  },
  {
    model: '8a',
    what: 'it is closed',
    source: smart,
    hex: '80 01 01 11 91',
    meaning: 'state',
    board: 1,
    lock: 1,
    content: [0x11],
    closed: [1],
  },
  { model: 'cu16', what: 'open lock 1', source: cu16, hex: '02 00 31 03 36', meaning: 'open', board: 0, lock: 1 },
  { model: 'cu16', what: 'open lock 16', source: cu16, hex: '02 0F 31 03 45', meaning: 'open', board: 0, lock: 16 },
  { model: 'cu16', what: 'how are they?', source: cu16, hex: '02 00 30 03 35', meaning: 'ask', board: 0 },
  {
    // 02 | board 0 | 35 | hooks 1–8: all but 1 | hooks 9–16: all | presence 1–8: 3 | presence 9–16: 16 | 03 | sum
    model: 'cu16',
    what: 'lock 1 open, things in 3 and 16',
    source: `layout of the answer: ${cu16}; these content bytes computed`,
    hex: '02 00 35 FE FF 04 80 03 BB',
    meaning: 'state',
    board: 0,
    content: [0xfe, 0xff, 0x04, 0x80],
    closed: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    occupied: [3, 16],
  },
  { model: 'cu48', what: 'open lock 1', source: cu48, hex: '02 00 00 51 03 56', meaning: 'open', board: 0, lock: 1 },
  { model: 'cu48', what: 'how are they?', source: cu48, hex: '02 00 00 50 03 55', meaning: 'ask', board: 0 },
  {
    // 07: locks 1–3; C0 in the sixth byte: locks 47 and 48.
    model: 'cu48',
    what: 'five locks closed',
    source: cu48,
    hex: '02 00 00 65 07 00 00 00 00 C0 03 31',
    meaning: 'state',
    board: 0,
    content: [7, 0, 0, 0, 0, 0xc0],
    closed: [1, 2, 3, 47, 48],
  },
  {
    model: 'cu48',
    what: 'lock 24 of board 1 closed',
    source: cu48,
    hex: '02 01 00 65 00 00 80 00 00 00 03 EB',
    meaning: 'state',
    board: 1,
    content: [0, 0, 0x80, 0, 0, 0],
    closed: [24],
  },
  { model: 'cu48-b', what: 'open lock 1', source: cu48b, hex: '02 00 00 61 03 66', meaning: 'open', board: 0, lock: 1 },
  {
    model: 'cu48-b',
    what: 'open lock 2',
    source: `board before lock as in the locker service, to be verified: ${cu48b}`,
    hex: '02 00 01 61 03 67',
    meaning: 'open',
    board: 0,
    lock: 2,
  },
  { model: 'cu48-b', what: 'how are they?', source: cu48b, hex: '02 00 00 60 03 65', meaning: 'ask', board: 0 },
  {
    model: 'cu48-b',
    what: 'lock 2 opened',
    source: `layout of the answer: the locker service, to be verified; sum computed`,
    hex: '02 00 01 75 00 78',
    meaning: 'opened',
    board: 0,
    lock: 2,
  },
  {
    // 06: six bytes follow; 7D: the sum the other answer would have here, which must not end the frame.
    model: 'cu48-b',
    what: 'six locks closed',
    source: `layout of the answer: the locker service, to be verified; these content bytes computed`,
    hex: '02 00 00 75 06 7D 00 00 00 00 00 FA',
    meaning: 'state',
    board: 0,
    content: [0x7d, 0, 0, 0, 0, 0],
    closed: [1, 3, 4, 5, 6, 7],
  },
];

/** What must never be sent, and is no command to a simulated board either: several doors at once, and heads nobody vouches for. */
export const lockBoardForbidden: readonly {
  readonly model: LockBoardModel;
  readonly what: string;
  readonly hex: string;
}[] = [
  { model: '8a', what: 'open all of board 1', hex: '8A 01 00 11 9A' },
  { model: '8a', what: 'board 0', hex: '8A 00 01 11 9A' },
  { model: '8a', what: 'board 33', hex: '8A 21 01 11 BB' },
  { model: '8a', what: 'open several', hex: '90 01 02 02 02 93' },
  { model: '8a', what: 'hold a lock on', hex: '9A 01 01 11 8B' },
  { model: '8a', what: 'set the baud rate', hex: '9A 01 57 77 BB' },
  { model: 'cu16', what: 'open all', hex: '02 00 33 03 38' },
  { model: 'cu16', what: 'set the unlock time', hex: '02 00 37 03 3C' },
  { model: 'cu48', what: 'open all 48', hex: '02 00 30 51 03 86' },
  { model: 'cu48', what: 'open the whole bus', hex: '02 0A 30 51 03 90' },
  { model: 'cu48', what: 'open lock 1 of every board', hex: '02 0A 00 51 03 60' },
  { model: 'cu48-b', what: 'open all 48', hex: '02 00 30 61 03 96' },
  { model: 'cu48-b', what: 'open lock 1 of every board', hex: '02 0A 00 61 03 70' },
  { model: 'cu48-b', what: 'the command of the other dialect', hex: '02 00 00 51 03 56' },
];

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
}
