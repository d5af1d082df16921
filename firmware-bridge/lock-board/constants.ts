/**
 * Lock control boards on RS-485, described as tables: which frames each of them knows, byte by byte. Only frames that are listed here
 * can be sent or understood; what opens several doors at once (lock 0, broadcast, "open all") is listed nowhere.
 *
 * Sources: "8A": 广州硕铭 「485锁控板通讯协议2024A1」 as quoted by several independent projects. KERONG CU48: "CU48 protocol and
 * introduction" v2.1, 2020-03-23. KERONG KR-CU16: as used by three independent projects. CU48 with commands 60 and 61: as used by two
 * independent projects.
 */

/** Name of a board in settings. */
export type LockBoardModel = '8a' | 'cu16' | 'cu48' | 'cu48-b';

/** Where a byte of a frame gets its value from. */
export type FrameByte =
  /** A mark or code that never changes. */
  | number
  /** Board address: as set by the DIP switches. */
  | 'board'
  /** Lock as the board counts it on the wire. */
  | 'lock'
  /** Board address in the high nibble, lock in the low one. */
  | 'board-lock'
  /** Board address in the high nibble, nothing in the low one. */
  | 'board-high'
  /** What the frame is for: hook and presence bits, a contact. */
  | 'content'
  /** Over everything before it; always the last byte. */
  | 'checksum';

/**
 * What a frame means. `open`: draw one bolt. `ask`: how does it stand? `state`: the answer to `ask`. `opened`: the answer to `open`.
 * `told`: the board says something by itself.
 */
export type FrameMeaning = 'open' | 'ask' | 'state' | 'opened' | 'told';

/** One kind of frame of one board. */
export interface FrameShape {
  readonly meaning: FrameMeaning;
  readonly sentBy: 'desk' | 'board';
  readonly bytes: readonly FrameByte[];
}

/** One board as data. */
export interface LockBoard {
  readonly model: LockBoardModel;
  /** As set in the factory; 8N1 throughout. */
  readonly baudRate: number;
  readonly addresses: { readonly first: number; readonly last: number };
  /** Locks are counted from 1, as printed on the board; this many at most. */
  readonly locks: number;
  /** What the first lock is called on the wire. */
  readonly firstLockOnWire: 0 | 1;
  readonly checksum: 'xor' | 'sum';
  /** `lock`: one question per lock. `board`: one answer tells of all locks. */
  readonly asks: 'lock' | 'board';
  /** In an answer about all locks: content bytes of hooks, first lock in the lowest bit; presence bits follow where there are more. */
  readonly hookBytes: number;
  /** How long the answer to `open` may take, in milliseconds; 0: the board opens without a word. */
  readonly openReplyMs: number;
  readonly frames: readonly FrameShape[];
}

/** An answer to a question is on the line within this, in milliseconds: 12 bytes at 9600 baud are 13 ms, a USB adapter adds 16. */
export const replyTimeoutMs = 200;

/** Silence after which half a frame is given up, in milliseconds; USB adapters hold bytes back for 16 ms. */
export const interByteSilenceMs = 60;

/** Contact byte of the 8A board: what its protocol paper calls closed and open. */
export const contactClosed = 0x11;
export const contactOpen = 0x00;

const eightA: LockBoard = {
  model: '8a',
  baudRate: 9600,
  addresses: { first: 1, last: 32 },
  locks: 50,
  firstLockOnWire: 1,
  checksum: 'xor',
  asks: 'lock',
  hookBytes: 0,
  // It answers when the pulse is over and it has looked at the contact.
  openReplyMs: 1_200,
  frames: [
    { meaning: 'open', sentBy: 'desk', bytes: [0x8a, 'board', 'lock', 0x11, 'checksum'] },
    { meaning: 'opened', sentBy: 'board', bytes: [0x8a, 'board', 'lock', 'content', 'checksum'] },
    { meaning: 'ask', sentBy: 'desk', bytes: [0x80, 'board', 'lock', 0x33, 'checksum'] },
    { meaning: 'state', sentBy: 'board', bytes: [0x80, 'board', 'lock', 'content', 'checksum'] },
    { meaning: 'told', sentBy: 'board', bytes: [0x82, 'board', 'lock', 'content', 'checksum'] },
  ],
};

