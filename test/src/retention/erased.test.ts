import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  airCall,
  airService,
  enterInLedger,
  handOver,
  markFound,
  reprintSlip,
} from '../../../src/broadcast/actions.ts';
import { openAirLog } from '../../../src/broadcast/log.ts';
import { printDayLog } from '../../../src/broadcast/print-log.ts';
import { verifyChain } from '../../../src/journal/verify-chain.ts';
import { decideOn, printOutcome, requestPromotion, withdrawPromotion } from '../../../src/promotions/actions.ts';
import { holdEntry, holdsNow, liftHold, listById, proposeList } from '../../../src/retention/actions.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { hostileStrings } from '../../desk/trust/hostile-strings.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { ask, boy, wallet } from '../broadcast/broadcast-fixture.ts';
import { disposeRooms, HR, openRoom, type Room, restartRoom, SUPERVISOR, YEAR_MS } from './retention-fixture.ts';

// F19. Breaking it on purpose: leave `secure_delete` out of database.ts *and* `rewrite` out of destroy.ts; leave `emptyLog` out of
// destroy.ts (the log still has them); leave `papers.destroy` out of a ledger; let a journal body hold what belongs under `personal`.

afterEach(disposeRooms);

const PEOPLE = 24;
const LONG_MS = 120_000;
const LONGEST_FIELD = 40;

/** What to look for: whatever a hostile text is turned into on its way, these characters stay together. */
const mark = (n: number, of: string) => `漆雕${of}${String(n).padStart(3, '0')}篪`;
const nasty = hostileStrings(PEOPLE, 19).map((text) => Buffer.from(text.slice(0, LONGEST_FIELD)).toString());
const named = (n: number, of: string) => `${nasty[n]}${mark(n, of)}${nasty[n]}`;

/** One person after the other is entered in every field there is, heard, printed, found and handed over; shops too. */
async function fill(room: Room): Promise<void> {
  const { broadcast, promotions, device, desk } = room;
  const heard = async () => {
    await desk.clock.advance(3_000);
    device.end();
    await settle(10);
    await desk.clock.advance(30_000);
  };
  for (let n = 0; n < PEOPLE; n++) {
    const person = { requester: named(n, '甲'), phone: named(n, '乙') };
    const form =
      n % 2 === 0 ? { ...boy, name: mark(n, '丙') } : { ...wallet, object: 'other', objectText: mark(n, '丙') };
    const { callId } = airCall(broadcast, command('staff:1'), ask(form, { ...person, times: 1 })).answer;
    await heard();
    reprintSlip(broadcast, command('staff:1'), callId);
    if (form.kind === 'lost-object') enterInLedger(broadcast, command('staff:1'), callId, 'F-1');
    markFound(broadcast, command('staff:1'), callId);
    const relation = form.kind === 'lost-object' ? {} : { relation: 'parent' };
    handOver(broadcast, command('staff:1'), callId, { place: 'here', name: named(n, '丁'), idSeen: true, ...relation });
    airService(broadcast, command('staff:1'), { zh: named(n, '戊'), en: mark(n, '己'), times: 1, gapSeconds: 0 });
    await heard();
    const { id } = requestPromotion(promotions, command('staff:1'), {
      shop: named(n, '庚'),
      contact: named(n, '辛'),
      phone: mark(n, '壬'),
      zh: named(n, '癸'),
      from: '2026-11-25T10:30',
      until: '2026-11-25T20:30',
      times: 2,
      wished: [],
    }).answer;
    decideOn(promotions, command('staff:7'), id, {
      decision: 'defer',
      by: SUPERVISOR,
      reason: mark(n, '子'),
      untilMs: desk.clock.read().wallMs + 3_600_000,
    });
    withdrawPromotion(promotions, command('staff:1'), id);
    printOutcome(promotions, command('staff:1'), id);
    await settle(20);
  }
  await printDayLog(openAirLog(broadcast), command('staff:1'), '2026-11-21');
  await settle(60);
}

/** Which marks stand in any byte of these files. */
function found(files: readonly string[]): string[] {
  const bytes = Buffer.concat(files.filter(existsSync).map((file) => readFileSync(file)));
  const all = Array.from({ length: PEOPLE }, (_, n) => [...'甲乙丙丁戊己庚辛壬癸子'].map((of) => mark(n, of))).flat();
  return all.filter((text) => bytes.includes(text));
}

const filesOf = (room: Room) => readdirSync(room.desk.folder).map((name) => join(room.desk.folder, name));

it('whoever was in the ledgers is in no byte of database, log, and new backups; the chain is whole', {
  timeout: LONG_MS,
}, async () => {
  let room = openRoom();
  await fill(room);
  const before = found(filesOf(room));
  expect(before.length).toBeGreaterThan(PEOPLE * 9);
  room.desk.clock.leap(YEAR_MS);
  // The words why somebody was kept longer go with what was kept.
  const first = proposeList(room.retention, command('staff:7')).answer.id;
  holdEntry(room.retention, command('staff:7'), first, { ...HR, n: 1, reason: mark(0, '甲') });
  liftHold(room.retention, command('staff:7'), holdsNow(room.retention)[0]?.id ?? 0);
  room.desk.database.prepare("UPDATE destruction_lists SET state = 'refused'").run();

  const id = await room.destroyed();
  const list = listById(room.retention, id);
  expect(list).toMatchObject({ state: 'wiping' });
  expect(new Set(list.entries.map(({ ledger }) => ledger))).toEqual(new Set(['calls', 'air-log', 'promotions']));
  const atOnce = found(filesOf(room));
  expect(atOnce.length).toBeLessThan(before.length / 100);

  room = await restartRoom(room);
  expect(listById(room.retention, id).state).toBe('done');
  const backup = join(room.desk.folder, 'new-backup.db');
  await room.desk.database.backup(backup);
  expect(filesOf(room).length).toBeGreaterThan(2);
  expect(found(filesOf(room))).toEqual([]);
  const copy = openDatabase(backup);
  expect(verifyChain(copy, room.desk.journal.head().hash)).toMatchObject({ whole: true });
  copy.close();
  expect(room.reported).toEqual([]);
});
