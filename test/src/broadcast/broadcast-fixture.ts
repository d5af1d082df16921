import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { broadcastRules } from '../../../config/rules/broadcast.ts';
import { callRules } from '../../../config/rules/calls.ts';
import { emergencyRules } from '../../../config/rules/emergency.ts';
import { airCall, type Broadcast, type CallRequest, openBroadcast } from '../../../src/broadcast/actions.ts';
import type { AnnouncementView } from '../../../src/broadcast/rules.ts';
import type { LostObjectForm, LostPersonForm } from '../../../src/broadcast/script.rules.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { type FakePublicAddress, fakePublicAddress } from '../../fake-public-address.ts';

const read = (name: string): unknown =>
  parse(readFileSync(fileURLToPath(new URL(`../../../config/rules/${name}.yaml`, import.meta.url)), 'utf8'));

/** The rules as shipped. */
export const shippedRules = broadcastRules.parse(read('broadcast'));
export const shippedCallRules = callRules.parse(read('calls'));
export const shippedEmergencyRules = emergencyRules.parse(read('emergency'));

export const boy: LostPersonForm = {
  kind: 'lost-person',
  sex: 'male',
  age: 5,
  top: 'red',
  bottom: 'blue',
  place: 'kids-2f',
  meeting: 'desk-1f',
};
export const wallet: LostObjectForm = {
  kind: 'lost-object',
  object: 'wallet',
  colour: 'black',
  place: 'atrium',
  meeting: 'desk-1f',
};

export const ask = (form: CallRequest['form'] = boy, more: Partial<CallRequest> = {}): CallRequest => ({
  form,
  english: false,
  times: 3,
  gapSeconds: 20,
  audience: 'public',
  ...more,
});

export interface Room {
  readonly desk: TestDesk;
  readonly broadcast: Broadcast;
  readonly device: FakePublicAddress;
  readonly papers: { readonly subject: string; readonly paper: Paper }[];
  /** Asks for a call as one touch does; the window has not ended yet. */
  call(form?: CallRequest['form'], more?: Partial<CallRequest>): { callId: number; announcementId: string };
  /** The same, and its window has ended. */
  onAir(form?: CallRequest['form'], more?: Partial<CallRequest>): Promise<{ callId: number; announcementId: string }>;
  state(announcementId: string): string | undefined;
}

const open = new Map<Broadcast, TestDesk>();

export function disposeRooms(): void {
  for (const [broadcast, desk] of open) {
    broadcast.stop();
    desk.dispose();
  }
  open.clear();
}

export function openRoom(
  desk: TestDesk = openTestDesk('2026-11-21T16:10:00+08:00'),
  device: FakePublicAddress = fakePublicAddress(),
): Room {
  const papers: Room['papers'] = [];
  const broadcast = openBroadcast(desk, {
    rules: shippedRules,
    callRules: shippedCallRules,
    publicAddress: device,
    identity: {
      plaza: { zh: '晴川购物广场', en: 'Qingchuan Plaza' },
      desk: { zh: '客户服务中心', en: 'Service Desk' },
    },
    queuePaper(_change, { subject, paper }) {
      return papers.push({ subject, paper });
    },
    signature: () => ({ name: '王芳', staffNo: '1024' }),
  });
  open.set(broadcast, desk);
  const call: Room['call'] = (form, more) => airCall(broadcast, command(), ask(form, more)).answer;
  return {
    desk,
    broadcast,
    device,
    papers,
    call,
    async onAir(form, more) {
      const asked = call(form, more);
      await desk.clock.advance(3_000);
      return asked;
    },
    state: (id) => broadcast.store.announcementById(id)?.state,
  };
}

/** Everything that aired or was meant to, newest first. */
export function announcements({ desk, store }: Broadcast): AnnouncementView[] {
  const ids = desk.database.prepare<{ id: string }>(
    'SELECT id FROM announcements ORDER BY requested_at DESC, rowid DESC',
  );
  return ids.all().flatMap(({ id }) => store.announcementById(id) ?? []);
}

/** The service stops and starts again on the same database. */
export function restartRoom(room: Room, device?: FakePublicAddress): Room {
  room.broadcast.stop();
  open.delete(room.broadcast);
  return openRoom(room.desk.restart(), device);
}
