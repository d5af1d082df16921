import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { writeNumber } from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import { serializeRdm7941 } from '../../../firmware-bridge/rdm7941/serialize.ts';
import { openKeyboardEnd } from '../../../hardware/rig/keyboard-end.ts';
import { openPrinterEnd } from '../../../hardware/rig/printer-end.ts';
import { openSerialEnd } from '../../../hardware/rig/serial-end.ts';
import { appearsAs, type Cable, plug, unplug } from '../../../hardware/rig/usb-cables.ts';
import type { DeviceView } from '../../../src/devices/rules.ts';
import type { JournalLine } from '../../../src/journal/rules.ts';
import { deviceIs } from '../devices.ts';
import type { Scenario } from '../scenario.ts';
import { spread } from '../spread.ts';
import type { World } from '../world.ts';

const TIMES = { short: 2, full: 50 };
/** F6 of trust.md. */
const NOTICED_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 5_000;
const AWAY_MS = [0, 2_000, 12_000, 60_000];
/** A device that stays away is first lost and then not there: two sentences, each raised and cleared. */
const ENTRIES_EACH = 4;
/** Bytes of a card that still get through. */
const CUT_AT = 5;
const FORMAT = '8H-10D';
/** Open files that come and go by themselves: a database page cache, a request. */
const FILES_MORE = 5;
const MEMORY_MORE_MB = 40;
const JOURNAL_PAGE = 200;

interface Plugged {
  readonly cable: Cable;
  readonly device: string;
  /** Resolves when the device did its work once; called with the cable in. */
  works(world: World): Promise<void>;
  /** Sends the beginning of something that the pulled cable cuts off. */
  begins?(): void;
}

/** Every cable is pulled and put in again many times: each time it is noticed, said, gone again, and the device works. */
export const replug: Scenario = {
  devices: `  - id: reader-2
    kind: card-reader
    model: hid-keyboard
    link: { hid: { vendorId: "ffff", productId: "0035" } }
    format: ${FORMAT}
  - id: reader-3
    kind: card-reader
    model: rdm7941
    link: { serial: ${appearsAs('second-reader')} }
`,
  async run(world) {
    const { desk } = world;
    const printer = openPrinterEnd('epson-tm-t82iii');
    await desk.start();
    await desk.openFirstTime();
    const [holder] = await desk.addPeople(1);
    const cardId = holder?.cardId ?? '';
    const plugs: readonly Plugged[] = [
      {
        cable: 'reader',
        device: 'reader-1',
        works: (of) => isRead(of, cardId, async () => sendOnce('/dev/ttyGS0', serializeEm4100(cardId))),
        begins: () => sendOnce('/dev/ttyGS0', serializeEm4100(cardId).subarray(0, CUT_AT)),
      },
      {
        cable: 'keyboard-reader',
        device: 'reader-2',
        works: (of) =>
          isRead(of, cardId, async () => {
            const end = openKeyboardEnd('/dev/hidg0');
            await end.type(writeNumber(FORMAT, cardId) ?? '');
            end.close();
          }),
      },
      {
        cable: 'second-reader',
        device: 'reader-3',
        works: (of) => isRead(of, cardId, async () => sendOnce('/dev/ttyGS1', serializeRdm7941(cardId))),
        begins: () => sendOnce('/dev/ttyGS1', serializeRdm7941(cardId).subarray(0, CUT_AT)),
      },
      {
        cable: 'printer',
        device: 'printer-1',
        async works({ desk, until }) {
          printer.replugged();
          const { jobId } = await desk.ask('POST', '/printer/test');
          await until('the self-test page to be confirmed', async () => {
            const jobs: { id: number; state: string }[] = await desk.ask('GET', '/print-jobs');
            return jobs.some(({ id, state }) => id === jobId && state === 'confirmed');
          });
        },
      },
    ];
    for (const { device, works } of plugs) {
      await deviceIs(world, device, 'ready');
      await works(world);
    }
    const before = { files: openFiles(desk.pid), memoryMb: memoryMb(desk.pid) };
    const times = world.short ? TIMES.short : TIMES.full;
    for (const one of plugs) await pullOften(world, one, times);
    const after = { files: openFiles(desk.pid), memoryMb: memoryMb(desk.pid) };
    world.check('no file was left open', after.files <= before.files + FILES_MORE, { before, after });
    world.check('memory stayed flat', after.memoryMb <= before.memoryMb + MEMORY_MORE_MB, { before, after });
    world.check('the service stops in good order', (await desk.stop()) === 0);
  },
};

async function pullOften(world: World, { cable, device, works, begins }: Plugged, times: number): Promise<void> {
  const noticedMs: number[] = [];
  const backMs: number[] = [];
  const said = new Set<string>();
  const entriesBefore = await faultEntries(world, device);
  for (let time = 0; time < times; time++) {
    begins?.();
    const pulledMs = performance.now();
    await unplug(cable);
    const { faults } = await deviceIs(world, device, 'fault');
    noticedMs.push(performance.now() - pulledMs);
    for (const { code, says } of faults) said.add(`${code} ${says.zh}`);
    // Back at once, after a while, and after the driver has begun to look less often.
    await wait(AWAY_MS[time % AWAY_MS.length]);
    await plug(cable);
    const pluggedMs = performance.now();
    await world.until(`${device} to be ready again`, async () => {
      const views: DeviceView[] = await world.desk.ask('GET', '/devices');
      return views.some(({ id, state, faults: left }) => id === device && state === 'ready' && left.length === 0);
    });
    backMs.push(performance.now() - pluggedMs);
    await works(world);
  }
  world.check(
    `${cable} pulled ${times} times: noticed within ${NOTICED_WITHIN_MS} ms and back within ${BACK_WITHIN_MS} ms, each time working`,
    Math.max(...noticedMs) <= NOTICED_WITHIN_MS && Math.max(...backMs) <= BACK_WITHIN_MS,
    [...said].join('; '),
  );
  world.measured(`${cable} noticed, ms`, spread(noticedMs));
  world.measured(`${cable} back, ms`, spread(backMs));
  const entries = (await faultEntries(world, device)) - entriesBefore;
  world.check(
    `the journal has at most ${ENTRIES_EACH} entries for each time`,
    entries >= 2 * times && entries <= ENTRIES_EACH * times,
    `${entries}`,
  );
}

async function isRead({ desk, until }: World, cardId: string, send: () => Promise<void>): Promise<void> {
  let seen = false;
  const stop = desk.onEvent(({ name }) => {
    seen ||= name === 'punch';
  });
  await send();
  await until(`card ${cardId} to be seen`, () => seen);
  stop();
}

function sendOnce(path: string, bytes: Uint8Array): void {
  const end = openSerialEnd(path);
  end.send(bytes);
  end.close();
}

async function faultEntries({ desk }: World, device: string): Promise<number> {
  const path = `/journal?limit=${JOURNAL_PAGE}&subject=device:${device}`;
  const lines: JournalLine[] = await desk.ask('GET', path);
  return lines.filter(({ kind }) => kind.startsWith('devices/fault-')).length;
}

function openFiles(pid: number): number {
  return existsSync(`/proc/${pid}/fd`) ? readdirSync(`/proc/${pid}/fd`).length : Number.NaN;
}

function memoryMb(pid: number): number {
  return Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
