import { afterEach, expect, test } from 'vitest';
import { openPrinting, stopPrinting } from '../../../src/printing/actions.ts';
import { printSelfTest } from '../../../src/printing/self-test.ts';
import { openTestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { identity } from './outbox-fixture.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

test('the self-test page has the name of everybody who works here', async () => {
  const names = ['王芳', '李敏', '陈龘', '𠮷野', '赵钱', '孙丽'];
  const printer = fakePrinter();
  const desk = openTestDesk();
  const printing = openPrinting(desk, { printer, identity, staffNames: () => names });
  ends.push(desk.dispose, () => stopPrinting(printing));
  desk.change('staff:1', (change) => printSelfTest(printing, change));
  await settle();
  for (const name of names) expect(printer.texts()[0]).toContain(name);
});
