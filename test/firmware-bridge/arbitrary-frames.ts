import fc from 'fast-check';
import type { LockBoard } from '../../firmware-bridge/lock-board/constants.ts';
import { serializeLockBoard } from '../../firmware-bridge/lock-board/serialize.ts';
import type { OsdpMessage } from '../../firmware-bridge/osdp/frame.ts';
import type { Pn532Message } from '../../firmware-bridge/pn532/frame.ts';

const pn532Byte = fc.oneof(fc.constantFrom(0x00, 0xff, 0xd5, 0xd4, 0x01, 0x7f), fc.nat(255));

/** Commands and answers of a PN532 with bodies that like to look like frames. */
export const pn532Messages: fc.Arbitrary<Pn532Message> = fc.record({
  from: fc.constantFrom('host', 'chip'),
  code: pn532Byte,
  body: fc.array(pn532Byte, { maxLength: 24 }).map((bytes) => Uint8Array.from(bytes)),
});

const plainOsdp = fc.record({
  address: fc.nat(127),
  isReply: fc.boolean(),
  sequence: fc.nat(3),
  check: fc.constantFrom('crc' as const, 'checksum' as const),
  code: fc.nat(255),
  data: fc.uint8Array({ maxLength: 80 }),
});

const securedOsdp = fc
  .tuple(
    plainOsdp,
    fc.integer({ min: 0x11, max: 0x18 }),
    fc.uint8Array({ maxLength: 4 }),
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
  )
  .map(([message, type, block, mac]): OsdpMessage => {
    const security = { type, data: block };
    return type < 0x15 ? { ...message, security } : { ...message, security, mac };
  });

/** OSDP messages of either direction, plain and with every security block. */
export const osdpMessages: fc.Arbitrary<OsdpMessage> = fc.oneof(plainOsdp, securedOsdp);

/** Every frame a lock board knows, from every board and lock it can have. */
export function lockBoardFrames(board: LockBoard): fc.Arbitrary<Uint8Array> {
  const { first, last } = board.addresses;
  return fc.constantFrom(...board.frames).chain(({ meaning, bytes }) => {
    const places = bytes.filter((place) => place === 'content').length;
    return fc
      .record({
        board: fc.integer({ min: first, max: last }),
        lock: fc.integer({ min: 1, max: board.locks }),
        content: fc.array(fc.nat(255), { minLength: places, maxLength: places }),
      })
      .map(({ content, ...subject }) =>
        serializeLockBoard(board, meaning, places > 0 ? { ...subject, content } : subject),
      );
  });
}
