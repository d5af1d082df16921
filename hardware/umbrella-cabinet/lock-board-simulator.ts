import {
  contactClosed,
  contactOpen,
  type LockBoard,
  type LockBoardModel,
  lockBoards,
} from '../../firmware-bridge/lock-board/constants.ts';
import { contentOf, type LockBoardFrame } from '../../firmware-bridge/lock-board/frame.ts';
import { LockBoardParser } from '../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../firmware-bridge/lock-board/serialize.ts';
import { createMemoryCable, type MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Sentence } from '../../src/ports/device.ts';
import type { UmbrellaCabinetSimulator } from '../../src/ports/umbrella-cabinet.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { createLockBoardBackend } from './lock-board-backend.ts';
import type { EchoSetting } from './lock-exchange.ts';
import { createSimulatedDoors } from './simulated-doors.ts';

/** The board's own pulse timer, in milliseconds. */
const PULSE_MS = 500;
/** A board that is slow takes this long for an answer, in milliseconds: just inside the deadline. */
const SLOW_MS = 150;
const PROMPT_MS = 8;

const faults = {
  disconnect: { zh: '锁控板断线', en: 'The lock board is unplugged' },
  silent: { zh: '锁控板不回应', en: 'The lock board is silent' },
  slow: { zh: '锁控板回应慢', en: 'The lock board is slow' },
  noise: { zh: '线路有干扰', en: 'There is noise on the line' },
  'corrupt-checksum': { zh: '每隔一个回应校验错误', en: 'Every other answer has a wrong checksum' },
  echo: { zh: '线路有回声', en: 'The line echoes' },
  'presence-turned': { zh: '柜内感应全部反了', en: 'What is inside reads the other way round' },
} as const satisfies Record<string, Sentence>;
type FaultId = keyof typeof faults;

/** A lock board with doors on it, at the far end of a memory cable. */
export interface LockBoardSimulator extends UmbrellaCabinetSimulator {
  /** For {@link createUmbrellaCabinet}. */
  readonly backend: CabinetBackend;
  /** Everything the desk wrote, frame by frame, as hex: for tests that look at the wire. */
  readonly heard: readonly string[];
  /** Puts something into a compartment or takes it out; only boards with presence contacts tell. */
  setOccupied(door: number, occupied: boolean): void;
}

/**
 * Makes a simulated lock board with all its doors closed: door 1 on lock 1 and so on.
 *
 * @param wiredInverted the contacts close when the door opens; the driver must be told so by its polarity
 */
