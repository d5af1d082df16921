import { afterEach, describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { columnsOf } from '../../../hardware/receipt-printer/printable-text.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { decideOn, printOutcome } from '../../../src/promotions/actions.ts';
import { command } from '../../desk-fixture.ts';
import { boy, disposeRooms } from '../broadcast/broadcast-fixture.ts';
import { at, openPromotionRoom, type PromotionRoom, SUPERVISOR, stopPromotions } from './promotions-fixture.ts';

afterEach(() => {
  stopPromotions();
  disposeRooms();
});

function lines(paper: Paper | undefined, columns: 48 | 32): string[] {
  if (paper === undefined) throw new Error('no paper');
  const picture = pictureOf(layOut(paper, loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58')), columns);
  return picture.lines.map((line) =>
    line.kind === 'text' ? line.text.trimEnd() : line.kind === 'cut' ? '✂' : line.kind,
  );
}

const last = (room: PromotionRoom) => room.papers.at(-1)?.paper;
const long = { from: '2026-11-21T10:30', until: '2026-11-23T20:30', times: 14 };

describe('the reply to an approval', () => {
  it('on 80 mm', () => {
    const room = openPromotionRoom();
    room.approved(long);
    expect(lines(last(room), 48).join('\n')).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           商户广播回复单
      ================================================
      编号 P-20261121-001             2026-11-21 10:00
      商户  清泉书店
      联系人 李经理                   电话 138****5678
      播音内容
        二楼清泉书店今天全场图书八折，欢迎光临。
      申请时段
        11-21 10:30 至 11-23 20:30
      申请次数  14
      ------------------------------------------------
      同意播出 14 次
      11-21 周六   11:35  13:47  15:58  18:10  20:21
      11-22 周日   11:37  13:49  16:00  18:12  20:23
      11-23 周一   11:40  14:56  17:07  19:19
      遇紧急、寻人等广播时顺延，以结果单为准。
      ------------------------------------------------
      批准 李敏 1018                    登记 王芳 1024

      商户签收 ________________  日期 ________________
           P-20261121-001
      ✂"
    `);
  });

  it('on 58 mm', () => {
    const room = openPromotionRoom();
    room.approved(long);
    expect(lines(last(room), 32).join('\n')).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
       商户广播回复单
      ================================
      编号 P-20261121-001
                      2026-11-21 10:00
      商户  清泉书店
      联系人 李经理   电话 138****5678
      播音内容
        二楼清泉书店今天全场图书八折，
        欢迎光临。
      申请时段
        11-21 10:30 至 11-23 20:30
      申请次数  14
      --------------------------------
      同意播出 14 次
      11-21 周六   11:35  13:47  15:58
                   18:10  20:21
      11-22 周日   11:37  13:49  16:00
                   18:12  20:23
      11-23 周一   11:40  14:56  17:07
                   19:19
      遇紧急、寻人等广播时顺延，以结果
      单为准。
      --------------------------------
      批准 李敏 1018    登记 王芳 1024

      商户签收 ________________
      日期 ________________
       P-20261121-001
      ✂"
    `);
  });

  it('says how many found no room', () => {
    const room = openPromotionRoom();
    room.approved({ from: '2026-11-21T20:00', until: '2026-11-21T23:00', times: 5 });
    expect(lines(last(room), 48)).toContain('其余 3 次该时段排不下。');
  });
});

describe('the reply to a refusal', () => {
  it('on 80 mm', () => {
    const room = openPromotionRoom();
    const id = room.request({ contact: undefined });
    decideOn(room.promotions, command(), id, {
      decision: 'refuse',
      by: SUPERVISOR,
      reason: '内容不适合在公共广播播出',
    });
    expect(lines(last(room), 48).slice(3).join('\n')).toMatchInlineSnapshot(`
      "编号 P-20261121-001             2026-11-21 10:00
      商户  清泉书店
      电话 138****5678
      播音内容
        二楼清泉书店今天全场图书八折，欢迎光临。
      申请时段
        11-21 10:30 至 11-21 20:30
      申请次数  4
      ------------------------------------------------
      本次不予播出
      原因  内容不适合在公共广播播出
      修改后可重新登记。
      ------------------------------------------------
      答复 李敏 1018                    登记 王芳 1024

      商户签收 ________________  日期 ________________
           P-20261121-001
      ✂"
    `);
  });
});

describe('the reply that puts off', () => {
  it('on 58 mm', () => {
    const room = openPromotionRoom();
    const id = room.request({ contact: undefined, phone: undefined });
    const reason = '服务台正忙，非例行事务延后办理';
    decideOn(room.promotions, command(), id, { decision: 'defer', by: SUPERVISOR, reason, untilMs: at('12:00') });
    expect(lines(last(room), 32).slice(3).join('\n')).toMatchInlineSnapshot(`
      "编号 P-20261121-001
                      2026-11-21 10:00
      商户  清泉书店
      播音内容
        二楼清泉书店今天全场图书八折，
        欢迎光临。
      申请时段
        11-21 10:30 至 11-21 20:30
      申请次数  4
      --------------------------------
      延后至 11-21 12:00 答复
      原因  服务台正忙，非例行事务延后
      办理
      到时请到服务台询问，或等候通知。
      --------------------------------
      答复 李敏 1018    登记 王芳 1024

      商户签收 ________________
      日期 ________________
       P-20261121-001
      ✂"
    `);
  });
});

describe('the outcome', () => {
  async function aired(columns: 48 | 32) {
    const room = openPromotionRoom();
    const id = room.approved({ times: 3, wished: ['11:00', '12:00', '13:00'], until: '2026-11-21T13:20' });
    await room.until('11:00');
    room.device.end();
    await room.until('12:00');
    await room.onAir(boy);
    room.device.end();
    await room.until('13:00');
    room.device.end();
    await room.desk.clock.advance(0);
    printOutcome(room.promotions, command(), id);
    return lines(last(room), columns);
  }

  it('on 80 mm', async () => {
    expect((await aired(48)).slice(3).join('\n')).toMatchInlineSnapshot(`
      "编号 P-20261121-001             2026-11-21 13:00
      商户  清泉书店
      联系人 李经理                   电话 138****5678
      播音内容
        二楼清泉书店今天全场图书八折，欢迎光临。
      申请时段
        11-21 10:30 至 11-21 13:20
      申请次数  3
      ------------------------------------------------
      播了 2 / 3 次，1 次让给了寻人
      11-21 周六   11:00  已播
      11-21 周六   12:00  让给了寻人
      11-21 周六   13:00  已播
      ------------------------------------------------
      登记 王芳 1024

      商户签收 ________________  日期 ________________
           P-20261121-001
      ✂"
    `);
  });

  it('on 58 mm', async () => {
    expect((await aired(32)).slice(3).join('\n')).toMatchInlineSnapshot(`
      "编号 P-20261121-001
                      2026-11-21 13:00
      商户  清泉书店
      联系人 李经理   电话 138****5678
      播音内容
        二楼清泉书店今天全场图书八折，
        欢迎光临。
      申请时段
        11-21 10:30 至 11-21 13:20
      申请次数  3
      --------------------------------
      播了 2 / 3 次，1 次让给了寻人
      11-21 周六   11:00  已播
      11-21 周六   12:00  让给了寻人
      11-21 周六   13:00  已播
      --------------------------------
      登记 王芳 1024

      商户签收 ________________
      日期 ________________
       P-20261121-001
      ✂"
    `);
  });
});

// Red when the paper does not say which airing stood in for a lost one.
it('the outcome marks what was made up for', async () => {
  const room = openPromotionRoom();
  const id = room.approved({ times: 1, wished: ['11:00'], until: '2026-11-21T20:30' });
  await room.until('11:00');
  await room.onAir(boy);
  room.device.end();
  const [made] = room.planned(id);
  await room.until(made ?? '');
  room.device.end();
  await room.desk.clock.advance(0);
  printOutcome(room.promotions, command(), id);
  expect(lines(last(room), 48)).toContain(`11-21 周六   ${made}  已播（补播）`);
});

// Red when plainWords lets control characters or turned writing through: the printer's own layer is the second one.
it.each([48, 32] as const)('hostile words stay inside %i columns and send no control byte', (columns) => {
  const nasty = '<b>\u001b@\u001dV\u0000\u202e"\'\\{name}[x]👨‍👩‍👧 𠮷野 '.repeat(9);
  const room = openPromotionRoom();
  room.approved({ shop: nasty.slice(0, 40), contact: nasty.slice(0, 20), zh: nasty, en: nasty });
  expect(JSON.stringify(last(room))).not.toMatch(/\\u00|\u202e/);
  const printed = lines(last(room), columns);
  expect(printed.filter((line) => columnsOf(line) > columns)).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
  expect(printed.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
});
