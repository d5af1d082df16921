import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadSettings } from '../../config/load.ts';
import { type AskedAnnouncement, type Broadcast, openBroadcast, sendToAir } from '../../src/broadcast/actions.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import { createDesk } from '../../src/journal/desk.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { openDatabase } from '../../src/store/database.ts';
import { withFolder } from './bench-service.ts';
import { type HeardDevice, openHeardDevice } from './heard-device.ts';
import { type BenchRow, ms, quantile } from './measure.ts';

/** The promise is a time and no ratio: the floor is what it allows, in milliseconds. */
const ALLOWED_MS = 300;
const ROUNDS = 20;
const SETTLE_MS = 500;
const KEY = Buffer.alloc(32, 7);

/**
 * F14: from the command that asks for an emergency, while a promotion is on the air, to the first sample of the emergency at the sink: the
 * decision, its commit on the disk, the cut and the first words, with the real worker thread and a player program.
 */
export function benchEmergency(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const database = openDatabase(join(folder, 'qingyu.db'));
    const heard = await openHeardDevice(folder, 'emergency', false);
    const { rules, config } = loadSettings('config/default.yaml');
    const desk = createDesk({
      clock: createSystemClock(),
      database,
      journal: openJournal(database, KEY),
      timeZone: config.plaza.timeZone,
      live: { publish: () => undefined },
      requestKey: KEY,
    });
    const broadcast = openBroadcast(desk, {
      rules: rules.broadcast,
      callRules: rules.calls,
      publicAddress: heard.device,
      identity: { plaza: config.plaza.name, desk: config.plaza.desk },
      queuePaper: () => 0,
      signature: () => ({ name: '', staffNo: '' }),
    });
    try {
      const product = quantile(await delaysOf(broadcast, heard), 0.95);
      const what = 'an emergency over a promotion, command to first sample at the sink, p95';
      return [
        { promise: 'F14', what, floor: ms(ALLOWED_MS), product: ms(product), ratio: product / ALLOWED_MS, goal: 1 },
      ];
    } finally {
      broadcast.stop();
      await heard.close();
      database.close();
    }
  });
}

async function delaysOf(broadcast: Broadcast, { words, device }: HeardDevice): Promise<number[]> {
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // On the air and silent: what is heard next is the emergency.
    send(broadcast, { class: 'promotion', parts: [{ kind: 'pause', durationMs: 60_000 }] });
    await onAir(broadcast, 'promotion');
    await wait(SETTLE_MS);
    const heard = words();
    const asked = process.hrtime.bigint();
    send(broadcast, { class: 'emergency', parts: [{ kind: 'speech', text: 'words', language: 'en' }] });
    delays.push(Number((await heard) - asked) / 1_000_000);
    while (device.onAir() !== undefined) await wait(10);
  }
  return delays;
}

async function onAir(broadcast: Broadcast, of: string): Promise<void> {
  while (broadcast.store.live().every((one) => one.state !== 'on-air' || one.class !== of)) await wait(10);
}

function send(broadcast: Broadcast, what: Pick<AskedAnnouncement, 'class' | 'parts'>): void {
  const id = randomUUID();
  broadcast.desk.act({ id, actor: 'staff:1', request: null }, 'bench/send', (change) => {
    const title = { zh: what.class, en: what.class };
    return sendToAir(broadcast, change, { ...what, id, title, times: 1, gapMs: 0, airAtMs: change.at.wallMs });
  });
}
