import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { openPrinterEnd, type PrinterEnd } from '../../../hardware/rig/printer-end.ts';
import { appearsAs, plug, unplug } from '../../../hardware/rig/usb-cables.ts';
import type { PaperLine, PaperPicture } from '../../../src/ports/receipt-printer.ts';
import type { PrintJob } from '../../../src/printing/rules.ts';
import type { ReceiptView } from '../../../src/receipts/actions.ts';
import { deviceIs } from '../devices.ts';
import { bytesOf, paperOf, printedBeside } from '../printed-paper.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const PROFILE = 'epson-tm-t82iii';
const COPIES = { lines: [{ serviceId: 'copy-a4', quantity: 6 }], methodId: 'cash', saidTotalFen: 300 };
/** Characters no printer's font has are drawn dot by dot: a job larger than what the cable takes at once. */
const LONG = {
  lines: Array.from({ length: 12 }, (_, at) => ({
    serviceId: 'other',
    quantity: 1,
    priceFen: 100,
    text: `𠮷㼆𠮷㼆𠮷㼆𠮷㼆 ${at}`,
  })),
  methodId: 'cash',
  saidTotalFen: 1_200,
};
type Trouble = 'paper-out' | 'cover-open' | 'unplug' | 'kill';
const TROUBLES: Readonly<Record<'short' | 'full', readonly Trouble[]>> = {
  short: ['paper-out', 'unplug'],
  full: ['paper-out', 'cover-open', 'unplug', 'kill'],
};
/** Lines of the receipt after which something goes wrong. */
const LINES = { short: [4], full: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] };
/** Of some 26 kB; none is before the printer was asked how it is. */
const FULL_AFTER_BYTES = { short: [4_096], full: [0, 20, 500, 4_096, 12_000, 20_000, 25_000] };
/** As long as somebody needs to fetch a roll of paper. */
const MENDED_AFTER_MS = 15_000;

/** Receipts on paper: what the product says it printed is what came out, and whatever goes wrong, none is lost or doubled unmarked. */
export const receipt: Scenario = { run: (world) => printEverything({ world, seenAsFile: true }) };

/** The same through libusb. */
export const receiptUsb: Scenario = {
  configured: (yaml) =>
    yaml.replace('link: { file: /dev/qingyu/printer }', 'link: { usb: { vendorId: "04b8", productId: "0e28" } }'),
  run: (world) => printEverything({ world, seenAsFile: false }),
};

interface Counter {
  readonly world: World;
  readonly printer: PrinterEnd;
  /** The kernel's driver keeps the printer and gives it a name. */
  readonly seenAsFile: boolean;
}

async function printEverything({ world, seenAsFile }: Omit<Counter, 'printer'>): Promise<void> {
  const { desk } = world;
  const printer = openPrinterEnd(PROFILE);
  const counter = { world, printer, seenAsFile };
  await desk.start();
  await desk.openFirstTime();
  await deviceIs(world, 'printer-1', 'ready');
  world.check(
    `the kernel's driver ${seenAsFile ? 'has' : 'has not got'} the printer`,
    existsSync(appearsAs('printer')) === seenAsFile,
  );
  await asPreviewed(counter, 'a receipt', COPIES);
  await asPreviewed(counter, 'a long receipt with drawn characters', LONG);
  world.check('the drawer was kicked for each', printer.mechanism.roll.drawerKicks === 2);
  world.check('no byte was neither text nor command', printer.mechanism.roll.rawControlBytes === 0);
  const size = world.short ? 'short' : 'full';
  for (const trouble of TROUBLES[size]) for (const line of LINES[size]) await troubled(counter, trouble, line);
  for (const bytes of FULL_AFTER_BYTES[size]) await pulledInMidWrite(counter, bytes);
  world.check('the service stops in good order', (await desk.stop()) === 0);
  printer.close();
}

async function asPreviewed({ world, printer }: Counter, what: string, asked: object): Promise<void> {
  const { desk } = world;
  printer.mechanism.roll.tearOff();
  const before = printer.received.length;
  const issued: ReceiptView = await desk.ask('POST', '/receipts', asked);
  const job = await jobIs(world, issued.number, 'confirmed');
  const { picture } = await desk.ask('GET', `/print-jobs/${job.id}`);
  const papers = printer.mechanism.roll.papers();
  world.check(
    `${what} at the printer's end is line for line what the product says it printed`,
    papers.length === 1 && isDeepStrictEqual(comparable(papers[0]), comparable(picture)),
    `${papers[0]?.lines.length} lines`,
  );
  const heard = printer.received.subarray(before);
  const encoded = bytesOf(paperOf(job.id), PROFILE);
  const beside = printedBeside(heard, encoded);
  world.check(
    'and byte for byte what the encoder makes of its paper; beside it come questions only',
    beside.length === 0,
    beside.length > 0 ? beside : `${encoded.length} bytes, and ${heard.length - encoded.length} of questions`,
  );
}

