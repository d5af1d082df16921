import { type LockBoardModel, lockBoards } from '../../firmware-bridge/lock-board/constants.ts';
import type { LockReading } from '../../firmware-bridge/lock-board/frame.ts';
import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { LinkSettings } from '../supervised-link.ts';
import { type BoardLock, createBoardGuard } from './board-guard.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { LockBus } from './lock-bus.ts';
import type { EchoSetting } from './lock-exchange.ts';

/** One board and the doors on it, as in the configuration. */
export interface LockBoardWiring {
  readonly model: LockBoardModel;
  /** As set by the DIP switches. */
  readonly address: number;
  /** `inverted`: the contacts are wired the other way round than the board's protocol paper has it (上锁短路 / 开锁短路). */
  readonly polarity: 'normal' | 'inverted';
  readonly echo?: EchoSetting;
  /** Boards that look into the compartments: `inverted` where their contacts read the other way round, `none` where none are wired. */
  readonly presence?: 'normal' | 'inverted' | 'none';
  readonly doors: readonly { readonly number: number; readonly lock: number; readonly supply?: string }[];
}

/**
 * A cabinet on an RS-485 lock board, which draws the bolts and reads the contacts.
 *
 * @throws RangeError for an address or a lock the board does not have
 */
export function createLockBoardBackend(options: {
  readonly wiring: LockBoardWiring;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly simulated?: boolean;
  readonly link?: Partial<LinkSettings>;
}): CabinetBackend {
  const { wiring, transport, clock, simulated = false } = options;
  const { model, address, polarity, echo = 'auto', presence = 'normal' } = wiring;
  const doors: readonly BoardLock[] = wiring.doors.map(({ number, lock, supply = 'main' }) => ({
    number,
    lock,
    supply,
  }));
  const bus = new LockBus({
    transport,
    board: lockBoards[model],
    address,
    locks: doors.map(({ lock }) => lock),
    clock,
    echo,
    link: options.link,
  });
  const lockOf = (number: number): number => {
    const door = doors.find((each) => each.number === number);
    if (door === undefined) throw new Error(`door ${number} is not wired`);
    return door.lock;
  };
  const inside = ({ occupied }: LockReading): boolean | undefined =>
    occupied === undefined || presence === 'none' ? undefined : occupied === (presence === 'normal');
  return {
    model: `lock-board ${model}`,
    simulated,
    polarity: 'board',
    doors: doors.map(({ number, supply }) => ({ number, supply, highWhenShut: polarity === 'normal' })),
    guard: createBoardGuard({ bus, locks: doors, clock }),
    async openSensor(number) {
      const lock = lockOf(number);
      const off = new Set<() => void>();
      return {
        async read() {
          return bus.reading(lock)?.closed;
        },
        readNew: async () => (await bus.newReading(lock)).closed,
        onChange(listener) {
          const unsubscribe = bus.onReading((reading) => {
            if (reading.lock === lock) listener(reading.closed);
          });
          off.add(unsubscribe);
          return unsubscribe;
        },
        close() {
          for (const unsubscribe of off) unsubscribe();
        },
      };
    },
    onOccupied(listener) {
      const last = new Map<number, boolean>();
      return bus.onReading((reading) => {
        const door = doors.find(({ lock }) => lock === reading.lock)?.number;
        const is = inside(reading);
        if (door === undefined || is === undefined || last.get(door) === is) return;
        const first = !last.has(door);
        last.set(door, is);
        if (!first) listener(door, is);
      });
    },
    occupied(number) {
      try {
        const reading = bus.reading(lockOf(number));
        return reading === undefined ? undefined : inside(reading);
      } catch {
        // A board that is away knows of no umbrella either.
        return undefined;
      }
    },
  };
}
