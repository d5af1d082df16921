import { afterEach, describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { afterPunch } from '../../../src/forms/actions.ts';
import { closeFormsRooms, type FormsRoom, leaveOf, openFormsRoom, WHO } from './forms-fixture.ts';

// To see it red: leave a place of the chain out of formPaper(), or its due day.

afterEach(closeFormsRooms);

function last(room: FormsRoom, columns: 48 | 32 = 48): string {
  const paper = room.papers.at(-1)?.paper;
  if (paper === undefined) throw new Error('no paper');
  const picture = pictureOf(layOut(paper, loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58')), columns);
  return picture.lines
    .map((line) => (line.kind === 'cut' ? '✂' : line.kind === 'qr' ? `▣ ${line.text}` : line.text.trimEnd()))
    .join('\n');
}

describe('the slip of a missed punch', () => {
  it('on 80 mm', () => {
    const room = openFormsRoom({ now: '2026-11-23T08:30' });
    room.punch(WHO.zhang, '2026-11-20', 'in 08:25');
    room.punch(WHO.zhang, '2026-11-23', 'in 08:30');
    afterPunch(room.forms, { personId: WHO.zhang });
    expect(last(room)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           考勤异常登记表
      ================================================
      No. E-20261120-2087             2026-11-23 08:30
      姓名 张伟                              工号 2087
      部门 客服中心
      日期 2026-11-20                班次 08:30–18:00
      情形 □上班漏打卡 ■下班漏打卡
           □因公外出 □其他

      事由 ________________
      本月漏打卡 1 / 3（R2 3(5)）
      ------------------------------------------------

      直属上级 ________________  日期 ________________

      部门主管 ________________  日期 ________________

      本人 ________________  日期 ________________
      ------------------------------------------------
      请于 2026-11-26（周四）下班前交前台。
      系统自动打印
      ▣ E-20261120-2087
          E-20261120-2087
      ✂"
    `);
  });

  it('on 58 mm', () => {
    const room = openFormsRoom();
    room.fill({ kind: 'exception', day: '2026-11-20', shiftId: 'reception', direction: 'both' }, { reason: '卡失效' });
    expect(last(room, 32)).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
       考勤异常登记表
      ================================
      No. E-20261120-2087
                      2026-11-20 20:00
      姓名 张伟              工号 2087
      部门 客服中心
      日期 2026-11-20
                     班次 08:30–18:00
      情形 ■上班漏打卡 ■下班漏打卡
           □因公外出 □其他
      事由 卡失效
      本月漏打卡 2 / 3（R2 3(5)）
      --------------------------------

      直属上级 ________________
      日期 ________________

      部门主管 ________________
      日期 ________________

      本人 ________________
      日期 ________________
      --------------------------------
      请于 2026-11-26（周四）下班前交
      前台。
      经办 王芳 1024
      ▣ E-20261120-2087
      E-20261120-2087
      ✂"
    `);
  });
});

describe('the other sheets', () => {
  it('of business', () => {
    const room = openFormsRoom({ now: '2026-11-20T12:00' });
    room.punch(WHO.zhang, '2026-11-20', 'in 08:25');
    room.fill({ kind: 'business', day: '2026-11-20', from: '14:00', until: '16:30' }, { reason: '外出开会' });
    expect(last(room)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           考勤异常登记表
      ================================================
      No. E-20261120-2087             2026-11-20 12:00
      姓名 张伟                              工号 2087
      部门 客服中心
      日期 2026-11-20                班次 08:30–18:00
      情形 □上班漏打卡 □下班漏打卡
           ■因公外出 □其他
      起 14:00                                止 16:30
      事由 外出开会
      ------------------------------------------------

      直属上级 ________________  日期 ________________

      部门主管 ________________  日期 ________________

      本人 ________________  日期 ________________
      ------------------------------------------------
      请于 2026-11-26（周四）下班前交前台。
      经办 王芳 1024
      ▣ E-20261120-2087
          E-20261120-2087
      ✂"
    `);
  });

  it('of annual leave, with what is left', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    room.fill({
      kind: 'leave',
      leaveKind: 'annual',
      from: { day: '2026-11-23', half: 'second' },
      until: { day: '2026-11-25', half: 'first' },
    });
    expect(last(room)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
               请假单
      ================================================
      No. L-20261123-2087             2026-11-19 09:00
      姓名 张伟                              工号 2087
      部门 客服中心
      类别 年假
      时间 2026-11-23 下半班 至 2026-11-25 上半班
      天数 2 天（按工作日）

      事由 ________________
      批准后年假还剩 9 天
      ------------------------------------------------

      直属上级 ________________  日期 ________________

      经理 ________________  日期 ________________

      本人 ________________  日期 ________________
      ------------------------------------------------
      请于今天下班前交前台。
      经办 王芳 1024
      ▣ L-20261123-2087
          L-20261123-2087
      ✂"
    `);
  });

  it('of marriage leave on 58 mm', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    room.fill(leaveOf('marriage', '2026-11-23', '2026-11-25', { choice: 'ordinary', eventDay: '2026-10-10' }));
    expect(last(room, 32)).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
           请假单
      ================================
      No. L-20261123-2087
                      2026-11-19 09:00
      姓名 张伟              工号 2087
      部门 客服中心
      类别 婚假
      时间 2026-11-23 至 2026-11-25
      天数 3 天（按工作日）
      登记日期 2026-10-10
      情形 婚假
      附件 □结婚证

      事由 ________________
      --------------------------------

      直属上级 ________________
      日期 ________________

      经理 ________________
      日期 ________________

      本人 ________________
      日期 ________________
      --------------------------------
      请于今天下班前交前台。
      经办 王芳 1024
      ▣ L-20261123-2087
      L-20261123-2087
      ✂"
    `);
  });

  it('of overtime and of a swap', () => {
    const room = openFormsRoom();
    room.fill({ kind: 'overtime', day: '2026-11-21', from: '09:00', until: '12:00' }, { reason: '促销活动' });
    expect(last(room)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
             加班申请单
      ================================================
      No. O-20261121-2087             2026-11-20 20:00
      姓名 张伟                              工号 2087
      部门 客服中心
      日期 2026-11-21
      起 09:00                                止 12:00
      事由 促销活动
      ------------------------------------------------

      直属上级 ________________  日期 ________________

      部门主管 ________________  日期 ________________

      本人 ________________  日期 ________________
      ------------------------------------------------
      请于 2026-12-21 交前台。
      经办 王芳 1024
      ▣ O-20261121-2087
          O-20261121-2087
      ✂"
    `);
    room.fill({ kind: 'swap', day: '2026-11-23', withPersonId: WHO.newcomer, otherDay: '2026-11-24' });
    expect(last(room)).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
             换班申请单
      ================================================
      No. S-20261123-2087             2026-11-20 20:00
      姓名 张伟                              工号 2087
      部门 客服中心
      日期 2026-11-23                班次 08:30–18:00
      换班对象 孙晓 2099
      对方 2026-11-24                班次 08:30–18:00

      对方 ________________  日期 ________________

      事由 ________________
      ------------------------------------------------

      直属上级 ________________  日期 ________________

      本人 ________________  日期 ________________
      ------------------------------------------------
      请于 2026-11-22（周日）下班前交前台。
      经办 王芳 1024
      ▣ S-20261123-2087
          S-20261123-2087
      ✂"
    `);
  });

  it.each([
    ['2026-10-02T23:59', 'in time', false],
    ['2026-10-03T00:00', 'late', true],
  ])('tells at %s that the slip for a night on a day paid three times is %s', (now, _is, late) => {
    const room = openFormsRoom({ now });
    room.fill(
      { kind: 'exception', day: '2026-10-01', shiftId: 'hotline-night', direction: 'out' },
      { personId: WHO.night },
    );
    expect(last(room).includes('三薪日应当天交单，本单已迟（R2 5）')).toBe(late);
  });
});