/** Something goes wrong after a line of a slow print, is mended, and a clerk does what the screen offers. */
async function troubled(counter: Counter, trouble: Trouble, line: number): Promise<void> {
  const { world, printer } = counter;
  const { desk, until } = world;
  const { mechanism } = printer;
  mechanism.roll.tearOff();
  mechanism.set('slow', true);
  const issued: ReceiptView = await desk.ask('POST', '/receipts', COPIES);
  const printed = () => mechanism.roll.papers().reduce((sum, paper) => sum + paper.lines.length, 0);
  await until(`${line} lines to be out`, () => printed() >= line);
  if (trouble === 'kill') {
    await desk.kill();
    await desk.start();
    await desk.signIn();
  } else if (trouble === 'unplug') {
    await pull(counter);
  } else {
    mechanism.set(trouble, true);
    await wait(MENDED_AFTER_MS);
    mechanism.set(trouble, false);
  }
  mechanism.set('slow', false);
  await deviceIs(world, 'printer-1', 'ready');
  await settle(world, issued.number);
  await judge(world, printer, `${trouble} after ${line} lines`, issued);
}

/** The computer has handed over a part when the cable comes out. */
async function pulledInMidWrite(counter: Counter, fullAfterBytes: number): Promise<void> {
  const { world, printer } = counter;
  const { desk, until } = world;
  printer.mechanism.roll.tearOff();
  const before = printer.received.length;
  printer.stallAfter(fullAfterBytes);
  const issued: ReceiptView = await desk.ask('POST', '/receipts', LONG);
  await until('the printer’s buffer to be full', () => printer.isStalled);
  await wait(1_000);
  const tookBytes = printer.received.length - before;
  await pull(counter);
  await deviceIs(world, 'printer-1', 'ready');
  await settle(world, issued.number);
  await judge(world, printer, `the cable pulled in mid write after ${tookBytes} bytes`, issued);
}

/** The cable comes out, and is put in again after a while. */
async function pull({ printer, seenAsFile }: Counter): Promise<void> {
  await unplug('printer');
  await wait(MENDED_AFTER_MS);
  await plug('printer', seenAsFile);
  printer.replugged();
}

async function judge(world: World, printer: PrinterEnd, what: string, issued: ReceiptView): Promise<void> {
  const { number, printedNumber } = issued;
  const states = (await jobsOf(world, number)).map(({ state, code, reprintNo }) =>
    `${reprintNo}: ${state} ${code ?? ''}`.trim(),
  );
  const papers = printer.mechanism.roll.papers().map(textOf);
  // What a customer would take for a receipt: from the plaza's name to the number and the cut.
  const whole = papers.filter(
    (text) => text.includes('客户服务中心') && text.includes(printedNumber) && /✂/.test(text),
  );
  const unmarked = whole.filter((text) => !text.includes('补打'));
  world.check(
    `${what}: the receipt came out, and at most one is unmarked`,
    whole.length >= 1 && unmarked.length <= 1,
    `${whole.length} whole, ${unmarked.length} unmarked; ${states.reverse().join(', ')}`,
  );
}

/** The worst clerk: overlooks the first paper whenever asked, and touches “try again” wherever it is offered. */
async function settle(world: World, number: number): Promise<void> {
  const { desk, until } = world;
  await until(
    `every paper of receipt ${number} to be settled`,
    async () => {
      const jobs = await jobsOf(world, number);
      if (jobs.length === 0 || jobs.some(({ state }) => state === 'queued' || state === 'sent')) return false;
      const open = jobs.find(({ settled, state }) => !settled || state === 'unconfirmed');
      if (open === undefined) return true;
      if (open.offers.includes('retry')) await desk.ask('POST', `/print-jobs/${open.id}/retry`);
      else if (open.offers.includes('answer'))
        await desk.ask('POST', `/print-jobs/${open.id}/answer`, { cameOut: open.reprintOf !== undefined });
      return false;
    },
    60_000,
  );
}

async function jobIs(world: World, number: number, state: PrintJob['state']): Promise<PrintJob> {
  let last: PrintJob | undefined;
  return world.until(
    () => `receipt ${number} to be ${state}; it is ${last?.state} ${last?.code ?? ''}`,
    async () => {
      [last] = await jobsOf(world, number);
      return last?.state === state ? last : undefined;
    },
    60_000,
  );
}

async function jobsOf({ desk }: World, number: number): Promise<PrintJob[]> {
  const jobs: PrintJob[] = await desk.ask('GET', '/print-jobs');
  return jobs.filter(({ subject }) => subject === `receipt:${number}`);
}

function textOf({ lines }: PaperPicture): string {
  return lines.map((line) => (line.kind === 'cut' ? '✂' : line.text)).join('\n');
}

/** A line as both ends know it: the printer's end knows dots and not what they say. */
function comparable(picture: PaperPicture | undefined): unknown[] {
  return (picture?.lines ?? []).map((line: PaperLine) => {
    if (line.kind === 'text') return { ...line, text: line.text.trimEnd() };
    return line.kind === 'raster' ? { ...line, text: '' } : line;
  });
}
