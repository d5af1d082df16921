import { afterEach, describe, expect, it } from 'vitest';
import { airAgain, airCall, airService, currentAir, setMusic } from '../../../src/broadcast/actions.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { announcements, ask, disposeRooms, openRoom, type Room, wallet } from './broadcast-fixture.ts';

// Breaking it on purpose: mute the device only in `afterCommit` (the full disk: red), leave `refuseMuted` out of `arm` (red), or
// leave `closeWindows` out (what was armed is heard after the release of a full disk: red).

afterEach(disposeRooms);

const ACTOR = 'device:contacts-1';
const kinds = ({ desk }: Room): string[] =>
  desk.database
    .prepare<{ kind: string }>("SELECT kind FROM journal WHERE kind LIKE 'broadcast/%mute%' ORDER BY seq")
    .all()
    .map(({ kind }) => kind);
function fillDisk({ desk }: Room): () => void {
  const sql = "CREATE TEMP TRIGGER full_disk BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END";
  desk.database.prepare(sql).run();
  return () => void desk.database.prepare('DROP TRIGGER full_disk').run();
}

describe('a fire contact', () => {
  it('mutes at once, cuts what is on the air, and says so in journal and broadcast log', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    expect(room.device.mutes).toEqual(['air/fire-contact']);
    await settle();
    const [logged] = announcements(room.broadcast);
    expect(logged).toMatchObject({ id: announcementId, state: 'cut', code: 'air/fire-contact' });
    expect(logged?.says?.zh).toContain('消防触点');
    expect(kinds(room)).toEqual(['broadcast/muted']);
    expect(currentAir(room.broadcast)).toMatchObject({ onAir: null, muted: { sinceMs: expect.any(Number) } });
    expect(room.desk.events.at(-1)).toMatchObject({ name: 'air' });
  });

  it('takes back what waits for its air: it is not heard after the release either', async () => {
    const room = openRoom();
    const { announcementId } = room.call();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    expect(room.state(announcementId)).toBe('withdrawn');
    room.broadcast.fireMute.release(ACTOR);
    await room.desk.clock.advance(60_000);
    expect(room.device.aired).toEqual([]);
  });

  it('lets nothing on the air and starts no music while it is closed, and says why', async () => {
    const room = openRoom();
    const { callId } = await room.onAir();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    await settle();
    const refusal = { code: 'air/muted', says: { zh: expect.stringContaining('消防联动：广播已静音') } };
    const refused = async (act: () => unknown): Promise<unknown> => {
      try {
        await act();
        return 'done';
      } catch (error) {
        return error;
      }
    };
    expect(await refused(() => airCall(room.broadcast, command(), ask(wallet)))).toMatchObject(refusal);
    expect(await refused(() => airAgain(room.broadcast, command(), callId))).toMatchObject(refusal);
    expect(
      await refused(() => airService(room.broadcast, command(), { zh: '今天十点闭馆', times: 1, gapSeconds: 10 })),
    ).toMatchObject(refusal);
    expect(await refused(() => setMusic(room.broadcast, command(), { playing: true }))).toMatchObject(refusal);
    expect(await refused(() => setMusic(room.broadcast, command(), { playing: false }))).not.toBeInstanceOf(Error);
  });

  it('released gives the air back, journalled first', async () => {
    const room = openRoom();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    room.broadcast.fireMute.release(ACTOR);
    expect(room.device.mutes).toEqual(['air/fire-contact', undefined]);
    expect(kinds(room)).toEqual(['broadcast/muted', 'broadcast/unmuted']);
    expect(currentAir(room.broadcast).muted).toBeNull();
    const { announcementId } = await room.onAir();
    expect(room.state(announcementId)).toBe('on-air');
  });

  // F4
  it('mutes although the disk is full, and is written down with the time it happened when there is room again', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    const makeRoom = fillDisk(room);
    const { wallMs } = room.desk.clock.read();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    expect(room.device.mutes).toEqual(['air/fire-contact']);
    expect(currentAir(room.broadcast).muted).toEqual({ sinceMs: wallMs });
    await room.desk.clock.advance(20_000);
    expect(kinds(room)).toEqual([]);
    makeRoom();
    await room.desk.clock.advance(5_000);
    const row = room.desk.database
      .prepare<{ body: string }>("SELECT body FROM journal WHERE kind = 'broadcast/muted'")
      .get();
    expect(JSON.parse(row?.body ?? '{}')).toEqual({ inputs: ['fire'], at: wallMs });
    expect(room.state(announcementId)).toBe('cut');
  });

  it('released while the disk is full stays silent until that is written down, and for good when it closed again', async () => {
    const room = openRoom();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    const makeRoom = fillDisk(room);
    room.broadcast.fireMute.release(ACTOR);
    expect(currentAir(room.broadcast).muted).not.toBeNull();
    room.broadcast.fireMute.close(ACTOR, ['fire']);
    makeRoom();
    await room.desk.clock.advance(5_000);
    expect(room.device.mutes.at(-1)).toBe('air/fire-contact');
    expect(currentAir(room.broadcast).muted).not.toBeNull();
    expect(kinds(room)).toEqual(['broadcast/muted', 'broadcast/unmuted', 'broadcast/muted']);
  });
});