/** Opens without a word, so only the next answer tells. It also knows 32, 33 (all locks) and 37, 39 (settings): never sent. */
const cu16: LockBoard = {
  model: 'cu16',
  baudRate: 19_200,
  addresses: { first: 0, last: 15 },
  locks: 16,
  firstLockOnWire: 0,
  checksum: 'sum',
  asks: 'board',
  hookBytes: 2,
  openReplyMs: 0,
  frames: [
    { meaning: 'open', sentBy: 'desk', bytes: [0x02, 'board-lock', 0x31, 0x03, 'checksum'] },
    { meaning: 'ask', sentBy: 'desk', bytes: [0x02, 'board-high', 0x30, 0x03, 'checksum'] },
    {
      meaning: 'state',
      sentBy: 'board',
      bytes: [0x02, 'board-high', 0x35, 'content', 'content', 'content', 'content', 0x03, 'checksum'],
    },
  ],
};

/** Opens without a word. Address 0A (every board) and lock 30 (every lock) are outside its ranges: never sent. */
const cu48: LockBoard = {
  model: 'cu48',
  baudRate: 19_200,
  addresses: { first: 0, last: 9 },
  locks: 48,
  firstLockOnWire: 0,
  checksum: 'sum',
  asks: 'board',
  hookBytes: 6,
  openReplyMs: 0,
  frames: [
    { meaning: 'open', sentBy: 'desk', bytes: [0x02, 'board', 'lock', 0x51, 0x03, 'checksum'] },
    { meaning: 'ask', sentBy: 'desk', bytes: [0x02, 'board', 0x00, 0x50, 0x03, 'checksum'] },
    {
      meaning: 'state',
      sentBy: 'board',
      bytes: [
        ...([0x02, 'board', 0x00, 0x65] as const),
        ...(['content', 'content', 'content', 'content', 'content', 'content'] as const),
        ...([0x03, 'checksum'] as const),
      ],
    },
  ],
};

/**
 * CU48 firmware that is asked with 60 and opened with 61, and answers both with 75. No paper of the maker's is at hand: the two projects
 * agree about the question and about lock 1; where one writes board and lock the other writes them the other way round. Here they
 * stand as in the CU48 paper. Order, speed and the answer to 61 are to be verified on a board.
 */
const cu48b: LockBoard = {
  model: 'cu48-b',
  baudRate: 19_200,
  addresses: { first: 0, last: 9 },
  locks: 48,
  firstLockOnWire: 0,
  checksum: 'sum',
  asks: 'board',
  hookBytes: 6,
  openReplyMs: 200,
  frames: [
    { meaning: 'open', sentBy: 'desk', bytes: [0x02, 'board', 'lock', 0x61, 0x03, 'checksum'] },
    // The fifth byte tells the two answers apart: nothing follows, or six bytes of hooks.
    { meaning: 'opened', sentBy: 'board', bytes: [0x02, 'board', 'lock', 0x75, 0x00, 'checksum'] },
    { meaning: 'ask', sentBy: 'desk', bytes: [0x02, 'board', 0x00, 0x60, 0x03, 'checksum'] },
    {
      meaning: 'state',
      sentBy: 'board',
      bytes: [
        ...([0x02, 'board', 0x00, 0x75, 0x06] as const),
        ...(['content', 'content', 'content', 'content', 'content', 'content', 'checksum'] as const),
      ],
    },
  ],
};

/** Every board there is, by the name it has in settings. */
export const lockBoards: Readonly<Record<LockBoardModel, LockBoard>> = { '8a': eightA, cu16, cu48, 'cu48-b': cu48b };
