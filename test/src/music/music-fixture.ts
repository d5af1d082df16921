import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { musicRules } from '../../../config/rules/music.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import { type Music, openMusic } from '../../../src/music/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { type FakePublicAddress, fakePublicAddress } from '../../fake-public-address.ts';

const read = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`../../../config/rules/${name}.yaml`, import.meta.url)), 'utf8'));

/** The rules as shipped. */
export const shippedRules = musicRules.parse(read('music'));
const calendar = openCalendar(calendarRules.parse(read('calendar')));

export interface MusicRoom {
  readonly desk: TestDesk;
  readonly device: FakePublicAddress;
  readonly music: Music;
  readonly reported: unknown[];
  /** Folders the player was told to play, in order. */
  lists(): (string | undefined)[];
}

export function openMusicRoom(desk: TestDesk = openTestDesk('2026-11-20T11:29:50+08:00')): MusicRoom {
  const device = fakePublicAddress();
  const reported: unknown[] = [];
  const report = (error: unknown) => void reported.push(error);
  const music = openMusic(desk, { rules: shippedRules, calendar, publicAddress: device, report });
  return { desk, device, music, reported, lists: () => device.player.followed.map(({ folder }) => folder) };
}
