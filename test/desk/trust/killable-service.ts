import { randomUUID } from 'node:crypto';
import { hearEvents, openClient, type ServiceFolder, type ServiceProcess, spawnService } from '../service-process.ts';
import { DeskGone, type LoadedDesk, type Punched, Refused } from './desk-load.ts';

const SHIFT_LEAD = { staffNo: '1018', pin: '101811' };
/** A tap shows within a tenth of a second; a busy machine may take longer. */
const PUNCH_WITHIN_MS = 5_000;

/** The whole service over HTTP, to be killed and started again under the feet of those who work with it. */
export interface KillableService extends LoadedDesk {
  /** @param environment e.g. of a disk recorder */
  start(environment?: Record<string, string>): Promise<void>;
  /** Kills it while it starts, this long after the spawn. */
  killWhileStarting(afterMs: number): Promise<void>;
  kill(): Promise<void>;
  /** Stops it in an orderly way; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves as soon as it is up. */
  backAgain(): Promise<void>;
  /** Milliseconds from spawn to ready, of every start. */
  readonly startsMs: readonly number[];
  /** What the services wrote to stderr. */
  readonly complaints: string;
}

export function killableService(folder: ServiceFolder, personOfCard: ReadonlyMap<string, number>): KillableService {
  let service: ServiceProcess | undefined;
  let address = '';
  let isUp = false;
  let complaints = '';
  const startsMs: number[] = [];
  const waiting = new Set<() => void>();
  const taps = new Set<{ cardId: string; personId: number; end(outcome: Punched | Error): void }>();
  const client = openClient(() => address);

  function hear(name: string, payload: { personId?: number; cardId?: string; punchId?: number; repeat?: boolean }) {
    for (const tap of [...taps]) {
      const { personId, punchId, repeat } = payload;
      if (name === 'punch' && personId === tap.personId && punchId !== undefined)
        tap.end({ punchId, personId, repeat: repeat ?? false });
      else if (name === 'card' && payload.cardId === tap.cardId)
        tap.end(new Refused(`card ${tap.cardId}: ${JSON.stringify(payload)}`));
    }
  }

  async function ask(method: string, path: string, body: unknown, commandId: string) {
    const was = service;
    try {
      if (!isUp) throw new DeskGone();
      const answer = await client.ask(method, path, body, commandId);
      if (answer.status === 200) return answer.body;
      if (answer.status === 401 && path !== '/session') {
        await signIn();
        return (await client.ask(method, path, body, commandId)).body;
      }
      throw new Refused(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    } catch (error) {
      // A connection that broke under a service nobody killed is a fault of the service.
      if (error instanceof Refused || (isUp && service === was)) throw error;
      throw new DeskGone();
    }
  }

  const signIn = () => ask('POST', '/session', SHIFT_LEAD, randomUUID());

  function down(): void {
    isUp = false;
    for (const tap of [...taps]) tap.end(new DeskGone());
  }

  async function ended(end: (of: ServiceProcess) => Promise<unknown>): Promise<unknown> {
    const was = service;
    down();
    const outcome = was === undefined ? undefined : await end(was);
    complaints += was?.complaints ?? '';
    service = undefined;
    return outcome;
  }

  return {
    startsMs,
    get complaints() {
      return complaints + (service?.complaints ?? '');
    },
    async start(environment) {
      service = spawnService(folder, environment);
      address = await service.ready;
      startsMs.push(service.startedInMs);
      await hearEvents(address, ({ name, payload }) => hear(name, payload));
      isUp = true;
      for (const go of waiting) go();
      waiting.clear();
    },
    async killWhileStarting(afterMs) {
      const started = spawnService(folder);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await started.kill();
    },
    async kill() {
      await ended((was) => was.kill());
    },
    async stop() {
      const code = await ended((was) => was.stop());
      return typeof code === 'number' ? code : null;
    },
    backAgain: () => (isUp ? Promise.resolve() : new Promise((resolve) => waiting.add(resolve))),
    send: (path, body, commandId) => ask('POST', path, body, commandId),
    read: (path) => ask('GET', path, undefined, ''),
    tap(cardId) {
      const personId = personOfCard.get(cardId);
      if (personId === undefined) return Promise.reject(new Error(`nobody has the card ${cardId}`));
      return new Promise((resolve, reject) => {
        const late = setTimeout(
          () => tap.end(new Error(`the tap of ${cardId} was not answered within ${PUNCH_WITHIN_MS} ms`)),
          PUNCH_WITHIN_MS,
        );
        const tap = {
          cardId,
          personId,
          end(outcome: Punched | Error) {
            clearTimeout(late);
            taps.delete(tap);
            if (outcome instanceof Error) reject(outcome);
            else resolve(outcome);
          },
        };
        taps.add(tap);
        ask('POST', '/bench/card', { cardId }, randomUUID()).catch((error: Error) => tap.end(error));
      });
    },
  };
}
