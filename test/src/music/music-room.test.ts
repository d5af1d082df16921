import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role, Session } from '../../../src/http/route.ts';
import { setShuffle } from '../../../src/music/actions.ts';
import { musicRoutes } from '../../../src/music/routes.ts';
import { command, type TestDesk } from '../../desk-fixture.ts';
import { type HttpFixture, openHttp } from '../../http-fixture.ts';
import { type MusicRoom, openMusicRoom } from './music-fixture.ts';

let room: MusicRoom;
beforeEach(() => {
  room = openMusicRoom();
});
afterEach(() => {
  room.music.stop();
  room.desk.dispose();
});

function kinds(desk: TestDesk): string[] {
  return desk.database
    .prepare<{ kind: string }>('SELECT kind FROM journal ORDER BY seq')
    .all()
    .map(({ kind }) => kind);
}

describe('the music by its plan', () => {
  it('changes the list at the exact second, and writes it down', async () => {
    await room.desk.clock.advance(9_999);
    expect(room.lists()).toEqual(['morning']);
    await room.desk.clock.advance(1);
    expect(room.lists()).toEqual(['morning', 'noon']);
    expect(room.device.player.followed.at(-1)?.loudest).toBe(80);
    expect(kinds(room.desk)).toEqual(['music/list-began', 'music/list-began']);
    expect(room.desk.events.at(-1)).toMatchObject({ name: 'music', payload: { list: { name: { en: 'Noon' } } } });
  });

  it('follows a clock that was set, forwards and back', async () => {
    await room.desk.clock.advance(1_000);
    room.desk.clock.setWall('2026-11-20T18:00:00+08:00');
    await room.desk.clock.advance(5_000);
    expect(room.lists().at(-1)).toBe('evening');
    room.desk.clock.setWall('2026-11-20T11:29:55+08:00');
    await room.desk.clock.advance(5_000);
    expect(room.lists().at(-1)).toBe('noon');
  });

  it('takes a public holiday for a Sunday', async () => {
    room.desk.clock.setWall('2026-10-01T10:00:00+08:00');
    await room.desk.clock.advance(6_000);
    expect(room.lists().at(-1)).toBe('weekend');
  });

  it('tells the player also when it cannot be written down, and tries that again', async () => {
    await room.desk.clock.advance(1_000);
    const full = `CREATE TRIGGER full BEFORE UPDATE ON music_wanted BEGIN SELECT RAISE(ABORT, 'disk full'); END`;
    room.desk.database.prepare(full).run();
    await room.desk.clock.advance(10_000);
    expect(room.lists().at(-1)).toBe('noon');
    expect(room.reported.length).toBeGreaterThan(0);
    room.desk.database.prepare('DROP TRIGGER full').run();
    await room.desk.clock.advance(5_000);
    expect(kinds(room.desk)).toEqual(['music/list-began', 'music/list-began']);
  });

  // Red when watchPlan takes a jump for settled that could not be followed to its end.
  it('is where the clock is again after a jump to and fro that could not be written down', async () => {
    await room.desk.clock.advance(20_000);
    const full = `CREATE TRIGGER full BEFORE UPDATE ON music_wanted BEGIN SELECT RAISE(ABORT, 'disk full'); END`;
    room.desk.database.prepare(full).run();
    const before = room.desk.clock.read().wallMs;
    room.desk.clock.setWall('2026-11-20T18:00:00+08:00');
    await room.desk.clock.advance(5_000);
    expect(room.lists().at(-1)).toBe('evening');
    room.desk.clock.setWall(new Date(before + 5_000).toISOString());
    room.desk.database.prepare('DROP TRIGGER full').run();
    await room.desk.clock.advance(5_000);
    expect(room.lists().at(-1)).toBe('noon');
  });

  it('goes on after a restart as it was wanted: playing, at its volume, in its order', async () => {
    room.desk.change('staff:1', (change) => {
      room.music.keep(change, { playing: true, volume: 35 });
      change.record({ kind: 'test', subject: 'music', body: {} });
    });
    setShuffle(room.music, command(), false);
    room.music.stop();
    room = openMusicRoom(room.desk.restart());
    await room.desk.clock.advance(1_000);
    expect(room.device.music()).toMatchObject({ state: 'playing', volume: 35 });
    expect(room.device.player.followed.at(-1)?.shuffle).toBe(false);
  });

  it('stays silent after a restart where it was not playing', async () => {
    await room.desk.clock.advance(1_000);
    room.music.stop();
    room = openMusicRoom(room.desk.restart());
    await room.device.pauseMusic();
    await room.desk.clock.advance(1_000);
    expect(room.device.music().state).toBe('paused');
  });

  it('leaves no timer behind', async () => {
    await room.desk.clock.advance(1_000);
    room.music.stop();
    expect(room.desk.clock.pending).toBe(0);
  });
});

describe('music over HTTP', () => {
  let http: HttpFixture;
  const session = (token: string): Session | undefined => {
    const roles: Record<string, readonly Role[]> = { clerk: ['clerk'], employee: ['employee'] };
    const own = roles[token];
    return own && { token, staffId: 1, staffNo: '1024', name: '王芳', roles: own, expiresAtMs: 9e15 };
  };
  beforeEach(async () => {
    http = await openHttp(musicRoutes(room.music), session);
  });
  afterEach(() => http.close());

  it('shows list, track, next and until when to anybody', async () => {
    room.device.player.heard = { track: 'a.mp3', next: 'b.mp3', folder: 'morning', positionMs: 1_000, fallback: false };
    expect(await http.screen().get('/music')).toMatchObject({
      status: 200,
      body: {
        list: { name: { zh: '早晨' }, loudest: 80, next: { atMs: Date.parse('2026-11-20T11:30:00+08:00') } },
        shuffle: true,
        now: { track: 'a.mp3', next: 'b.mp3' },
      },
    });
  });

  it('lists the tracks for those who are signed in', async () => {
    room.device.player.files = [{ name: 'a.mp3', folder: '', seconds: 61, lufs: -9.5, gainDb: -10.5 }];
    expect((await http.screen().get('/music/tracks')).status).toBe(401);
    expect((await http.screen('employee').get('/music/tracks')).body).toEqual(room.device.player.files);
  });

  it('skips once, and sets the order, for those at the counter', async () => {
    const clerk = http.screen('clerk');
    expect((await http.screen('employee').post('/music/skip')).status).toBe(403);
    await clerk.post('/music/skip', undefined, '0d6f5ad0-0000-4000-8000-000000000001');
    await clerk.post('/music/skip', undefined, '0d6f5ad0-0000-4000-8000-000000000001');
    expect(room.device.player.skips).toBe(1);
    expect((await clerk.put('/music/order', { shuffle: false })).body).toEqual({ shuffle: false });
    expect(room.device.player.followed.at(-1)?.shuffle).toBe(false);
    expect(kinds(room.desk)).toEqual(expect.arrayContaining(['music/track-skipped', 'music/order-set']));
  });
});
