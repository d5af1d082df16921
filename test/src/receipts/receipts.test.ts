import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { movementsOf, purses } from '../../../src/cash/actions.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { jobsOf } from '../../../src/printing/actions.ts';
import {
  issueReceipt,
  lastReceipt,
  quoteReceipt,
  receiptByNumber,
  receiptsOfDay,
  reprintReceipt,
  voidReceipt,
} from '../../../src/receipts/actions.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { COPIES, issue, LI_MIN, openWithFakePrinter, WANG_FANG } from './receipts-fixture.ts';

let room: ReturnType<typeof openWithFakePrinter>;
beforeEach(() => {
  room = openWithFakePrinter();
});
afterEach(() => room.dispose());

const incomeFen = () => purses(room.cash).income.balanceFen;
const voidIt = (number: number, by = WANG_FANG, leads = false) =>
  voidReceipt(room.receipts, command(`staff:${by.staffId}`), { number, reason: '顾客不要了', by, leads });
const refused = (code: string, refusal: string) => expect.objectContaining({ code, refusal });

describe('the price, said first', () => {
  it('says what was picked and what it comes to, with the clause, and writes nothing', () => {
    const quote = quoteReceipt(room.receipts, { lines: COPIES, methodId: 'cash' }, WANG_FANG);
    expect(quote.say).toEqual({ zh: '复印 6 张，一共 3 元。', en: 'Copying × 6: 3 yuan in all.' });
    expect(quote).toMatchObject({ totalFen: 300, capitals: '叁元整', clause: 'R1 5.2.15' });
    expect(quote.picture?.lines.length).toBeGreaterThan(5);
    expect(lastReceipt(room.receipts)).toBeUndefined();
    expect(room.desk.journal.head().seq).toBe(0);
  });

  it('says every item and the change', () => {
    const lines = [
      { serviceId: 'gift-wrap', quantity: 1 },
      { serviceId: 'copy-a4', quantity: 7 },
    ];
    const quote = quoteReceipt(room.receipts, { lines, methodId: 'cash', receivedFen: 2_000 }, WANG_FANG);
    expect(quote.say.zh).toBe('礼品包装 1 件，复印 7 张，一共 13 元 5 角。');
    expect(quote.sayChange.zh).toBe('收您 20 元，找您 6 元 5 角。');
    expect(quote.changeFen).toBe(650);
  });

  it('refuses a receipt at a price other than the one of today', () => {
    expect(() => issue(room.receipts, { saidTotalFen: 299 })).toThrow(refused('receipts/price-changed', 'wrong-state'));
  });
});

