import { expect, it, test } from 'vitest';
import { lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import type { LockBoardFrame } from '../../../firmware-bridge/lock-board/frame.ts';
import { serializeLockBoard } from '../../../firmware-bridge/lock-board/serialize.ts';
import { type EchoSetting, LockExchange } from '../../../hardware/umbrella-cabinet/lock-exchange.ts';
import { FakeClock, settle } from '../../fake-clock.ts';

const board = lockBoards['8a'];
const ask = serializeLockBoard(board, 'ask', { board: 1, lock: 1 });
const closed = serializeLockBoard(board, 'state', { board: 1, lock: 1, content: [0x11] });
const open = serializeLockBoard(board, 'open', { board: 1, lock: 1 });
const opened = serializeLockBoard(board, 'opened', { board: 1, lock: 1, content: [0x00] });

function assemble(echo: EchoSetting) {
  const clock = new FakeClock();
  const written: Uint8Array[] = [];
  const exchange = new LockExchange({
    board,
    timers: clock,
    write: async (bytes) => {
      written.push(bytes);
    },
    echo,
  });
  /** The answer to a saying, as hex, or what it is while there is none. */
  const say = (meaning: 'ask' | 'open') => {
    let answer: string | undefined = 'still waiting';
    const accepts = (frame: LockBoardFrame) => frame.meaning === (meaning === 'ask' ? 'state' : 'opened');
    const request = meaning === 'ask' ? ask : open;
    void exchange.say({ request, asks: meaning === 'ask', accepts, timeoutMs: 200 }).then((frame) => {
      answer = frame === undefined ? 'none' : Buffer.from(frame.bytes).toString('hex');
    });
    return async (...heard: Uint8Array[]): Promise<string | undefined> => {
      for (const bytes of heard) exchange.received(bytes);
      await settle();
      return answer;
    };
  };
  return { clock, exchange, say, written };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('takes the own words back for "not opened" on a line that does not echo', async () => {
  const { say } = assemble('auto');
  expect(await say('ask')(closed)).toBe(hex(closed));
  expect(await say('open')(open)).toBe(hex(open));
});

it('learns from a question that the line echoes, and then waits for the second time', async () => {
  const { say } = assemble('auto');
  expect(await say('ask')(ask, closed)).toBe(hex(closed));
  const jammed = say('open');
  expect(await jammed(open)).toBe('still waiting');
  expect(await jammed(open)).toBe(hex(open));
  const free = say('open');
  expect(await free(open)).toBe('still waiting');
  expect(await free(opened)).toBe(hex(opened));
});

it('forgets the echo when the line has lost it', async () => {
  const { say } = assemble('auto');
  await say('ask')(ask, closed);
  await say('ask')(closed);
  expect(await say('open')(open)).toBe(hex(open));
});

test.each([
  { echo: 'yes', once: 'still waiting' },
  { echo: 'no', once: hex(open) },
] as const)('believes the setting $echo before it has seen anything', async ({ echo, once }) => {
  const { say } = assemble(echo);
  expect(await say('open')(open)).toBe(once);
});

it('gives up after the deadline, and does not take a late answer for the next one', async () => {
  const { say, clock, exchange } = assemble('auto');
  const first = say('ask');
  await clock.advance(200);
  expect(await first()).toBe('none');
  exchange.received(closed.slice(0, 3));
  expect(await say('ask')(closed.slice(3))).toBe('still waiting');
  expect(exchange.counters()).toMatchObject({ frames: 0, resyncs: 1 });
});
