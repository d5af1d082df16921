import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { writeNumber } from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import { openKeyboardEnd } from '../../../hardware/rig/keyboard-end.ts';
import { openSerialEnd, type SerialEnd } from '../../../hardware/rig/serial-end.ts';
import type { Scenario } from '../scenario.ts';
import { openTapPost } from '../tap-post.ts';

/** Over each of the two readers. */
const TAPS = { short: 30, full: 1_000 };
/** An RDM6300 repeats the card this often while it stays in the field, in milliseconds (protocols A1). */
const REPEATS_MS = 65;
const REPEATS = 4;
const SPLIT_AT = 5;
const WAYS = ['whole', 'in two pieces', 'held'] as const;
const FORMAT = '8H-10D';

/** Every tap is one punch, whichever way the card's bytes come over the wire. */
export const taps: Scenario = {
  devices: `  - id: reader-2
    kind: card-reader
    model: hid-keyboard
    link: { hid: { vendorId: "ffff", productId: "0035" } }
    format: ${FORMAT}
`,
  async run(world) {
    const count = 2 * (world.short ? TAPS.short : TAPS.full);
    const post = await openTapPost(world, count, ['reader-1', 'reader-2']);
    const serial = openSerialEnd('/dev/ttyGS0');
    const keyboard = openKeyboardEnd('/dev/hidg0');
    for (const [at, { cardId }] of post.people.entries()) {
      if (at % 2 === 1) {
        await keyboard.type(writeNumber(FORMAT, cardId) ?? '');
        await post.punched(at + 1);
        continue;
      }
      await tap(serial, cardId, WAYS[(at / 2) % WAYS.length] ?? 'whole');
      // Now and then the next one does not wait until this one is answered.
      if (at % 4 === 0) await post.punched(at + 1);
    }
    await post.judge();
    const { stdout } = spawnSync('udevadm', ['info', '--export-db'], { encoding: 'utf8' });
    const typing = stdout
      .split('\n\n')
      .filter((one) => /DEVNAME=\/dev\/input\/event/.test(one) && /ID_VENDOR_ID=ffff/.test(one));
    world.check(
      'what the reader types stays out of the browser',
      typing.length > 0 && typing.every((one) => one.includes('LIBINPUT_IGNORE_DEVICE=1')),
      `${typing.length} input device`,
    );
    world.check('the service stops in good order', (await world.desk.stop()) === 0);
  },
};

async function tap(end: SerialEnd, cardId: string, way: (typeof WAYS)[number]): Promise<void> {
  const frame = serializeEm4100(cardId);
  if (way === 'in two pieces') {
    end.send(frame.subarray(0, SPLIT_AT));
    await wait(1);
    end.send(frame.subarray(SPLIT_AT));
    return;
  }
  end.send(frame);
  for (let again = 0; way === 'held' && again < REPEATS; again++) {
    await wait(REPEATS_MS);
    end.send(frame);
  }
}
