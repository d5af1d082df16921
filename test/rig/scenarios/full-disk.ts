import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { openSerialEnd, type SerialEnd } from '../../../hardware/rig/serial-end.ts';
import { checkRecords } from '../../desk/trust/check-records.ts';
import type { Punched, SentCommand } from '../../desk/trust/desk-load.ts';
import { deviceIs } from '../devices.ts';
import { DATA_FOLDER } from '../rig-desk.ts';
import type { Scenario } from '../scenario.ts';
import { spread } from '../spread.ts';
import type { World } from '../world.ts';

const DISK = '/dev/ubdb';
const BALLAST = join(DATA_FOLDER, 'somebody-elses-file');
const PIECES_BYTES = [1_048_576, 4_096, 1];
const PEOPLE = 12;
/** Taps and as many receipts: before, and while nothing more fits. */
const BEFORE = 6;
const WHILE_FULL = { short: 10, full: 100 };
/** F4 of trust.md. */
const SAID_WITHIN_MS = 1_000;
const WORKS_AGAIN_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 10_000;
const NOT_RECORDED = '没有记录';
const PUBLIC_ADDRESS = / {2}- id: pa-1\n(?: {4}.*\n)+/;

/** One attempt to record something. */
interface Attempt {
  readonly what: string;
  readonly outcome: 'recorded' | 'not recorded' | 'something else';
  readonly tookMs: number;
}

/** F4: the disk under the desk is full. Nothing is acknowledged that was not stored, it is said so, and it ends with the fullness. */
export const fullDisk: Scenario = {
  disks: [{ name: 'data', megabytes: 24, fileSystem: true }],
  judgesComplaints: true,
  // Sounds are mixed and prepared all the time, and on a guest's one slow processor that is a wait that no disk has caused.
  configured(yaml) {
    const silent = yaml.replace(PUBLIC_ADDRESS, '');
    if (silent === yaml) throw new Error('the example has no public address to leave out');
    return silent;
  },
  async run(world) {
    const { desk } = world;
    mkdirSync(DATA_FOLDER, { recursive: true });
    // Root may use what ext4 keeps back for it, so that full is full for everybody.
    const mounted = spawnSync('mount', ['-t', 'ext4', DISK, DATA_FOLDER], { encoding: 'utf8' });
    if (mounted.status !== 0) throw new Error(`mount: ${mounted.stderr}`);
    await desk.start();
    await desk.openFirstTime();
    const cards = (await desk.addPeople(PEOPLE)).map(({ cardId }) => cardId);
    await deviceIs(world, 'reader-1', 'ready');
    const post: Post = { cards, end: openSerialEnd('/dev/ttyGS0'), taps: 0 };
    const told = { commands: [] as SentCommand[], punches: [] as Punched[] };
    desk.onEvent(({ name, payload }) => {
      if (name === 'punch') told.punches.push(payload);
    });
    const works = await attempts(world, post, { count: BEFORE, told });
    world.check(
      'with room everything is recorded',
      works.every(({ outcome }) => outcome === 'recorded'),
      works.filter(({ outcome }) => outcome !== 'recorded'),
    );

    fillUp();
    world.standstill.reset();
    const full = await attempts(world, post, { count: world.short ? WHILE_FULL.short : WHILE_FULL.full, told });
    const refused = full.filter(({ outcome }) => outcome === 'not recorded');
    const odd = full.filter(({ outcome }) => outcome === 'something else');
    const longestMs = Math.max(...refused.map(({ tookMs }) => tookMs));
    const stoodStillMs = world.standstill.longestMs();
    world.check(
      `on a full disk ${refused.length} of ${full.length} taps and receipts are said not to be recorded`,
      refused.length > 0 && odd.length === 0,
      odd.slice(0, 3),
    );
    // A guest is one slow processor: what it takes to record is no waiting for the disk.
    const recordedMs = Math.max(...works.map(({ tookMs }) => tookMs));
    world.check(
      `each within ${SAID_WITHIN_MS} ms of what it takes to record`,
      longestMs <= SAID_WITHIN_MS + recordedMs + stoodStillMs,
      [longestMs, recordedMs, stoodStillMs].map(Math.round),
    );
    world.check(
      `most within ${SAID_WITHIN_MS} ms altogether`,
      spread(refused.map(({ tookMs }) => tookMs)).p50 <= SAID_WITHIN_MS,
      refused.map(({ tookMs }) => Math.round(tookMs)),
    );
    const health = await desk.screen.ask('GET', '/devices');
    world.check('the screen can still be asked', health.status === 200, health.status);

    rmSync(BALLAST);
    const freedMs = performance.now();
    for (;;) {
      const [tap, receipt] = await attempts(world, post, { count: 1, told });
      const sinceMs = performance.now() - freedMs;
      if (tap?.outcome === 'recorded' && receipt?.outcome === 'recorded') {
        world.check(
          'with room again it works by itself',
          sinceMs <= WORKS_AGAIN_WITHIN_MS,
          `${Math.round(sinceMs)} ms`,
        );
        break;
      }
      if (sinceMs > WORKS_AGAIN_WITHIN_MS) throw new Error(`still ${tap?.outcome} and ${receipt?.outcome}`);
      await wait(100);
    }
    world.check('the service stops in good order', (await desk.stop()) === 0);
    const report = checkRecords(join(DATA_FOLDER, 'qingyu.db'), told);
    const wrong = [...report.lost, ...report.doubled, ...report.broken];
    world.check(
      `of ${told.punches.length + told.commands.length} acknowledgements none was false, and the chain is whole`,
      wrong.length === 0,
      wrong.slice(0, 3),
    );
    // A fault of a device that was not journalled says why in its next lines.
    const others = desk.complaints.filter((line) => /^\S*Error/.test(line) && !/is full|was not journalled/.test(line));
    world.check('the service complained of nothing but the disk', others.length === 0, others.slice(0, 3));
  },
};

