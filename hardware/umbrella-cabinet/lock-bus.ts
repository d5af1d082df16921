import { type LockBoard, replyTimeoutMs } from '../../firmware-bridge/lock-board/constants.ts';
import { type LockBoardFrame, type LockReading, readingsOf } from '../../firmware-bridge/lock-board/frame.ts';
import { serializeLockBoard } from '../../firmware-bridge/lock-board/serialize.ts';
import { LinkError, type Transport } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type Sentence } from '../../src/ports/device.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type LinkSettings, type SupervisedLink } from '../supervised-link.ts';
import { saysBoardSilent } from './cabinet-sentences.ts';
import { type EchoSetting, LockExchange } from './lock-exchange.ts';

/** Rest of the line between two exchanges, in milliseconds: the board turns round, and what is late comes in. */
const QUIET_MS = 20;
/** A board that tells of all its locks at once is asked this often, in milliseconds. */
const ASK_EVERY_MS = 100;
/** A silent board is asked this often, in milliseconds. */
const SILENT_EVERY_MS = 500;
/** A board is silent when it left so many questions in a row unanswered. */
const SILENT_AFTER = 3;
/** A lock that was not heard of for this long, in milliseconds, is not known any more. */
const STALE_MS = 5_000;
/** A lock that was just opened is asked about every other time, for this long in milliseconds. */
const WATCH_OPENED_MS = 4_000;
const SILENT_FAULT = 'cabinet/board-silent';

/** What became of a bolt that was to be drawn. `lost`: the line went down; `begun` tells whether bytes may have reached the board. */
export type OpenResult =
  | { readonly is: 'sent' }
  | { readonly is: 'held-back' }
  | { readonly is: 'lost'; readonly begun: boolean };

interface Opening {
  readonly lock: number;
  readonly admitted: () => boolean;
  readonly settle: (result: OpenResult) => void;
}

/** One lock board on its line: half-duplex, one exchange at a time, opening before asking. */
export class LockBus {
  readonly #board: LockBoard;
  readonly #address: number;
  readonly #locks: readonly number[];
  readonly #clock: Clock;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #exchange: LockExchange;
  readonly #readings = new Map<number, { readonly reading: LockReading; readonly atMs: number }>();
  readonly #readingListeners = new Set<(reading: LockReading) => void>();
  readonly #faultListeners = new Set<() => void>();
  readonly #watched = new Map<number, number>();
  #openings: Opening[] = [];
  #wake = (): void => undefined;
  #round = 0;
  #upMs = 0;
  #turn = 0;
  #watchTurn = false;
  #unanswered = 0;

