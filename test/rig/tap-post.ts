import { serializeEm4100 } from '../../firmware-bridge/em4100/serialize.ts';
import { openSerialEnd } from '../../hardware/rig/serial-end.ts';
import { deviceIs } from './devices.ts';
import type { World } from './world.ts';

const PUNCH_WITHIN_MS = 20_000;
const LOOK_MS = 2;

/** Somebody with a card. */
export interface CardHolder {
  readonly cardId: string;
  readonly personId: number;
}

/** What the event stream said of a tap. */
export interface HeardPunch {
  readonly personId: number;
  readonly repeat: boolean;
  /** Monotonic milliseconds. */
  readonly atMs: number;
}

/** A reader's chip on its cable, people with cards in front of it, and what the desk says of them. */
export interface TapPost {
  readonly people: readonly CardHolder[];
  readonly heard: readonly HeardPunch[];
  /** Cards that were no punch. */
  readonly refused: readonly unknown[];
  /** When the last byte of each tap went out, monotonic milliseconds. */
  readonly sentMs: readonly number[];
  /** Sends the bytes of a card; `last` ends a tap. */
  send(cardId: string, part?: { readonly from?: number; readonly to?: number; readonly last?: boolean }): void;
  /** Resolves when so many punches were heard. */
  punched(count: number): Promise<void>;
}

/** Starts the desk with so many people, and waits until its first reader is ready. */
export async function openTapPost(world: World, people: number): Promise<TapPost> {
  const { desk } = world;
  await desk.start();
  await desk.openFirstTime();
  const holders = await desk.addPeople(people);
  await deviceIs(world, 'reader-1', 'ready');
  const end = openSerialEnd('/dev/ttyGS0');
  const heard: HeardPunch[] = [];
  const refused: unknown[] = [];
  const sentMs: number[] = [];
  desk.onEvent(({ name, payload }) => {
    if (name === 'punch') heard.push({ personId: payload.personId, repeat: payload.repeat, atMs: performance.now() });
    if (name === 'card') refused.push(payload);
  });
  return {
    people: holders,
    heard,
    refused,
    sentMs,
    send(cardId, { from = 0, to, last = true } = {}) {
      end.send(serializeEm4100(cardId).subarray(from, to));
      if (last) sentMs.push(performance.now());
    },
    async punched(count) {
      const deadlineMs = performance.now() + PUNCH_WITHIN_MS;
      while (heard.length < count) {
        if (performance.now() > deadlineMs) throw new Error(`punch ${count} was not heard; ${heard.length} were`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
  };
}
