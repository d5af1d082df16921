import { afterEach, describe, expect, it } from 'vitest';
import { layOut, pictureOf } from '../../../hardware/receipt-printer/lay-out.ts';
import { loadPrinterProfile } from '../../../hardware/receipt-printer/load-profile.ts';
import { columnsOf } from '../../../hardware/receipt-printer/printable-text.ts';
import { callById, enterInLedger, type HandOverRequest, handOver, markFound } from '../../../src/broadcast/actions.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { command } from '../../desk-fixture.ts';
import { boy, disposeRooms, openRoom, type Room, wallet } from './broadcast-fixture.ts';

// Breaking it on purpose: take the check for an earlier hand-over out of hand-over.ts (two slips: red).

afterEach(disposeRooms);

const father: HandOverRequest = {
  place: 'here',
  name: '赵大海',
  relation: 'parent',
  idKind: 'identity-card',
  idSeen: true,
};
async function found(room: Room, form: Parameters<Room['onAir']>[0] = boy): Promise<number> {
  const { callId } = await room.onAir(form);
  await room.desk.clock.advance(300_000);
  markFound(room.broadcast, command(), callId);
  return callId;
}
function lines(paper: Paper | undefined, columns: 48 | 32): string[] {
  if (paper === undefined) throw new Error('no paper');
  const picture = pictureOf(layOut(paper, loadPrinterProfile(columns === 48 ? 'generic-80' : 'generic-58')), columns);
  return picture.lines.map((line) => (line.kind === 'text' ? line.text.trimEnd() : '✂'));
}

describe('handing over whom was found', () => {
  it('is written down once, with its slip; a second one is refused', async () => {
    const room = openRoom();
    const callId = await found(room);
    const press = command('staff:4');
    const { answer } = handOver(room.broadcast, press, callId, father);
    expect(handOver(room.broadcast, press, callId, father)).toEqual({ answer, repeated: true });
    expect(() => handOver(room.broadcast, command(), callId, father)).toThrow(/handed over already/);
    expect(room.papers).toHaveLength(2);
    expect(callById(room.broadcast, callId).handOver).toEqual({
      place: 'here',
      idKind: 'identity-card',
      idSeen: true,
      by: '王芳',
      atMs: expect.any(Number),
    });
  });

  it('keeps name and relation out of the journal and out of what screens are told', async () => {
    const room = openRoom();
    const callId = await found(room);
    handOver(room.broadcast, command(), callId, father);
    expect(JSON.stringify(room.desk.journal.page({ limit: 50 }))).not.toMatch(/赵大海|parent/);
    expect(JSON.stringify(callById(room.broadcast, callId))).not.toMatch(/赵大海|parent/);
  });

  it('elsewhere is written down without paper', async () => {
    const room = openRoom();
    const callId = await found(room);
    expect(handOver(room.broadcast, command(), callId, { place: 'elsewhere' }).answer).toEqual({ jobId: null });
    expect(room.papers).toHaveLength(1);
  });

  it('needs somebody found, a name, and choices of the rules; a document not shown was not checked', async () => {
    const room = openRoom();
    const { callId } = await room.onAir();
    const give = (more: object) => () => handOver(room.broadcast, command(), callId, { ...father, ...more });
    expect(give({})).toThrow(/not been found/);
    markFound(room.broadcast, command(), callId);
    expect(give({ name: '\u0000 ' })).toThrow(/who took it over/);
    expect(give({ relation: 'boss' })).toThrow(/relation/);
    expect(give({ idKind: 'ticket' })).toThrow(/document/);
    give({ idKind: undefined })();
    expect(callById(room.broadcast, callId).handOver).toMatchObject({ idKind: null, idSeen: false });
  });

  it('of an object carries its number in the lost-property ledger, on screen and paper', async () => {
    const room = openRoom();
    const callId = await found(room, wallet);
    enterInLedger(room.broadcast, command(), callId, 'S-20261121-004');
    handOver(room.broadcast, command(), callId, { place: 'here', name: '赵大海', idSeen: false });
    expect(callById(room.broadcast, callId).ledgerNumber).toBe('S-20261121-004');
    expect(lines(room.papers[1]?.paper, 48)).toContain('失物登记  S-20261121-004');
    const person = await found(room);
    expect(() => enterInLedger(room.broadcast, command(), person, 'S-1')).toThrow(/seeks a person/);
  });
});

describe('the hand-over slip', () => {
  const printed = async (columns: 48 | 32, more: object = {}) => {
    const room = openRoom();
    const callId = await found(room, { ...boy, feature: '白色运动鞋' });
    handOver(room.broadcast, command(), callId, { ...father, ...more });
    return lines(room.papers[1]?.paper, columns);
  };

  it('on 80 mm', async () => {
    expect((await printed(48)).join('\n')).toMatchInlineSnapshot(`
      "          晴川购物广场 · 客户服务中心
           走失人员交接单
      ================================================
      编号 X-20261121-001             2026-11-21 16:15
      走失者  男孩，约 5 岁，红色上衣，蓝色裤子，白色
      运动鞋
      找到  16:15
      ------------------------------------------------
      领走人  赵大海
      与走失者关系  父母
      证件  身份证  已核对
      本人已接到上述走失人员。
      经办 王芳 1024

      领走人签名 ________________
           X-20261121-001
      ✂"
    `);
  });

  it('on 58 mm', async () => {
    expect((await printed(32)).join('\n')).toMatchInlineSnapshot(`
      "  晴川购物广场 · 客户服务中心
       走失人员交接单
      ================================
      编号 X-20261121-001
                      2026-11-21 16:15
      走失者  男孩，约 5 岁，红色上
      衣，蓝色裤子，白色运动鞋
      找到  16:15
      --------------------------------
      领走人  赵大海
      与走失者关系  父母
      证件  身份证  已核对
      本人已接到上述走失人员。
      经办 王芳 1024

      领走人签名 ________________
       X-20261121-001
      ✂"
    `);
  });

  it('stays inside the roll whatever the words', async () => {
    for (const columns of [48, 32] as const)
      for (const line of await printed(columns, { name: '名'.repeat(20) }))
        expect(columnsOf(line)).toBeLessThanOrEqual(columns);
  });
});