  constructor(options: {
    readonly transport: Transport;
    readonly board: LockBoard;
    readonly address: number;
    /** Those that are wired, as printed on the board. */
    readonly locks: readonly number[];
    readonly clock: Clock;
    readonly echo: EchoSetting;
    readonly link?: Partial<LinkSettings> | undefined;
  }) {
    const { transport, board, address, locks, clock, echo } = options;
    this.#board = board;
    this.#address = address;
    this.#locks = locks;
    this.#clock = clock;
    // A lock or an address the board does not have is refused here, not when somebody waits for an umbrella.
    for (const lock of locks) serializeLockBoard(board, 'open', { board: address, lock });
    this.#health = createHealth({ clock });
    const device = { zh: '锁控板', en: 'lock board' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device, settings: options.link });
    this.#exchange = new LockExchange({ board, timers: clock, write: (bytes) => this.#link.write(bytes), echo });
    this.#link.onUp(() => this.#begin());
    this.#link.onLost(() => this.#end());
    this.#link.onBytes((chunk) => this.#exchange.received(chunk));
    this.#health.onChange(() => {
      for (const listener of [...this.#faultListeners]) listener();
    });
  }

  start(): void {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#end();
    await this.#link.stop();
    this.#health.setState('starting');
  }

  /** The line is up and the board answers. */
  get isReady(): boolean {
    return this.#health.snapshot().state === 'ready';
  }

  /** What keeps the board out of reach now. */
  fault(): { readonly code: string; readonly says: Sentence } | undefined {
    return this.#health.snapshot().faults[0];
  }

  onFault(listener: () => void): () => void {
    this.#faultListeners.add(listener);
    return () => this.#faultListeners.delete(listener);
  }

  counters(): Readonly<Record<string, number>> {
    return { ...this.#health.snapshot().counters, ...this.#exchange.counters() };
  }

  /** The newest word on a lock; `undefined` before the first. @throws LinkError when there has been none for too long, DeviceError with the fault of the whole board */
  reading(lock: number): LockReading | undefined {
    const fault = this.fault();
    if (fault !== undefined) throw new DeviceError(fault.code, fault.says);
    const newest = this.#readings.get(lock);
    if (this.#clock.monotonicMs() - (newest?.atMs ?? this.#upMs) > STALE_MS && this.#link.isUp)
      throw new LinkError('link/time-out', `the lock board says nothing of lock ${lock}`);
    return newest?.reading;
  }

  onReading(listener: (reading: LockReading) => void): () => void {
    this.#readingListeners.add(listener);
    return () => this.#readingListeners.delete(listener);
  }

  /** The next word on a lock. Rejects with a LinkError when there is none for a whole round of questions. */
  newReading(lock: number): Promise<LockReading> {
    const roundMs = this.#locks.length * (replyTimeoutMs + QUIET_MS);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        cancel();
        unsubscribe();
      };
      const unsubscribe = this.onReading((reading) => {
        if (reading.lock !== lock) return;
        end();
        resolve(reading);
      });
      const cancel = this.#clock.after(Math.max(STALE_MS, roundMs), () => {
        end();
        reject(new LinkError('link/time-out', `the lock board says nothing of lock ${lock}`));
      });
    });
  }

  /**
   * Sends the command that draws one bolt, once, never again by itself. Never rejects.
   *
   * @param admitted asked when the line is free, right before the bytes go out
   */
  open(lock: number, admitted: () => boolean): Promise<OpenResult> {
    return new Promise((settle) => {
      if (!this.isReady) {
        settle({ is: 'lost', begun: false });
        return;
      }
      this.#openings.push({ lock, admitted, settle });
      this.#wake();
    });
  }

  #begin(): void {
    this.#upMs = this.#clock.monotonicMs();
    this.#unanswered = 0;
    void this.#run(++this.#round);
  }

  /** Nobody is on the line any more. */
  #end(): void {
    this.#round++;
    this.#exchange.end();
    this.#wake();
    for (const opening of this.#openings.splice(0)) opening.settle({ is: 'lost', begun: false });
    this.#readings.clear();
    this.#watched.clear();
    this.#health.clear(SILENT_FAULT);
  }

  async #run(round: number): Promise<void> {
    while (this.#round === round) {
      const opening = this.#openings.shift();
      if (opening !== undefined) await this.#draw(opening);
      else await this.#ask(this.#nextLock());
      if (this.#round !== round) return;
      const idle = this.#board.asks === 'board' ? ASK_EVERY_MS : QUIET_MS;
      const silent = this.#health.has(SILENT_FAULT);
      await this.#pause(opening === undefined ? (silent ? SILENT_EVERY_MS : idle) : QUIET_MS);
    }
  }

  async #draw({ lock, admitted, settle }: Opening): Promise<void> {
    if (!admitted()) {
      settle({ is: 'held-back' });
      return;
    }
    this.#watched.set(lock, this.#clock.monotonicMs() + WATCH_OPENED_MS);
    const request = serializeLockBoard(this.#board, 'open', { board: this.#address, lock });
    const { openReplyMs } = this.#board;
    const accepts = (frame: LockBoardFrame): boolean => frame.meaning === 'opened' && frame.lock === lock;
    const reply = this.#exchange.say({
      request,
      asks: false,
      accepts,
      timeoutMs: openReplyMs,
      written: (sent) => settle(sent ? { is: 'sent' } : { is: 'lost', begun: true }),
    });
    // Whatever it answers, the contact decides: it is asked next.
    if ((await reply) === undefined && openReplyMs > 0) this.#health.count('openUnanswered');
  }

  /** Asks about a lock; a question that got no good answer is asked once more on a line that was emptied. */
  async #ask(lock: number): Promise<void> {
    const round = this.#round;
    const request = serializeLockBoard(this.#board, 'ask', { board: this.#address, lock });
    const accepts = (frame: LockBoardFrame): boolean =>
      frame.meaning === 'state' && frame.board === this.#address && (frame.lock === undefined || frame.lock === lock);
    for (let tries = 0; tries < 2; tries++) {
      const reply = await this.#exchange.say({ request, asks: true, accepts, timeoutMs: replyTimeoutMs });
      if (this.#round !== round) return;
      if (reply !== undefined) {
        this.#unanswered = 0;
        this.#health.clear(SILENT_FAULT);
        this.#health.setState('ready');
        for (const reading of readingsOf(this.#board, reply)) this.#take(reading);
        return;
      }
      this.#health.count('unanswered');
      if (this.#openings.length > 0) break;
      await this.#pause(QUIET_MS);
      if (this.#round !== round) return;
    }
    if (++this.#unanswered < SILENT_AFTER) return;
    this.#health.raise({ code: SILENT_FAULT, says: saysBoardSilent(this.#address) });
    for (const opening of this.#openings.splice(0)) opening.settle({ is: 'lost', begun: false });
  }

  #take(reading: LockReading): void {
    if (!this.#locks.includes(reading.lock)) return;
    this.#readings.set(reading.lock, { reading, atMs: this.#clock.monotonicMs() });
    for (const listener of [...this.#readingListeners]) listener(reading);
  }

  /** In turn; every other question is about a lock that was just opened. */
  #nextLock(): number {
    const nowMs = this.#clock.monotonicMs();
    for (const [lock, untilMs] of this.#watched) if (nowMs > untilMs) this.#watched.delete(lock);
    this.#watchTurn = !this.#watchTurn;
    const [watched] = this.#watched.keys();
    if (this.#watchTurn && watched !== undefined) {
      const untilMs = this.#watched.get(watched) ?? 0;
      this.#watched.delete(watched);
      this.#watched.set(watched, untilMs);
      return watched;
    }
    this.#turn = (this.#turn + 1) % this.#locks.length;
    return this.#locks[this.#turn] ?? 1;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => this.#wake());
      this.#wake = () => {
        cancel();
        this.#wake = () => undefined;
        resolve();
      };
    });
  }
}
