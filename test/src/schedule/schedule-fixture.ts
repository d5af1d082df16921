import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { type ScheduledItem, scheduleRules } from '../../../config/rules/schedule.ts';
import { type Broadcast, openBroadcast } from '../../../src/broadcast/actions.ts';
import type { AnnouncementView } from '../../../src/broadcast/rules.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { openSchedule, type Schedule } from '../../../src/schedule/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { type FakePublicAddress, fakePublicAddress } from '../../fake-public-address.ts';
import { shippedRules as broadcastShipped, shippedCallRules } from '../broadcast/broadcast-fixture.ts';

/** The rules as shipped. */
export const shippedSchedule = scheduleRules.parse(parse(readFileSync('config/rules/schedule.yaml', 'utf8')));
export const shippedCalendar = calendarRules.parse(parse(readFileSync('config/rules/calendar.yaml', 'utf8')));

/** An item that says its own id. */
export function item(id: string, at: string, more: Partial<ScheduledItem> = {}): ScheduledItem {
  return {
    id,
    title: { zh: id, en: id },
    at,
    holidays: 'as-usual',
    chime: true,
    text: { zh: id },
    times: 1,
    gapSeconds: 0,
    clause: 'desk',
    ...more,
  };
}

export interface ScheduleDesk {
  readonly desk: TestDesk;
  readonly broadcast: Broadcast;
  readonly schedule: Schedule;
  readonly device: FakePublicAddress;
  readonly reported: unknown[];
  /** Every announcement that was begun, with the wall time it was heard at, over all restarts. */
  readonly heard: { readonly id: string; readonly atMs: number }[];
  announcement(id: string): AnnouncementView | undefined;
  /** The service stops and starts again on the same database. */
  restart(how?: { readonly afterMs?: number }): Promise<ScheduleDesk>;
}

export interface ScheduleOptions {
  readonly items?: readonly ScheduledItem[];
  readonly timeZone?: string;
  readonly startsAt?: string;
  readonly rules?: Partial<Pick<(typeof shippedSchedule)[number], 'withinGrace' | 'unsureClock' | 'sendAheadSeconds'>>;
  readonly hours?: { readonly opens: string; readonly closes: string };
}

const opened = new Set<ScheduleDesk>();

export function disposeScheduleDesks(): void {
  for (const { desk, schedule, broadcast } of opened) {
    schedule.stop();
    broadcast.stop();
    desk.dispose();
  }
  opened.clear();
}

/** A desk with the schedule, on loudspeakers whose announcements end by themselves after 20 seconds. */
export function openScheduleDesk(options: ScheduleOptions = {}): ScheduleDesk {
  return onDesk(openTestDesk(options.startsAt ?? '2026-12-01T08:00:00+08:00'), options, []);
}

const LENGTH_MS = 20_000;

function onDesk(fresh: TestDesk, options: ScheduleOptions, heard: ScheduleDesk['heard']): ScheduleDesk {
  const { items, timeZone = fresh.timeZone, rules = {}, hours = { opens: '08:30', closes: '18:00' } } = options;
  const desk: TestDesk = { ...fresh, timeZone };
  const device = fakePublicAddress();
  const reported: unknown[] = [];
  let dead = false;
  const announce = device.announce.bind(device);
  device.announce = async (announcement) => {
    await announce(announcement);
    heard.push({ id: announcement.id, atMs: desk.clock.read().wallMs });
    desk.clock.after(LENGTH_MS, () => !dead && device.onAir()?.id === announcement.id && device.end());
  };
  const broadcast = openBroadcast(desk, {
    rules: broadcastShipped,
    callRules: shippedCallRules,
    publicAddress: device,
    identity: { plaza: { zh: '晴川', en: 'Qingchuan' }, desk: { zh: '服务台', en: 'Desk' } },
    queuePaper: () => 1,
    signature: () => ({ name: '王芳', staffNo: '1024' }),
  });
  const schedule = openSchedule(desk, {
    rules: shippedSchedule.map((version) => ({
      ...version,
      ...rules,
      ...(items === undefined ? {} : { items: [...items] }),
    })),
    calendar: openCalendar(shippedCalendar),
    broadcast,
    hours,
    announcement: (id) => broadcast.store.announcementById(id),
    nameOf: (actor) => (actor === 'staff:1' ? '王芳' : undefined),
    report: (error) => reported.push(error),
  });
  const whole: ScheduleDesk = {
    desk,
    broadcast,
    schedule,
    device,
    reported,
    heard,
    announcement: (id) => broadcast.store.announcementById(id),
    async restart({ afterMs = 0 } = {}) {
      dead = true;
      schedule.stop();
      broadcast.stop();
      opened.delete(whole);
      await desk.clock.advance(afterMs);
      return onDesk(desk.restart(), options, heard);
    },
  };
  opened.add(whole);
  return whole;
}

/** Milliseconds of a time in the plaza's zone, e.g. `2026-12-01 08:30:00`. */
export const at = (time: string, offset = '+08:00'): number => Date.parse(`${time.replace(' ', 'T')}${offset}`);

/** Lets time pass until then. */
export async function until({ desk }: ScheduleDesk, time: string, offset?: string): Promise<void> {
  await desk.clock.advance(at(time, offset) - desk.clock.read().wallMs);
}

/** The hours until then, in which nothing is due, are leapt over: the service stands still for them. */
export function leapTo({ desk }: ScheduleDesk, time: string): void {
  desk.clock.leap(at(time) - desk.clock.read().wallMs);
}

/** What the journal says of the schedule, oldest first. */
export function journalled({ desk }: ScheduleDesk): { kind: string; subject: string }[] {
  return desk.journal
    .page({ limit: 1000 })
    .filter(({ kind }) => kind.startsWith('schedule/'))
    .reverse()
    .map(({ kind, subject }) => ({ kind, subject }));
}
