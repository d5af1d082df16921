import { afterEach } from 'vitest';
import type { Change } from '../../../src/journal/desk.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { openPrinting, type Printing, queuePaper, stopPrinting } from '../../../src/printing/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import type { FakePrinter } from '../../fake-printer.ts';

export const identity = { plaza: { zh: '晴川购物广场', en: 'Plaza' }, desk: { zh: '客户服务中心', en: 'Desk' } };
export const LI_MIN = { name: '李敏' };
const disposals: (() => void)[] = [];
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
});

export function paper(word: string): Paper {
  return {
    title: word,
    blocks: [{ kind: 'text', text: 'head' }, { kind: 'text', text: word }, { kind: 'drawer' }, { kind: 'cut' }],
  };
}

export function open(printer: FakePrinter | undefined, desk = openTestDesk('2026-11-21T15:20:00+08:00')) {
  const printing = openPrinting(desk, { printer, identity });
  disposals.push(() => {
    stopPrinting(printing);
    desk.dispose();
  });
  return { desk, printing };
}

export function reopen(desk: TestDesk, printer: FakePrinter) {
  disposals.pop();
  return open(printer, desk.restart());
}

export function queue(printing: Printing, word: string, subject = `thing:${word}`): number {
  return printing.desk.change('staff:1', (change) =>
    queuePaper(printing, change, { document: 'slip', subject, paper: paper(word) }),
  );
}

/** One change by another clerk. */
export const inChange = <T>(printing: Printing, work: (change: Change) => T): T =>
  printing.desk.change('staff:2', work);

/** The mark on the second line of every paper, where there is one. */
export const marks = (printer: FakePrinter) =>
  printer.printed.map(({ paper: { blocks } }) => (blocks[1]?.kind === 'mark' ? blocks[1].text : undefined));
