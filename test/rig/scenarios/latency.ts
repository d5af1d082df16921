import type { Scenario } from '../scenario.ts';
import { spread } from '../spread.ts';
import { openTapPost } from '../tap-post.ts';

const TAPS = 300;

/**
 * How long the last byte of a card takes until the punch is committed and on the event stream, in real time. A figure of this machine
 * and its load, so it is measured and not judged; P4 of trust.md is judged by `npm run bench`.
 */
export const latency: Scenario = {
  async run(world) {
    const post = await openTapPost(world, TAPS);
    world.standstill.reset();
    for (const [at, { cardId }] of post.people.entries()) {
      post.send(cardId);
      await post.punched(at + 1);
    }
    const { heard, sentMs } = post;
    world.check('every tap was heard of', heard.length === post.people.length, `${heard.length} taps`);
    world.measured(
      'last byte → committed and on the event stream, ms',
      spread(heard.map(({ atMs }, at) => atMs - (sentMs[at] ?? 0))),
    );
    world.measured('the machine stood still meanwhile, ms', { longest: world.standstill.longestMs() });
    await world.desk.stop();
  },
};
