import { afterEach, describe, expect, it } from 'vitest';
import { afterPunch, gapsOf, sheetsOf, withdrawForm } from '../../../src/forms/actions.ts';
import { watchPunches } from '../../../src/forms/watch-punches.ts';
import type { LiveEvent } from '../../../src/ports/live-events.ts';
import { command } from '../../desk-fixture.ts';
import { closeFormsRooms, type FormsRoom, leaveOf, openFormsRoom, WHO } from './forms-fixture.ts';

afterEach(closeFormsRooms);

/** Tuesday the 24th, half past eight. */
const NOW = '2026-11-24T08:30';
const zhang = { personId: WHO.zhang };
const printed = (room: FormsRoom) => sheetsOf(room.forms, { limit: 50 }).map(({ what }) => what.zh);

/** Friday in, without a punch out; nothing on Monday; in on Tuesday. */
function gapped(): FormsRoom {
  const room = openFormsRoom({ now: NOW });
  room.punch(WHO.zhang, '2026-11-19', 'in 08:25', 'out 18:02');
  room.punch(WHO.zhang, '2026-11-20', 'in 08:28');
  room.punch(WHO.zhang, '2026-11-24', 'in 08:30');
  return room;
}

describe('the tap after a gap', () => {
  // Break it: leave hasGapSlip() out, and the second tap prints the slips again.
  it('prints one slip for each shift that lacks a punch, once', () => {
    const room = gapped();
    afterPunch(room.forms, zhang);
    expect(printed(room)).toEqual(['11-23 前台班 上下班都没打卡', '11-20 前台班 漏打下班卡']);
    expect(room.papers.map(({ document }) => document)).toEqual(['form-exception', 'form-exception']);
    afterPunch(room.forms, zhang);
    expect(room.papers.length).toBe(2);
    const [latest] = sheetsOf(room.forms, { limit: 1 });
    withdrawForm(room.forms, command(), latest?.formId ?? 0, '改填其他单据', { personId: WHO.clerk, posts: ['clerk'] });
    afterPunch(room.forms, zhang);
    expect(room.papers.length).toBe(2);
  });

  it('prints nothing where leave, business or a form says why, or the shift is not over', () => {
    const room = gapped();
    room.fill({ kind: 'exception', day: '2026-11-20', shiftId: 'reception', direction: 'out' });
    room.fill(leaveOf('sick', '2026-11-23'), { allowedBy: WHO.lead });
    const before = room.papers.length;
    afterPunch(room.forms, zhang);
    expect(room.papers.length).toBe(before);
  });

  // Break it: take `firstDay` out of gapsOf(), and whoever is new has missed the week before.
  it('asks nobody about days before their first punch', () => {
    const room = openFormsRoom({ now: NOW });
    room.punch(WHO.newcomer, '2026-11-24', 'in 08:30');
    afterPunch(room.forms, { personId: WHO.newcomer });
    expect(room.papers).toEqual([]);
  });

  it('looks back as far as the rules say, and no further', () => {
    const room = openFormsRoom({ now: '2026-11-27T08:30' });
    room.punch(WHO.zhang, '2026-11-19', 'in 08:25');
    room.punch(WHO.zhang, '2026-11-20', 'in 08:25');
    for (const day of ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'])
      room.punch(WHO.zhang, day, 'in 08:20', 'out 18:05');
    expect(gapsOf(room.forms, WHO.zhang)).toEqual([{ day: '2026-11-20', shiftId: 'reception', direction: 'out' }]);
  });

  it('waits while a night shift may still be punched out of', () => {
    const room = openFormsRoom({ now: '2026-11-22T13:29' });
    room.punch(WHO.night, '2026-11-21', 'in 16:20');
    expect(gapsOf(room.forms, WHO.night)).toEqual([]);
    room.at('2026-11-22T13:31');
    expect(gapsOf(room.forms, WHO.night)).toEqual([{ day: '2026-11-21', shiftId: 'hotline-night', direction: 'out' }]);
  });

  // Break it: leave the quality of the clock unread, and a clock that stands wrong prints slips of days nobody missed.
  it('prints nothing while nobody vouches for the clock', () => {
    const room = gapped();
    room.desk.clock.quality = 'unsure';
    afterPunch(room.forms, zhang);
    expect(room.papers).toEqual([]);
  });

  it('prints what was allowed by phone when its person is back', () => {
    const room = openFormsRoom({ now: '2026-11-23T08:00' });
    room.punch(WHO.zhang, '2026-11-20', 'in 08:25', 'out 18:02');
    room.fill(leaveOf('sick', '2026-11-23'), { allowedBy: WHO.lead });
    expect(room.papers).toEqual([]);
    room.at(NOW);
    afterPunch(room.forms, zhang);
    expect(room.papers.map(({ document }) => document)).toEqual(['form-leave']);
  });

  it('is answered first: the slips come a moment later, and a repeated tap brings none', async () => {
    const room = gapped();
    const heard = new Set<(event: LiveEvent) => void>();
    const live = {
      on(listener: (event: LiveEvent) => void) {
        heard.add(listener);
        return () => heard.delete(listener);
      },
    };
    const stop = watchPunches(room.forms, live, (error) => expect.unreachable(String(error)));
    const tell = (repeat: boolean) => {
      for (const listener of heard) listener({ name: 'punch', payload: { personId: WHO.zhang, repeat } });
    };
    tell(true);
    await room.desk.clock.advance(1_000);
    tell(false);
    expect(room.papers).toEqual([]);
    await room.desk.clock.advance(1_000);
    expect(room.papers.length).toBe(2);
    tell(false);
    stop();
    expect([heard.size, room.desk.clock.pending]).toEqual([0, 0]);
  });
});
