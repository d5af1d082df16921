import { setTimeout as wait } from 'node:timers/promises';
import { deviceIs } from '../devices.ts';
import type { Scenario } from '../scenario.ts';
import { openTapPost } from '../tap-post.ts';

const TAPS = { short: 60, full: 1_000 };
/** An RDM6300 repeats the card this often while it stays in the field, in milliseconds (protocols A1). */
const REPEATS_MS = 65;
const REPEATS = 4;
const SPLIT_AT = 5;
/** A doubled punch would come late. */
const LISTEN_ON_MS = 2_000;
const WAYS = ['whole', 'in two pieces', 'held', 'on the heels of the one before'] as const;

/** Every tap is one punch, whichever way the card's bytes come over the wire. */
export const taps: Scenario = {
  async run(world) {
    const { desk } = world;
    const post = await openTapPost(world, world.short ? TAPS.short : TAPS.full);
    const { people, heard, refused } = post;
    for (const [at, { cardId }] of people.entries()) {
      const way = WAYS[at % WAYS.length];
      if (way === 'in two pieces') {
        post.send(cardId, { to: SPLIT_AT, last: false });
        await wait(1);
        post.send(cardId, { from: SPLIT_AT });
      } else post.send(cardId);
      if (way !== 'held') {
        await post.punched(at + 1);
        continue;
      }
      for (let again = 0; again < REPEATS; again++) {
        await wait(REPEATS_MS);
        post.send(cardId, { last: false });
      }
    }
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
    const { counters } = await deviceIs(world, 'reader-1', 'ready');
    world.check('not a byte was discarded', counters.discardedBytes === 0, counters);
    world.check('the service stops in good order', (await desk.stop()) === 0);
  },
};
