import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { openSerialEnd } from '../../../hardware/rig/serial-end.ts';
import { CutDisks, endWriteLog, markWriteLog, readWriteLog, startWriteLog } from '../../../hardware/rig/write-log.ts';
import { checkRecords } from '../../desk/trust/check-records.ts';
import { type LoadedDesk, loadDesk, type Punched, Refused, type SentCommand } from '../../desk/trust/desk-load.ts';
import { SEED, seededRandom } from '../../desk/trust/seeded-random.ts';
import { deviceIs } from '../devices.ts';
import { DATA_FOLDER } from '../rig-desk.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const DISK = '/dev/ubdb';
const LOG = '/dev/ubdc';
const CUTS = { short: 10, full: 100 };
const ACKNOWLEDGEMENTS = { short: 30, full: 150 };
const PEOPLE = { short: 8, full: 40 };
const SURVIVES = 0.5;
const CUT_IMAGE = '/dev/shm/cut.img';
const CUT_FOLDER = '/mnt/cut';
const ACK = 'ack-';

/** A thing the desk has said is done, in the order in which it was said. */
type Acknowledgement = { readonly command: SentCommand } | { readonly punch: Punched };

/**
 * F2 on a real file system and a real block layer: the service writes to a disk that logs every write and flush; disks a power cut
 * could have left are mounted, and everything acknowledged before the cut must be there.
 *
 * To see it red: open the database with `synchronous: 'NORMAL'` in src/service.ts.
 */
export const powerCut: Scenario = {
  disks: [
    { name: 'data', megabytes: 48, fileSystem: true },
    { name: 'log', megabytes: 1_024 },
  ],
  async run(world) {
    const before = readFileSync(DISK);
    mkdirSync(DATA_FOLDER, { recursive: true });
    run('mount', '-t', 'ext4', startWriteLog(DISK, LOG), DATA_FOLDER);
    const said = await work(world);
    run('umount', DATA_FOLDER);
    endWriteLog();
    const log = readWriteLog(LOG);
    const disks = new CutDisks(log, before);
    const random = seededRandom(SEED);
    const first = log.entries.findIndex(({ mark }) => mark !== undefined);
    const cuts = Array.from({ length: world.short ? CUTS.short : CUTS.full }, () =>
      random.between(Math.max(first, 0), log.entries.length - 1),
    ).sort((a, b) => a - b);
    const wrong: string[] = [];
    let lost = 0;
    let lookedUp = 0;
    for (const cut of cuts) {
      writeFileSync(
        CUT_IMAGE,
        disks.cutAfter(cut, () => random.next() < SURVIVES),
      );
      const until = log.entries.slice(0, cut + 1).filter(({ mark }) => mark?.startsWith(ACK)).length;
      lookedUp += until;
      const report = look(said.slice(0, until));
      lost += report.lost;
      wrong.push(...report.wrong.map((what) => `cut ${cut}: ${what}`));
    }
    const flushes = log.entries.filter(({ isFlush }) => isFlush).length;
    world.check(`${said.length} acknowledgements were marked in the log`, markCount(log.entries) === said.length);
    world.check(
      `of ${lookedUp} acknowledgements looked up after ${cuts.length} power cuts none is lost`,
      lost === 0,
      `${log.entries.length} writes, ${flushes} flushes`,
    );
    world.check(
      'every disk mounts, its database opens, the chain is whole and the money adds up',
      wrong.length === 0,
      wrong.slice(0, 5),
    );
  },
};

async function work(world: World): Promise<readonly Acknowledgement[]> {
  const { desk } = world;
  await desk.start();
  await desk.openFirstTime();
  const people = await desk.addPeople(world.short ? PEOPLE.short : PEOPLE.full);
  await deviceIs(world, 'reader-1', 'ready');
  const personOf = new Map(people.map(({ cardId, personId }) => [cardId, personId]));
  const said: Acknowledgement[] = [];
  const acknowledge = (one: Acknowledgement): void => {
    said.push(one);
    markWriteLog(`${ACK}${said.length}`);
  };
  await loadDesk({
    desk: loadedDesk(world, personOf),
    random: seededRandom(SEED),
    prefix: 'rig-power',
    cards: [...personOf.keys()],
    isOver: () => said.length >= (world.short ? ACKNOWLEDGEMENTS.short : ACKNOWLEDGEMENTS.full),
    log: {
      sent: () => undefined,
      tapped: () => undefined,
      acknowledged: (command) => acknowledge({ command }),
      punched: (punch) => acknowledge({ punch }),
    },
  });
  world.check('the service stops in good order', (await desk.stop()) === 0);
  return said;
}

/** The desk as the load of the trust tests knows it; its cards are held to the reader on the serial cable. */
function loadedDesk({ desk, until }: World, personOf: ReadonlyMap<string, number>): LoadedDesk {
  const end = openSerialEnd('/dev/ttyGS0');
  return {
    async send(path, body, commandId) {
      const answer = await desk.screen.ask('POST', path, body, commandId);
      if (answer.status === 200) return answer.body;
      throw new Refused(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    read: (path) => desk.ask('GET', path),
    async tap(cardId) {
      const from = desk.events.length;
      end.send(serializeEm4100(cardId));
      return until(`the punch of ${cardId}`, () => {
        const heard = desk.events
          .slice(from)
          .find(({ name, payload }) => name === 'punch' && payload.personId === personOf.get(cardId));
        return heard?.payload;
      });
    },
  };
}

function look(said: readonly Acknowledgement[]): { readonly lost: number; readonly wrong: readonly string[] } {
  mkdirSync(CUT_FOLDER, { recursive: true });
  try {
    run('mount', '-t', 'ext4', '-o', 'loop', CUT_IMAGE, CUT_FOLDER);
    const file = join(CUT_FOLDER, 'qingyu.db');
    if (!existsSync(file)) return { lost: said.length, wrong: ['no database'] };
    const { lost, doubled, broken } = checkRecords(file, {
      commands: said.flatMap((one) => ('command' in one ? [one.command] : [])),
      punches: said.flatMap((one) => ('punch' in one ? [one.punch] : [])),
    });
    return { lost: lost.length, wrong: [...lost, ...doubled, ...broken] };
  } catch (error) {
    return { lost: 0, wrong: [error instanceof Error ? error.message : String(error)] };
  } finally {
    spawnSync('umount', [CUT_FOLDER]);
  }
}

function markCount(entries: readonly { readonly mark: string | undefined }[]): number {
  return entries.filter(({ mark }) => mark?.startsWith(ACK)).length;
}

function run(program: string, ...words: string[]): void {
  const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
}
