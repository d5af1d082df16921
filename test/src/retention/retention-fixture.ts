import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { promotionRules } from '../../../config/rules/promotions.ts';
import { retentionRules } from '../../../config/rules/retention.ts';
import {
  airCall,
  airLedgers,
  type Broadcast,
  type CallRequest,
  markFound,
  openBroadcast,
} from '../../../src/broadcast/actions.ts';
import type { Ledger } from '../../../src/ports/ledger.ts';
import {
  jobsOf,
  keptPapers,
  openPrinting,
  type Printing,
  queuePaper,
  withdrawPapers,
} from '../../../src/printing/actions.ts';
import { openPromotions, type Promotions, promotionLedger } from '../../../src/promotions/actions.ts';
import {
  approveList,
  confirmSigned,
  destroyListed,
  openRetention,
  proposeList,
  type Retention,
} from '../../../src/retention/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { type FakePrinter, fakePrinter } from '../../fake-printer.ts';
import { type FakePublicAddress, fakePublicAddress } from '../../fake-public-address.ts';
import { ask, boy, shippedCallRules, shippedRules } from '../broadcast/broadcast-fixture.ts';

const read = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`../../../config/rules/${name}.yaml`, import.meta.url)), 'utf8'));

export const YEAR_MS = 366 * 86_400_000;
export const SUPERVISOR = { staffId: 7, posts: ['employee', 'supervisor'] } as const;
export const HR = { staffId: 8, posts: ['employee', 'hr'] } as const;
/** Turns in which papers are printed and their outcome is written. */
const SETTLED = 20;
const identity = {
  plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
  desk: { zh: '客户服务中心', en: 'Service Desk' },
};
const names: Readonly<Record<string, { name: string; staffNo: string }>> = {
  'staff:7': { name: '陈静', staffNo: '1001' },
  'staff:8': { name: '刘洋', staffNo: '3002' },
};

/** Broadcast, promotions, printer and retention on one database, as the service wires them. */
export interface Room {
  readonly desk: TestDesk;
  readonly printing: Printing;
  readonly printer: FakePrinter;
  readonly device: FakePublicAddress;
  readonly broadcast: Broadcast;
  readonly promotions: Promotions;
  readonly retention: Retention;
  readonly reported: unknown[];
  clockTrusted: boolean;
  /** A call that was heard once, found and closed; its slip is printed. */
  oldCall(more?: Partial<CallRequest>): Promise<number>;
  /** Lists, has both approve, prints and signs. Returns the list's id. */
  signedList(): Promise<number>;
  /** The same, and destroys. */
  destroyed(): Promise<number>;
}

const open = new Map<Retention, () => Promise<void>>();

export async function disposeRooms(): Promise<void> {
  for (const dispose of open.values()) await dispose();
  open.clear();
}

export function openRoom(
  desk: TestDesk = openTestDesk('2026-11-21T10:00:00+08:00'),
  wrap: (ledgers: Ledger[]) => Ledger[] = (ledgers) => ledgers,
): Room {
  const reported: unknown[] = [];
  const report = (error: unknown) => reported.push(error);
  const printer = fakePrinter();
  const device = fakePublicAddress();
  const printing = openPrinting(desk, { printer, identity, report });
  const signature = (actor: string) => names[actor] ?? { name: '王芳', staffNo: '1024' };
  const papers: Pick<Parameters<typeof openRetention>[1], 'queuePaper' | 'withdrawPapers'> = {
    queuePaper: (change, job) => queuePaper(printing, change, job),
    withdrawPapers: (change, subject) => withdrawPapers(printing, change, subject),
  };
  const broadcast = openBroadcast(desk, {
    rules: shippedRules,
    callRules: shippedCallRules,
    publicAddress: device,
    identity,
    signature,
    report,
    ...papers,
  });
  const promotions = openPromotions(desk, {
    rules: promotionRules.parse(read('promotions')),
    broadcast,
    identity,
    signature,
    previewPaper: () => undefined,
    openJobs: () => 0,
    report,
    ...papers,
  });
  const archive = keptPapers(printing);
  const room = { clockTrusted: true };
  const retention = openRetention(desk, {
    rules: retentionRules.parse(read('retention')),
    ledgers: wrap([...airLedgers(broadcast, archive), promotionLedger(promotions, archive)]),
    identity,
    signature,
    jobsOf: (subject) => jobsOf(printing, subject),
    clockTrusted: () => room.clockTrusted,
    report,
    ...papers,
  });
  open.set(retention, async () => {
    await closeRoom(made);
    desk.dispose();
  });
  const signedList = async () => {
    const { id } = proposeList(retention, command('staff:7')).answer;
    approveList(retention, command('staff:7'), id, SUPERVISOR);
    approveList(retention, command('staff:8'), id, HR);
    await settle(SETTLED);
    confirmSigned(retention, command('staff:7'), id);
    return id;
  };
  const made: Room = Object.assign(room, {
    desk,
    printing,
    printer,
    device,
    broadcast,
    promotions,
    retention,
    reported,
    signedList,
    async oldCall(more?: Partial<CallRequest>) {
      const { callId } = airCall(broadcast, command('staff:1'), ask(boy, { times: 1, ...more })).answer;
      await desk.clock.advance(3_000);
      device.end();
      await settle(SETTLED);
      markFound(broadcast, command('staff:1'), callId);
      await settle(SETTLED);
      return callId;
    },
    async destroyed() {
      const id = await signedList();
      destroyListed(retention, command('staff:7'), id, SUPERVISOR);
      await retention.idle();
      return id;
    },
  });
  return made;
}

async function closeRoom({ retention, promotions, broadcast, printing }: Room): Promise<void> {
  await retention.stop();
  promotions.stop();
  broadcast.stop();
  printing.loop.stop();
  open.delete(retention);
}

/** The service goes down and comes up on the same database. */
export async function restartRoom(room: Room): Promise<Room> {
  await closeRoom(room);
  return openRoom(room.desk.restart());
}