export function createLockBoardSimulator(options: {
  readonly model: LockBoardModel;
  readonly doors: number;
  readonly clock: Clock;
  readonly address?: number;
  readonly polarity?: 'normal' | 'inverted';
  readonly wiredInverted?: boolean;
  readonly echo?: EchoSetting;
  readonly presence?: 'normal' | 'inverted' | 'none';
  /** What stands in the compartments at first; nothing unless given. */
  readonly holds?: (door: number) => boolean;
}): LockBoardSimulator {
  const { model, clock } = options;
  const board = lockBoards[model];
  const address = options.address ?? board.addresses.first;
  const wiredInverted = options.wiredInverted ?? options.polarity === 'inverted';
  const cable = createMemoryCable(`simulated ${model} lock board`);
  const occupied = new Map<number, boolean>();
  for (let door = 1; door <= options.doors; door++) occupied.set(door, options.holds?.(door) ?? false);
  const heard: string[] = [];
  const parser = new LockBoardParser(board, 'desk');
  const doors = createSimulatedDoors({
    doors: options.doors,
    clock,
    besides: Object.entries(faults)
      .map(([id, says]) => ({ id, says }))
      .filter(({ id }) => id !== 'presence-turned' || looksInside(board)),
  });
  const has = (fault: FaultId): boolean => doors.isActive(fault);
  let answers = 0;

  const readsClosed = (lock: number): boolean => {
    if (lock > options.doors) return !wiredInverted;
    return doors.showsOpen(lock) === wiredInverted;
  };
  const contact = (lock: number): number => (readsClosed(lock) ? contactClosed : contactOpen);
  const every = <Value>(of: (lock: number) => Value): Value[] =>
    Array.from({ length: board.locks }, (_, at) => of(at + 1));
  const send = (bytes: readonly number[]): void => {
    // A pulled cable swallows what was being said, as a real one does.
    cable.far.write(Uint8Array.from(bytes)).catch(() => undefined);
  };
  const answer = (afterMs: number, make: () => Uint8Array): void => {
    if (has('silent')) return;
    clock.after(afterMs + (has('slow') ? SLOW_MS : PROMPT_MS), () => {
      const bytes = [...make()];
      answers++;
      if (has('corrupt-checksum') && answers % 2 === 1) bytes.push((bytes.pop() ?? 0) ^ 0x01);
      send(has('noise') ? [0xff, 0x55, 0x02, ...bytes, 0x8a, 0x00] : bytes);
    });
  };

  const obey = (frame: LockBoardFrame): void => {
    if (frame.board !== address) return;
    const lock = frame.lock ?? 1;
    if (frame.meaning === 'open') {
      if (lock <= options.doors) {
        doors.coil(lock, true);
        clock.after(PULSE_MS, () => doors.coil(lock, false));
      }
      if (board.openReplyMs > 0)
        answer(board.asks === 'lock' ? PULSE_MS : 0, () => {
          const content = board.asks === 'lock' ? { content: [contact(lock)] } : {};
          return serializeLockBoard(board, 'opened', { board: address, lock, ...content });
        });
      return;
    }
    answer(0, () => {
      if (board.asks === 'lock')
        return serializeLockBoard(board, 'state', { board: address, lock, content: [contact(lock)] });
      const content = contentOf(
        board,
        every(readsClosed),
        every((each) => (occupied.get(each) ?? false) !== has('presence-turned')),
      );
      return serializeLockBoard(board, 'state', { board: address, lock: 1, content });
    });
  };

  const listen = (far: MemoryCable['far']): void => {
    far.onBytes((chunk) => {
      if (has('echo')) send([...chunk]);
      heard.push(Buffer.from(chunk).toString('hex'));
      if (has('silent')) return;
      for (const piece of parser.push(chunk, clock.monotonicMs())) if (piece.kind === 'frame') obey(piece);
    });
  };
  const plugIn = (): void => {
    cable.plug();
    // A cable that was just plugged in opens at once.
    cable.far.open().catch(() => undefined);
  };
  listen(cable.far);
  plugIn();

  return {
    heard,
    backend: createLockBoardBackend({
      wiring: {
        model,
        address,
        polarity: options.polarity ?? 'normal',
        echo: options.echo ?? 'auto',
        presence: options.presence ?? 'normal',
        doors: Array.from({ length: options.doors }, (_, at) => ({ number: at + 1, lock: at + 1 })),
      },
      transport: cable.near,
      clock,
      simulated: true,
    }),
    setOccupied: (door, is) => occupied.set(door, is),
    pull: doors.pull,
    push(door) {
      // A person opens a compartment to take out what is in it, or to put something in.
      if (doors.doors().some((one) => one.number === door && one.position === 'open'))
        occupied.set(door, !(occupied.get(door) ?? false));
      doors.push(door);
    },
    doors: doors.doors,
    faults: doors.faults,
    setFault(id, on) {
      const was = doors.isActive(id);
      doors.setFault(id, on);
      if (id !== 'disconnect' || was === on) return;
      if (on) cable.unplug();
      else plugIn();
    },
  };
}

/** Whether the answers of a board tell what stands in its compartments. */
function looksInside(board: LockBoard): boolean {
  const state = board.frames.find(({ meaning }) => meaning === 'state');
  const content = state?.bytes.filter((place) => place === 'content').length ?? 0;
  return board.asks === 'board' && content > board.hookBytes;
}
