import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { openSerialEnd } from '../../../hardware/rig/serial-end.ts';
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
    const { people, heard, punched } = await openTapPost(world, TAPS, ['reader-1']);
    const end = openSerialEnd('/dev/ttyGS0');
    const sentMs: number[] = [];
    world.standstill.reset();
    for (const [at, { cardId }] of people.entries()) {
      end.send(serializeEm4100(cardId));
      sentMs.push(performance.now());
      await punched(at + 1);
    }
    world.check('every tap was heard of', heard.length === people.length, `${heard.length} taps`);
    world.measured(
      'last byte → committed and on the event stream, ms',
      spread(heard.map(({ atMs }, at) => atMs - (sentMs[at] ?? 0))),
    );
    world.measured('the machine stood still meanwhile, ms', { longest: world.standstill.longestMs() });
    await world.desk.stop();
  },
};
