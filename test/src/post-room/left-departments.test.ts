import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverRound, itemOf, printCover, reminderOf } from '../../../src/post-room/actions.ts';
import { tickDelivery } from '../../../src/post-room/tick.ts';
import { boardOf } from '../../../src/post-room/views.ts';
import { command } from '../../desk-fixture.ts';
import { wang, zhang } from '../outcomes/room-fixture.ts';
import { openPostFixture, type PostFixture, sheet } from './post-room-fixture.ts';

/** 张伟, alone in 物业部, left on Wednesday. */
let room: PostFixture;
beforeEach(() => {
  room = openPostFixture(undefined, Date.parse('2026-11-18T18:10:00+08:00'));
});
afterEach(() => room.dispose());

const states = (day?: string) =>
  Object.fromEntries(
    boardOf(room.post, day).departments.map(({ name, cells }) => [name, cells.map(({ state }) => state).join(' ')]),
  );
const late = (day: string) =>
  boardOf(room.post, day).late.map(({ deliveryId, department }) => `${deliveryId} ${department}`);
const ofZhang = (more: Parameters<typeof sheet>[1] = {}) =>
  sheet(1, {
    department: '物业部',
    person: { id: zhang.id, staffNo: zhang.staffNo, name: zhang.name },
    ...more,
  });
const punchAll = () => {
  for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) room.punch(zhang.id, day, 'in 08:20', 'out 18:05');
};

describe('a department that everybody has left', () => {
  // Break it: leave departmentsWithSheets(), `handing` or `missing` out of departmentsOf() in departments.ts.
  it('stays on the board until its sheets are with HR, and is asked for nothing else', () => {
    punchAll();
    expect(states().物业部).toBeUndefined();
    room.sheets.push(ofZhang());
    expect(states().物业部).toBe('none missing none none none');
    expect(states('2026-11-30').物业部).toBe('none none none none none');
    expect(late('2026-11-30')).toContain('exception-leave 物业部');
    room.sheets.splice(0, 1, ofZhang({ place: 'hr' }));
    expect(states().物业部).toBe('none received none received none');
    expect(states('2026-11-30').物业部).toBeUndefined();
    expect(late('2026-11-30')).not.toContain('exception-leave 物业部');
  });

  it('has its sheets delivered to HR with the others, and on the cover', () => {
    punchAll();
    room.sheets.push(ofZhang({ place: 'desk' }));
    expect(states().物业部).toBe('none received none due none');
    printCover(room.post, command(), 'to-hr', '2026-11-20');
    expect(JSON.stringify(room.papers.at(-1)?.paper)).toContain('L-20261118-1');
    expect(deliverRound(room.post, command(), 'to-hr', '2026-11-20', wang.id).answer).toEqual({
      departments: 1,
      sheets: 1,
    });
    expect(room.sheets[0]?.place).toBe('hr');
  });

  it('is asked on the home page for its sheets alone', () => {
    punchAll();
    const tick = (deliveryId: string, nominal: string) =>
      tickDelivery(room.post, command(), { deliveryId, nominal, department: wang.department }, true, wang.id);
    tick('weekly-summary', '2026-11-16');
    room.sheets.push(ofZhang());
    expect(reminderOf(room.post)).toMatchObject({ deliveryId: 'exception-leave', departments: 1 });
    room.sheets.splice(0, 1, ofZhang({ place: 'desk' }));
    tick('missed-punches', '2026-11-20');
    room.desk.clock.setWall('2026-11-20T18:00:00+08:00');
    expect(reminderOf(room.post)).toBeNull();
  });

  // Break it: leave `missing` out of departmentsOf(), or isAskedForPunches() out of cellOf().
  it('confirms what was missed in it until its last day', () => {
    room.punch(zhang.id, '2026-11-17', 'in 08:30');
    expect(states().物业部).toBe('none none due none none');
    expect(itemOf(room.post, 'missed-punches', '2026-11-20', '物业部').missed?.map(({ day }) => day)).toContain(
      '2026-11-17',
    );
  });
});
