import { setTimeout as wait } from 'node:timers/promises';
import { deviceIs } from './devices.ts';
import type { World } from './world.ts';

const PUNCH_WITHIN_MS = 20_000;
const LOOK_MS = 2;
/** A doubled punch would come late. */
const LISTEN_ON_MS = 2_000;

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

/** People with cards in front of the desk's readers, and what the desk says of them. */
export interface TapPost {
  readonly people: readonly CardHolder[];
  readonly heard: readonly HeardPunch[];
  /** Resolves when so many punches were heard. */
  punched(count: number): Promise<void>;
  /** After everybody tapped once, in order: each is one punch, on the stream and in the database, and nothing else is. */
  judge(): Promise<void>;
}

/** Starts the desk with so many people, and waits until these readers are ready. */
export async function openTapPost(world: World, count: number, readers: readonly string[]): Promise<TapPost> {
  const { desk } = world;
  await desk.start();
  await desk.openFirstTime();
  const people: readonly CardHolder[] = await desk.addPeople(count);
  for (const reader of readers) await deviceIs(world, reader, 'ready');
  const heard: HeardPunch[] = [];
  const refused: unknown[] = [];
  desk.onEvent(({ name, payload }) => {
    if (name === 'punch') heard.push({ personId: payload.personId, repeat: payload.repeat, atMs: performance.now() });
    if (name === 'card') refused.push(payload);
  });
  return {
    people,
    heard,
    async punched(wanted) {
      const deadlineMs = performance.now() + PUNCH_WITHIN_MS;
      while (heard.length < wanted) {
        if (performance.now() > deadlineMs)
          throw new Error(
            `punch ${wanted} was not heard; ${heard.length} were, refused ${JSON.stringify(refused.slice(0, 3))}`,
          );
        await wait(LOOK_MS);
      }
    },
    async judge() {
      await wait(LISTEN_ON_MS);
      const expected = JSON.stringify(people.map(({ personId }) => personId));
      world.check(
        `${people.length} taps are ${people.length} punches, each of the right card, in order`,
        JSON.stringify(heard.map(({ personId }) => personId)) === expected,
        `${heard.length} heard`,
      );
      world.check(
        'none was taken for a repeat',
        heard.every(({ repeat }) => !repeat),
      );
      world.check('no card was refused', refused.length === 0, refused.slice(0, 3));
      const stored: { personId: number }[] = await desk.ask('GET', '/punches/today');
      world.check(
        'the same are stored',
        JSON.stringify(stored.map(({ personId }) => personId)) === expected,
        `${stored.length} stored`,
      );
      for (const reader of readers) {
        const { counters } = await deviceIs(world, reader, 'ready');
        world.check(`${reader} discarded not a byte`, (counters.discardedBytes ?? 0) === 0, counters);
      }
    },
  };
}
