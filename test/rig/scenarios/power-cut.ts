import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { openSerialEnd } from '../../../hardware/rig/serial-end.ts';
import { CutDisks, endWriteLog, markWriteLog, readWriteLog, startWriteLog } from '../../../hardware/rig/write-log.ts';
import { checkRecords } from '../../desk/trust/check-records.ts';
import { type LoadedDesk, loadDesk, type Punched, Refused, type SentCommand } from '../../desk/trust/desk-load.ts';
import { SEED, type SeededRandom, seededRandom } from '../../desk/trust/seeded-random.ts';
import { deviceIs } from '../devices.ts';
import { DATA_FOLDER } from '../rig-desk.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const DISK = '/dev/ubdb';
const LOG = '/dev/ubdc';
const CUTS = { short: 10, full: 100 };
const ACKNOWLEDGEMENTS = { short: 30, full: 150 };
const PEOPLE = { short: 8, full: 40 };
/** One cut of so many. */
const EARLY = 5;
/** The bundle, and what in it makes a commit wait for the disk. */
const BUNDLE = '.build/qingyu.cjs';
const WAITS = /(\.synchronous\s*\?\?\s*)(["'`])FULL\2/;
const CONTROL = { acknowledgements: 20, cuts: 4 };
const SURVIVES = 0.5;
const CUT_IMAGE = '/dev/shm/cut.img';
const CUT_FOLDER = '/mnt/cut';
const ACK = 'ack-';

/** A thing the desk has said is done, in the order in which it was said. */
type Acknowledgement = { readonly command: SentCommand } | { readonly punch: Punched };

interface Work {
  readonly prefix: string;
  readonly cards: readonly string[];
  readonly said: Acknowledgement[];
  /** How many acknowledgements there are in the end. */
  readonly until: number;
}

interface Cutting {
  readonly log: ReturnType<typeof readWriteLog>;
  readonly disks: CutDisks;
  readonly said: readonly Acknowledgement[];
  readonly random: SeededRandom;
}

interface Cuts {
  readonly lookedUp: number;
  readonly lost: number;
  readonly wrong: readonly string[];
}

/**
 * F2 on a real file system and a real block layer: the service writes to a disk that logs every write and flush; disks a power cut
 * could have left are mounted, and everything acknowledged before the cut must be there.
 *
 * In the full run the service then goes on with `synchronous=NORMAL`, and cuts under that one must lose something: else these cuts
 * would prove nothing.
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
    const said: Acknowledgement[] = [];
    const personOf = await openDesk(world);
    const desk = loadedDesk(world, personOf);
    await work(desk, {
      prefix: 'power',
      cards: [...personOf.keys()],
      said,
      until: world.short ? ACKNOWLEDGEMENTS.short : ACKNOWLEDGEMENTS.full,
    });
    const safely = said.length;
    world.check('the service stops in good order', (await world.desk.stop()) === 0);
    if (!world.short) {
      breakBundle();
      await world.desk.start();
      await world.desk.signIn();
      await deviceIs(world, 'reader-1', 'ready');
      await work(desk, {
        prefix: 'normal',
        cards: [...personOf.keys()],
        said,
        until: safely + CONTROL.acknowledgements,
      });
      await world.desk.kill();
    }
    run('umount', DATA_FOLDER);
    endWriteLog();
    const log = readWriteLog(LOG);
    const random = seededRandom(SEED);
    const entryOf = (ack: number) => log.entries.findIndex(({ mark }) => mark === `${ACK}${ack}`);
    const cutting = { log, disks: new CutDisks(log, before), said, random };
    const count = world.short ? CUTS.short : CUTS.full;
    // Some in the first start, before anything was acknowledged.
    const early = cutBetween(cutting, 1, entryOf(1), count / EARLY);
    const late = cutBetween(cutting, entryOf(1), entryOf(safely), count - count / EARLY);
    const wrong = [...early.wrong, ...late.wrong];
    const flushes = log.entries.filter(({ isFlush }) => isFlush).length;
    world.check(`${said.length} acknowledgements were marked in the log`, markCount(log.entries) === said.length);
    world.check(
      `of ${late.lookedUp} acknowledgements looked up after ${count} power cuts none is lost`,
      late.lost === 0,
      `${log.entries.length} writes, ${flushes} flushes`,
    );
    world.check(
      'every disk mounts, its database opens, the chain is whole and the money adds up',
      wrong.length === 0,
      wrong.slice(0, 5),
    );
    if (world.short) return;
    const control = cutBetween(cutting, entryOf(safely + 1), log.entries.length - 1, CONTROL.cuts);
    world.check(
      'the same cuts find what synchronous=NORMAL loses',
      control.lost > 0,
      `${control.lost} of ${control.lookedUp} acknowledgements looked up`,
    );
  },
};

/** Cuts the power at random entries between two, and looks at what is left. */
function cutBetween({ log, disks, said, random }: Cutting, from: number, to: number, count: number): Cuts {
  const cuts = Array.from({ length: count }, () => random.between(from, to)).sort((a, b) => a - b);
  const found = { lookedUp: 0, lost: 0, wrong: [] as string[] };
  for (const cut of cuts) {
    disks.writeCut(CUT_IMAGE, cut, () => random.next() < SURVIVES);
    const until = markCount(log.entries.slice(0, cut + 1));
    const { lost, wrong } = look(said.slice(0, until));
    found.lookedUp += until;
    found.lost += lost;
    found.wrong.push(...wrong.map((what) => `cut ${cut}: ${what}`));
  }
  return found;
}

/** Starts the recorded desk; gives who has which card. */
async function openDesk(world: World): Promise<ReadonlyMap<string, number>> {
  const { desk } = world;
  await desk.start();
  await desk.openFirstTime();
  const people = await desk.addPeople(world.short ? PEOPLE.short : PEOPLE.full);
  await deviceIs(world, 'reader-1', 'ready');
  return new Map(people.map(({ cardId, personId }) => [cardId, personId]));
}

async function work(desk: LoadedDesk, { prefix, cards, said, until }: Work): Promise<void> {
  const acknowledge = (one: Acknowledgement): void => {
    said.push(one);
    markWriteLog(`${ACK}${said.length}`);
  };
  await loadDesk({
    desk,
    random: seededRandom(SEED),
    prefix,
    cards,
    isOver: () => said.length >= until,
    log: {
      sent: () => undefined,
      tapped: () => undefined,
      acknowledged: (command) => acknowledge({ command }),
      punched: (punch) => acknowledge({ punch }),
    },
  });
}

/** Breaks the service on purpose, in the guest's overlay: its commits wait for nothing. */
function breakBundle(): void {
  const whole = readFileSync(BUNDLE, 'utf8');
  if (!WAITS.test(whole)) throw new Error(`${BUNDLE} does not say how it opens the database`);
  writeFileSync(BUNDLE, whole.replace(WAITS, '$1$2NORMAL$2'));
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
    if (!existsSync(file)) return { lost: said.length, wrong: said.length > 0 ? ['no database'] : [] };
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
