import { afterEach, describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { columnsOf } from '../../../hardware/receipt-printer/printable-text.ts';
import { boy, disposeRooms, openRoom, wallet } from './broadcast-fixture.ts';

afterEach(disposeRooms);

async function slip(columns: 48 | 32, form: Parameters<ReturnType<typeof openRoom>['call']>[0], more = {}) {
  const room = openRoom();
  await room.onAir(form, more);
  const paper = room.papers[0]?.paper;
  if (paper === undefined) throw new Error('no slip');
  const picture = pictureOf(layOut(paper, loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58')), columns);
  return picture.lines.map((line) => (line.kind === 'text' ? line.text.trimEnd() : '✂'));
}

const asked = { requester: '赵大海', phone: '138 1234 5678', times: 3, gapSeconds: 60 };

describe('the requester’s slip', () => {
  it('on 80 mm', async () => {
    expect((await slip(48, { ...boy, feature: '白色运动鞋' }, asked)).join('\n')).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           寻人广播登记单
      ================================================
      编号 X-20261121-001             2026-11-21 16:10
      走失者  男孩，约 5 岁，红色上衣，蓝色裤子，白色
      运动鞋
      最后出现  二楼童装区
      会合地点  一楼服务台
      播音内容（姓名不播）
        各位顾客，现在广播寻人。五岁男孩，身穿红色上
        衣、蓝色裤子，白色运动鞋，在二楼童装区与家人走
        散。如果您看到他，请带到一楼服务台。谢谢。
      播出  16:10 起，共 3 次，间隔 60 秒
      ------------------------------------------------
      申请人 赵大海                   电话 138****5678
      签名 ________________             经办 王芳 1024
           X-20261121-001
      ✂"
    `);
  });

  it('on 58 mm', async () => {
    expect((await slip(32, { ...boy, feature: '白色运动鞋' }, asked)).join('\n')).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
       寻人广播登记单
      ================================
      编号 X-20261121-001
                      2026-11-21 16:10
      走失者  男孩，约 5 岁，红色上
      衣，蓝色裤子，白色运动鞋
      最后出现  二楼童装区
      会合地点  一楼服务台
      播音内容（姓名不播）
        各位顾客，现在广播寻人。五岁男
        孩，身穿红色上衣、蓝色裤子，白
        色运动鞋，在二楼童装区与家人走
        散。如果您看到他，请带到一楼服
        务台。谢谢。
      播出  16:10 起，共 3 次，间隔 60
      秒
      --------------------------------
      申请人 赵大海   电话 138****5678
      签名 ________________
                        经办 王芳 1024
       X-20261121-001
      ✂"
    `);
  });

  it('of an object, with lines to write on for what nobody has said', async () => {
    expect((await slip(48, { ...wallet, feature: '有学生证' }, { times: 1 })).join('\n')).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           寻物广播登记单
      ================================================
      编号 X-20261121-001             2026-11-21 16:10
      遗失物  黑色钱包，有学生证
      遗失地点  一楼中庭
      会合地点  一楼服务台
      播音内容
        各位顾客，现在广播寻物。有顾客在一楼中庭遗失一
        个黑色钱包，有学生证。如果您拾到，请送到一楼服
        务台。谢谢。
      播出  16:10 起，共 1 次
      ------------------------------------------------
      申请人 ________________    电话 ________________
      签名 ________________             经办 王芳 1024
           X-20261121-001
      ✂"
    `);
  });

  it('stays inside the roll whatever the words', async () => {
    const long = { ...boy, feature: '很'.repeat(40), place: 'other', placeText: 'w'.repeat(30) };
    for (const columns of [48, 32] as const) {
      for (const line of await slip(columns, long, { ...asked, requester: '名'.repeat(20) })) {
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
      }
    }
  });
});