describe('issuing a receipt', () => {
  it('moves the money, keeps the lines and prints, all under one number', async () => {
    const number = issue(room.receipts, { receivedFen: 500 });
    await settle();
    expect(receiptByNumber(room.receipts, number)).toMatchObject({
      number: 1,
      printedNumber: '000001',
      day: '2026-11-21',
      issuedBy: WANG_FANG,
      method: { id: 'cash' },
      totalFen: 300,
      receivedFen: 500,
      changeFen: 200,
      voided: null,
      reprints: 0,
      lines: [{ serviceId: 'copy-a4', name: '复印 A4', quantity: 6, priceFen: 50, amountFen: 300 }],
      papers: [{ document: 'receipt', state: 'confirmed' }],
    });
    expect(incomeFen()).toBe(300);
    expect(movementsOf(room.cash, 'receipt:1')).toMatchObject([{ amountFen: 300, reason: 'receipt', purse: 'income' }]);
    expect(room.printer.texts()[0]).toContain('No. 000001 | 2026-11-21 15:04');
    expect(verifyChain(room.desk.database)).toMatchObject({ whole: true });
  });

  it('acts once for one command and answers the same receipt', async () => {
    const touch = command('staff:1');
    const asked = { lines: COPIES, methodId: 'cash', saidTotalFen: 300 };
    const first = issueReceipt(room.receipts, touch, asked, WANG_FANG);
    const second = issueReceipt(room.receipts, touch, asked, WANG_FANG);
    await settle();
    expect(second).toEqual({ answer: first.answer, repeated: true });
    expect(incomeFen()).toBe(300);
    expect(room.printer.printed).toHaveLength(1);
  });

  // Break it: take the number before the transaction, and 000002 is missing here.
  it('gives its number back when anything of it fails', async () => {
    issue(room.receipts);
    room.desk.database
      .prepare(
        "CREATE TEMP TRIGGER no_paper BEFORE INSERT ON main.print_jobs BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      )
      .run();
    expect(() => issue(room.receipts)).toThrow('disk full');
    room.desk.database.prepare('DROP TRIGGER no_paper').run();
    expect(incomeFen()).toBe(300);
    expect(issue(room.receipts)).toBe(2);
    await settle();
    expect(room.printer.printed).toHaveLength(2);
  });

  it('takes the name and price of an unlisted service as typed, cleaned of what is no letter', () => {
    const lines = [{ serviceId: 'other', quantity: 2, priceFen: 1_250, text: '代寄\u0000\u202E包\u001B@裹\n' }];
    const number = issue(room.receipts, { lines, saidTotalFen: 2_500, methodId: 'wechat' });
    expect(receiptByNumber(room.receipts, number).lines).toMatchObject([{ name: '代寄 包 @裹', amountFen: 2_500 }]);
  });

  it.each([
    [
      'an unknown service',
      { lines: [{ serviceId: 'tea', quantity: 1 }] },
      'receipts/unknown-service',
      'lines.0.serviceId',
    ],
    ['no line', { lines: [] }, 'receipts/lines', 'lines'],
    [
      '21 lines',
      { lines: Array.from({ length: 21 }, () => ({ serviceId: 'fax', quantity: 1 })) },
      'receipts/lines',
      'lines',
    ],
    ['none of a thing', { lines: [{ serviceId: 'fax', quantity: 0 }] }, 'receipts/out-of-range', 'lines.0.quantity'],
    ['half a sheet', { lines: [{ serviceId: 'fax', quantity: 0.5 }] }, 'receipts/out-of-range', 'lines.0.quantity'],
    ['too many', { lines: [{ serviceId: 'fax', quantity: 1_000 }] }, 'receipts/out-of-range', 'lines.0.quantity'],
    [
      'a changed list price',
      { lines: [{ serviceId: 'fax', quantity: 1, priceFen: 1 }] },
      'receipts/listed-price',
      'lines.0.priceFen',
    ],
    ['a missing price', { lines: [{ serviceId: 'other', quantity: 1 }] }, 'receipts/out-of-range', 'lines.0.priceFen'],
    [
      'a price too high',
      { lines: [{ serviceId: 'other', quantity: 1, priceFen: 1_000_001 }] },
      'receipts/out-of-range',
      'lines.0.priceFen',
    ],
    [
      'a name too long',
      { lines: [{ serviceId: 'other', quantity: 1, priceFen: 5, text: '长'.repeat(21) }] },
      'receipts/long-text',
      'lines.0.text',
    ],
    [
      'a sum beyond the paper',
      { lines: [{ serviceId: 'other', quantity: 999, priceFen: 1_000_000 }] },
      'receipts/too-much',
      'lines',
    ],
    ['an unknown method', { methodId: 'shells' }, 'receipts/unknown-method', 'methodId'],
    ['too little cash', { receivedFen: 299 }, 'receipts/received', 'receivedFen'],
    ['change from a phone', { methodId: 'alipay', receivedFen: 500 }, 'receipts/not-cash', 'receivedFen'],
  ])('refuses %s and names the field', (_what, over, code, field) => {
    expect(() => issue(room.receipts, over)).toThrow(expect.objectContaining({ refusal: 'invalid', code, field }));
    expect(incomeFen()).toBe(0);
  });
});

describe('voiding a receipt', () => {
  it('keeps the number, gives the money back and prints the 作废 paper', async () => {
    const number = issue(room.receipts);
    await settle();
    voidIt(number);
    await settle();
    expect(receiptByNumber(room.receipts, number)).toMatchObject({
      voided: { reason: '顾客不要了', by: WANG_FANG },
      papers: [
        { document: 'receipt', offers: [] },
        { document: 'receipt-void', state: 'confirmed' },
      ],
    });
    expect(incomeFen()).toBe(0);
    expect(room.printer.texts()[1]?.split('\n')[1]).toBe('*** 作废 · 顾客不要了 ***');
    expect(issue(room.receipts)).toBe(2);
  });

  it('is done once, and says the state the second time', () => {
    const number = issue(room.receipts);
    voidIt(number);
    expect(() => voidIt(number)).toThrow(
      expect.objectContaining({
        refusal: 'wrong-state',
        code: 'receipts/already-void',
        facts: expect.objectContaining({ state: 'void' }),
      }),
    );
    expect(incomeFen()).toBe(0);
  });

  it('is for the clerk who issued it, the same day, or for who leads', async () => {
    const number = issue(room.receipts);
    expect(() => voidIt(number, LI_MIN)).toThrow(refused('receipts/void-not-allowed', 'forbidden'));
    await room.desk.clock.advance(24 * 3_600_000);
    expect(() => voidIt(number)).toThrow(refused('receipts/void-not-allowed', 'forbidden'));
    voidIt(number, LI_MIN, true);
    expect(receiptByNumber(room.receipts, number).voided?.by).toEqual(LI_MIN);
  });

  it('keeps a receipt from the printer that had not come out yet', async () => {
    room.printer.report('fault', 'printer/paper-out');
    const number = issue(room.receipts);
    await settle();
    voidIt(number);
    room.printer.report('ready');
    await settle();
    expect(room.printer.texts()).toHaveLength(1);
    expect(room.printer.texts()[0]).toContain('作废');
  });

  it('answers an unknown number with not-found', () => {
    expect(() => voidIt(7)).toThrow(refused('receipts/unknown', 'not-found'));
  });
});

describe('reprinting a receipt', () => {
  it('marks and counts it, and a voided one stays void on paper', async () => {
    const number = issue(room.receipts);
    await settle();
    reprintReceipt(room.receipts, command('staff:2'), { number, by: LI_MIN });
    reprintReceipt(room.receipts, command('staff:2'), { number, by: LI_MIN });
    await settle();
    expect(room.printer.texts().map((text) => text.split('\n')[1])).toEqual([
      '收  据',
      '*** 补打 第 1 次 · 李敏 · 15:04 ***',
      '*** 补打 第 2 次 · 李敏 · 15:04 ***',
    ]);
    expect(receiptByNumber(room.receipts, number).reprints).toBe(2);
    voidIt(number);
    await settle();
    reprintReceipt(room.receipts, command('staff:2'), { number, by: LI_MIN });
    await settle();
    expect(room.printer.texts().at(-1)?.split('\n').slice(1, 3)).toEqual([
      '*** 补打 第 1 次 · 李敏 · 15:04 ***',
      '*** 作废 · 顾客不要了 ***',
    ]);
    expect(incomeFen()).toBe(0);
  });
});

describe('the views', () => {
  it('show a local day, its income without voids, and the last receipt', async () => {
    room.desk.clock.setWall('2026-11-20T23:59:59+08:00');
    issue(room.receipts);
    room.desk.clock.setWall('2026-11-21T00:00:00+08:00');
    issue(room.receipts, { methodId: 'wechat' });
    voidIt(issue(room.receipts));
    expect(receiptsOfDay(room.receipts, '2026-11-20').receipts.map(({ number }) => number)).toEqual([1]);
    expect(receiptsOfDay(room.receipts)).toMatchObject({
      day: '2026-11-21',
      receipts: [{ number: 3 }, { number: 2 }],
      incomeFen: 300,
      voidedCount: 1,
    });
    expect(lastReceipt(room.receipts)?.number).toBe(3);
    expect(jobsOf(room.printing, 'receipt:3')).toHaveLength(2);
  });
});
