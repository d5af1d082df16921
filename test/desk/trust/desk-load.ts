import type { SeededRandom } from './seeded-random.ts';

/** A desk that can be loaded, over HTTP or in the same process. */
export interface LoadedDesk {
  /** The answer of a command that was carried out. @throws what {@link DeskGone} or {@link Refused} say */
  send(path: string, body: unknown, commandId: string): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  read(path: string): Promise<any>;
  /** Holds a card to the reader; resolves with the punch once the screen was told of it. */
  tap(cardId: string): Promise<Punched>;
}

export interface Punched {
  readonly punchId: number;
  readonly personId: number;
  /** Answered with an earlier punch: nothing new is stored. */
  readonly repeat: boolean;
}

/** The desk went away while it was asked: nobody knows whether it acted. */
export class DeskGone extends Error {
  override readonly name = 'DeskGone';
}

/** The desk said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A command and, once it was acknowledged, its answer. */
export interface SentCommand {
  readonly id: string;
  readonly path: string;
  readonly body: unknown;
  readonly answer?: unknown;
}

/** What the load hears of. */
export interface LoadLog {
  sent(command: SentCommand): void;
  acknowledged(command: SentCommand): void;
  tapped(): void;
  punched(punch: Punched): void;
}

export interface LoadOptions {
  readonly desk: LoadedDesk;
  readonly random: SeededRandom;
  readonly log: LoadLog;
  /** Starts every command id and item number: unique per load. */
  readonly prefix: string;
  readonly cards: readonly string[];
  /** Asked between any two commands. */
  isOver(): boolean;
  /** Waits for a desk that went away; afterwards the unanswered command is sent again. Absent: the load ends with it. */
  readonly backAgain?: () => Promise<void>;
}

const COPY_FEN = 50;

/** Works at a desk until it is over: taps, receipts, strollers and umbrellas, one after another, as the seed says. */
export async function loadDesk(options: LoadOptions): Promise<void> {
  const { random, isOver, cards } = options;
  const act = commands(options);
  let tapsDone = random.between(0, cards.length);
  while (!isOver()) {
    const turn = random.next();
    if (turn < 0.4) await tap(options, cards[tapsDone++ % cards.length] ?? '');
    else if (turn < 0.7) {
      const quantity = random.between(1, 9);
      const lines = [{ serviceId: 'copy-a4', quantity }];
      await act('/receipts', { lines, methodId: 'wechat', saidTotalFen: quantity * COPY_FEN });
    } else if (turn < 0.82) {
      const { id } = await act('/loans/items', {
        kind: 'stroller',
        number: `${options.prefix}.${tapsDone++}`,
        door: null,
      });
      const loan = await act('/loans/stroller', { itemId: id });
      if (!isOver()) await act(`/loans/${loan.id}/stroller-return`, { damaged: false });
    } else await lendAndTakeBack(options, act, `${options.prefix}.${tapsDone++}`);
  }
}

/** An umbrella from behind the counter and back, damaged, so that no door is needed: deposit, refund and compensation. */
async function lendAndTakeBack({ isOver }: LoadOptions, act: ReturnType<typeof commands>, number: string) {
  const item = await act('/loans/items', { kind: 'umbrella', number, door: null });
  const { id } = await act('/loans/umbrella', { itemId: item.id });
  const paid = await act(`/loans/${id}/deposit-taken`, {});
  await act(`/loans/${id}/finish`, {});
  if (isOver()) return;
  const proof = { kind: 'code', code: paid.slip.code };
  await act(`/loans/${id}/return`, { proof, inspection: { damage: ['rib'] } });
}

/** Sends commands until they are answered: again with the same id after the desk was away. */
function commands({ desk, log, prefix, backAgain }: LoadOptions) {
  let count = 0;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  return async (path: string, body: unknown): Promise<any> => {
    const command = { id: `${prefix}-${String(count++).padStart(6, '0')}`, path, body };
    log.sent(command);
    for (;;) {
      try {
        const answer = await desk.send(path, body, command.id);
        log.acknowledged({ ...command, answer });
        return answer;
      } catch (error) {
        if (!(error instanceof DeskGone) || backAgain === undefined) throw error;
        await backAgain();
      }
    }
  };
}

async function tap({ desk, log, backAgain }: LoadOptions, cardId: string): Promise<void> {
  log.tapped();
  try {
    log.punched(await desk.tap(cardId));
  } catch (error) {
    // Nobody saw the name come up: the person taps again, which is another tap.
    if (!(error instanceof DeskGone) || backAgain === undefined) throw error;
    await backAgain();
  }
}