/** A reader with people in front of it, who tap in turn. */
interface Post {
  readonly cards: readonly string[];
  readonly end: SerialEnd;
  taps: number;
}

/** A tap and a receipt, so many times. */
async function attempts(
  world: World,
  post: Post,
  { count, told }: { readonly count: number; readonly told: { readonly commands: SentCommand[] } },
): Promise<Attempt[]> {
  const found: Attempt[] = [];
  for (let nth = 0; nth < count; nth++) found.push(await tap(world, post), await receipt(world, told.commands));
  return found;
}

async function tap(world: World, post: Post): Promise<Attempt> {
  const from = world.desk.events.length;
  const beganMs = performance.now();
  post.end.send(serializeEm4100(post.cards[post.taps++ % post.cards.length] ?? ''));
  const { name, payload } = await world.until(
    'a tap to be answered',
    () => world.desk.events.slice(from).find((event) => event.name === 'punch' || event.name === 'card'),
    ANSWER_WITHIN_MS,
  );
  const tookMs = performance.now() - beganMs;
  if (name === 'punch') return { what: 'tap', outcome: 'recorded', tookMs };
  const said = JSON.stringify(payload);
  return { what: `tap: ${said}`, outcome: said.includes(NOT_RECORDED) ? 'not recorded' : 'something else', tookMs };
}

async function receipt({ desk }: World, acknowledged: SentCommand[]): Promise<Attempt> {
  const body = { lines: [{ serviceId: 'copy-a4', quantity: 2 }], methodId: 'wechat', saidTotalFen: 100 };
  const id = randomUUID();
  const beganMs = performance.now();
  const answer = await desk.screen.ask('POST', '/receipts', body, id);
  const tookMs = performance.now() - beganMs;
  if (answer.status === 200) acknowledged.push({ id, path: '/receipts', body, answer: answer.body });
  const said = JSON.stringify(answer.body);
  const outcome = answer.status === 200 ? 'recorded' : said.includes(NOT_RECORDED) ? 'not recorded' : 'something else';
  return { what: `receipt: ${answer.status} ${said.slice(0, 200)}`, outcome, tookMs };
}

/** Until not a byte more fits. */
function fillUp(): void {
  const file = openSync(BALLAST, 'w');
  for (const bytes of PIECES_BYTES) {
    const piece = Buffer.alloc(bytes, 1);
    try {
      for (;;) writeSync(file, piece);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(file);
}
