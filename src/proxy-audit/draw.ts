import type { Acted, Command } from '../journal/desk.ts';
import { rosterLineOf } from '../roster/actions.ts';
import { drawWeek } from './draw.rules.ts';
import type { StoredDraw } from './draw-store.ts';
import { writeFlags } from './look.ts';
import {
  daysBefore,
  daysOfWeek,
  type ProxyAudit,
  rulesOn,
  subjectOfWeek,
  todayOf,
  weekOf,
} from './proxy-audit-room.ts';
import { alreadyDrawn, nobodyRostered, noSuchList, notOnList, ownCheck, weekOver } from './refusals.ts';

/** Draws the list of this week, once; it stays as it is. @throws DeskError `proxy-audit/already-drawn`, `proxy-audit/nobody-rostered` */
export function drawThisWeek(room: ProxyAudit, command: Command, byPersonId: number): Acted<{ week: string }> {
  return room.desk.act(command, 'proxy-audit/draw', (change) => {
    const { draws, needs } = room;
    const week = weekOf(room, todayOf(room));
    if (draws.draw(week) !== undefined) throw alreadyDrawn();
    const rules = rulesOn(room, week);
    // Who has worked their week already cannot be looked for any more.
    const today = todayOf(room);
    const days = daysOfWeek(room, week).filter((day) => day >= today);
    const people = needs
      .people()
      .filter(({ id, active }) => active && days.some((day) => rosterLineOf(needs.roster, id, day).shifts.length > 0))
      .map(({ id }) => id);
    if (people.length === 0) throw nobodyRostered();
    const from = daysBefore(room, week, rules.notAgainWeeks.value * 7);
    const lately = [...new Set(draws.draws(from, week).flatMap(({ drawn }) => drawn))].sort((a, b) => a - b);
    const seed = needs.seed();
    const drawn = drawWeek({ people, lately, seed }, rules);
    const atMs = change.at.wallMs;
    draws.insertDraw({ week, seed, people, lately, drawn, rulesFrom: rules.from, byPersonId, atMs });
    change.record({
      kind: 'proxy-audit/drawn',
      subject: subjectOfWeek(week),
      body: { week, seed, people: people.length, drawn: drawn.length, clause: rules.weeklyDraw.clause },
    });
    change.publish({ name: 'audit', payload: { week } });
    return { week };
  });
}

/** Whether a list comes out the same when it is drawn again. */
export function agreesWithSeed({ needs }: ProxyAudit, draw: StoredDraw): boolean {
  const rules = needs.rules.find(({ from }) => from === draw.rulesFrom);
  return rules !== undefined && drawWeek(draw, rules).join() === draw.drawn.join();
}

/** @throws DeskError `proxy-audit/no-such-list` */
export function drawOf({ draws }: ProxyAudit, week: string): StoredDraw {
  const draw = draws.draw(week);
  if (draw === undefined) throw noSuchList();
  return draw;
}

/** What somebody saw who went to look for a person on the list. */
export interface WantedCheck {
  readonly week: string;
  readonly personId: number;
  readonly seen: boolean;
  readonly byPersonId: number;
}

/**
 * Writes down whether somebody on the list was there. Not there with the card punched in is a flag.
 * @throws DeskError `proxy-audit/no-such-list`, `proxy-audit/not-on-list`, `proxy-audit/own-check`, `proxy-audit/week-over`
 */
export function checkPerson(room: ProxyAudit, command: Command, wanted: WantedCheck): Acted<{ flagged: boolean }> {
  const { week, personId, seen, byPersonId } = wanted;
  return room.desk.act(command, 'proxy-audit/check', (change) => {
    const draw = drawOf(room, week);
    if (!draw.drawn.includes(personId)) throw notOnList();
    if (personId === byPersonId) throw ownCheck();
    if (week !== weekOf(room, todayOf(room))) throw weekOver();
    const punch = room.needs.lastPunchHere(personId);
    const punchedIn = punch !== undefined;
    room.draws.insertCheck({ week, personId, seen, punchedIn, byPersonId, atMs: change.at.wallMs });
    change.record({
      kind: 'proxy-audit/looked-for',
      subject: subjectOfWeek(week),
      body: { week, personId, seen, punchedIn },
    });
    const flagged = !seen && punch !== undefined;
    if (flagged) {
      const incident = { otherPunchId: null, otherDay: null, apartMs: null, formId: null };
      const { clause } = rulesOn(room, todayOf(room)).absentDays;
      writeFlags(room, change, [
        {
          kind: 'not-there',
          personId,
          otherPersonId: null,
          daysTogether: null,
          clause,
          incidents: [{ ...incident, punchId: punch.punchId, day: punch.shiftDay }],
        },
      ]);
    }
    change.publish({ name: 'audit', payload: { week } });
    return { flagged };
  });
}
