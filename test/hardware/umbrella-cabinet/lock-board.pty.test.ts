import { afterEach, expect, test } from 'vitest';
import { lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import { LockBoardParser } from '../../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../../firmware-bridge/lock-board/serialize.ts';
import { createSerialTransport } from '../../../firmware-bridge/transport/serial.ts';
import { createLockBoardBackend } from '../../../hardware/umbrella-cabinet/lock-board-backend.ts';
import { createUmbrellaCabinet } from '../../../hardware/umbrella-cabinet/umbrella-cabinet.ts';
import type { UmbrellaCabinet } from '../../../src/ports/umbrella-cabinet.ts';
import { openPtyPair, type PtyPair, ptyMissing } from '../../pty-pair.ts';
import { realClock } from '../../real-clock.ts';

const board = lockBoards['8a'];
let pty: PtyPair | undefined;
let cabinet: UmbrellaCabinet | undefined;

afterEach(async () => {
  await cabinet?.stop();
  await pty?.unplug();
});

test.skipIf(ptyMissing !== undefined)(
  'an 8A board at the far end of a real terminal: the door is known, opened, and lost when the plug is pulled',
  { timeout: 15_000 },
  async () => {
    const cable = await openPtyPair();
    pty = cable;
    const backend = createLockBoardBackend({
      wiring: { model: '8a', address: 1, polarity: 'normal', doors: [{ number: 7, lock: 3 }] },
      transport: createSerialTransport({ path: cable.path, baudRate: board.baudRate }),
      clock: realClock,
    });
    const desk = createUmbrellaCabinet({ id: 'cabinet-1', clock: realClock, backend });
    cabinet = desk;
    const parser = new LockBoardParser(board, 'desk');
    let isOpen = false;
    const heard: string[] = [];
    const serve = async (): Promise<void> => {
      for (;;) {
        for (const piece of parser.push(await cable.read(1), realClock.monotonicMs())) {
          if (piece.kind !== 'frame') continue;
          heard.push(Buffer.from(piece.bytes).toString('hex'));
          if (piece.meaning === 'open') isOpen = true;
          const content = [isOpen ? 0x00 : 0x11];
          const meaning = piece.meaning === 'open' ? 'opened' : 'state';
          cable.write(serializeLockBoard(board, meaning, { board: piece.board, lock: piece.lock ?? 1, content }));
        }
      }
    };
    void serve();

    const ready = until(() => desk.doors()[0]?.position === 'closed');
    await desk.start();
    await ready;
    expect(await desk.open(7, 'loan-1')).toEqual({ result: 'opened' });
    expect(heard.filter((hex) => hex.startsWith('8a'))).toEqual(['8a01031199']);
    const lost = until(() => desk.health().faults.some((fault) => fault.code.startsWith('link/')));
    await cable.unplug();
    await lost;
    expect(await desk.open(7, 'loan-2')).toMatchObject({ result: 'refused' });
  },
);

/** Looks again 20 times a second until it is so; the test's own deadline ends a wait that is in vain. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (isSo()) resolve();
      else realClock.after(50, look);
    };
    look();
  });
}
