import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { broadcastRoutes } from '../../../src/broadcast/routes.ts';
import type { Role, Session } from '../../../src/http/route.ts';
import { DeskError } from '../../../src/ports/desk-error.ts';
import { settle } from '../../fake-clock.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { boy, disposeRooms, openRoom, type Room, wallet } from './broadcast-fixture.ts';

let room: Room;
let http: HttpFixture;
let clerk: TestScreen;

const session = (token: string): Session | undefined => {
  const roles: Record<string, readonly Role[]> = { clerk: ['clerk'], employee: ['employee'], other: ['clerk'] };
  const own = roles[token];
  const staffId = token === 'other' ? 3 : 1;
  return own && { token, staffId, staffNo: '1024', name: '王芳', roles: own, expiresAtMs: 9e15 };
};
/** Staff numbers stand for posts; the PIN is always 246810. */
const approve = async (staffNo: string, pin: string) => {
  if (pin === '246810') return { id: 7, roles: [staffNo] };
  throw new DeskError('forbidden', 'staff/pin-wrong', { zh: '密码不对。', en: 'Wrong PIN.' });
};

beforeEach(async () => {
  room = openRoom();
  http = await openHttp(broadcastRoutes(room.broadcast, approve), session);
  clerk = http.screen('clerk');
});
afterEach(async () => {
  await http.close();
  expect(http.reported).toEqual([]);
  disposeRooms();
});

const call = (form: object = boy, more: object = {}) => ({
  form,
  times: 3,
  gapSeconds: 20,
  audience: 'public',
  ...more,
});
const named = { ...boy, name: '小明' };

describe('calls over HTTP', () => {
  it('go from draft to preview to the air to found', async () => {
    const draft = await clerk.post('/calls/draft', call());
    expect(draft.body.script).toEqual({ zh: expect.stringContaining('五岁男孩'), en: null });
    expect(draft.body.pieces.zh).toContainEqual({ text: '二楼童装区', filled: true });
    expect(room.device.prepared).toEqual([]);
    const preview = await clerk.post('/calls/preview', call(boy, { english: true }));
    expect(preview.body.script.en).toContain('5-year-old');
    expect(preview.body.timeline.segments.at(-1).round).toBe(3);
    const aired = await clerk.post('/calls', call());
    expect(aired).toMatchObject({ status: 200, body: { callId: 1 } });
    expect((await clerk.get('/air')).body.armed).toMatchObject({ callId: 1, leftMs: 3_000 });
    await room.desk.clock.advance(3_000);
    expect((await clerk.get('/air')).body.onAir).toMatchObject({ callId: 1, times: 3 });
    expect(await clerk.post('/calls/1/found')).toMatchObject({ status: 200, body: { state: 'found' } });
    await settle();
    expect((await clerk.get('/air')).body.onAir).toBeNull();
    expect((await clerk.get('/calls')).body).toMatchObject([{ number: 'X-20261121-001', state: 'found' }]);
    expect((await clerk.get('/air/log')).body).toMatchObject([{ state: 'cut', code: 'air/found' }]);
    expect(JSON.stringify((await clerk.get('/calls/1')).body)).not.toMatch(/requester|phone/);
  });

  it('show what will be said beside what is written; the log keeps the written words', async () => {
    const notice = {
      zh: '请京A·12345的车主到B2，电话138-0013-8000。',
      en: 'Please come to 3F at 8:30.',
      times: 1,
      gapSeconds: 0,
    };
    const preview = await clerk.post('/announcements/preview', notice);
    expect(preview.body.timeline.segments.filter((one: { kind: string }) => one.kind === 'speech')).toMatchObject([
      { text: notice.zh, spoken: [{ text: '请京A 幺二三四五的车主到负二层，电话幺三八，零零幺三，八零零零。' }] },
      { text: notice.en, spoken: [{ text: 'Please come to the third floor at eight thirty.' }] },
    ]);
    await clerk.post('/announcements', notice);
    const [logged] = (await clerk.get('/air/log')).body;
    expect(logged.parts).toContainEqual({ kind: 'speech', text: notice.zh, language: 'zh' });
  });

  it('keep how a word is said, say it so from then on, and journal who taught it', async () => {
    const lesson = { language: 'zh', word: '单雄信', pinyin: 'shàn xióng xìn' };
    const { body: kept } = await clerk.post('/pronunciations', lesson);
    const notice = { zh: '请单雄信先生到2号门。', times: 1, gapSeconds: 0 };
    const said = async () => {
      const { body } = await clerk.post('/announcements/preview', notice);
      return body.timeline.segments.find((one: { kind: string }) => one.kind === 'speech').spoken;
    };
    expect(await said()).toEqual([
      { text: '请' },
      { text: '单雄信', pinyin: 'shan4 xiong2 xin4' },
      { text: '先生到二号门。' },
    ]);
    const { body: changed } = await clerk.post('/pronunciations', { ...lesson, pinyin: 'dan1xiong2xin4' });
    expect(changed).toEqual(kept);
    expect((await clerk.get('/pronunciations')).body).toMatchObject([{ word: '单雄信', pinyin: 'dan1 xiong2 xin4' }]);
    expect(await clerk.delete(`/pronunciations/${kept.id}`)).toMatchObject({ status: 200 });
    expect(await clerk.delete(`/pronunciations/${kept.id}`)).toMatchObject({
      status: 404,
      body: { code: 'word/unknown' },
    });
    expect(await said()).toEqual([{ text: '请单雄信先生到二号门。' }]);
    const rows = room.desk.database
      .prepare<{ kind: string; actor: string; body: string }>(
        'SELECT kind, actor, body FROM journal WHERE subject = @subject ORDER BY seq',
      )
      .all({ subject: `word:${kept.id}` });
    expect(rows.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['broadcast/word-taught', 'staff:1'],
      ['broadcast/word-taught', 'staff:1'],
      ['broadcast/word-forgotten', 'staff:1'],
    ]);
    expect(JSON.stringify(rows)).not.toContain('单雄信');
  });

  it.each<[string, object, string]>([
    ['/calls', call({ ...boy, age: 121 }), 'form.age'],
    ['/calls', call({ ...boy, age: 4.5 }), 'form.age'],
    ['/calls', call({ ...boy, colour: 'red' }), 'form.colour'],
    ['/calls', call({ ...boy, place: 'moon' }), 'form.place'],
    ['/calls', call({ ...wallet, object: 'other' }), 'form.objectText'],
    ['/calls', call(boy, { phone: 'call me' }), 'phone'],
    ['/calls', call(boy, { times: 7 }), 'times'],
    ['/calls', call(boy, { times: 0 }), 'times'],
    ['/calls', call(boy, { gapSeconds: 121 }), 'gapSeconds'],
    ['/calls/draft', { times: 1, gapSeconds: 0 }, 'form'],
    ['/announcements', { zh: '  ', times: 1, gapSeconds: 0 }, 'zh'],
    ['/announcements', { zh: '字'.repeat(501), times: 1, gapSeconds: 0 }, 'zh'],
    ['/pronunciations', { language: 'zh', word: '单', pinyin: 'shan' }, 'pinyin'],
    ['/pronunciations', { language: 'zh', word: '单', pinyin: 'shan4 xiong2' }, 'pinyin'],
    ['/pronunciations', { language: 'zh', word: '单' }, 'pinyin'],
    ['/pronunciations', { language: 'en', word: 'Qingyu', pinyin: 'qing2 yu3' }, 'soundsLike'],
    ['/pronunciations', { language: 'zh', word: ' ', pinyin: 'shan4' }, 'word'],
    ['/pronunciations/listen', { language: 'zh', word: '单', pinyin: '[[d@]]' }, 'pinyin'],
  ])('%s refuses a wrong body with 400 and names the field (%#)', async (path, body, field) => {
    expect(await clerk.post(path, body)).toMatchObject({ status: 400, body: { field } });
    expect(room.broadcast.store.live()).toEqual([]);
  });

  it('ask for a session, for the post, for a known record and for the right state', async () => {
    const nobody = http.screen();
    const employee = http.screen('employee');
    expect((await nobody.post('/calls', call())).status).toBe(401);
    expect((await nobody.get('/calls')).status).toBe(401);
    expect((await nobody.get('/air/log')).status).toBe(401);
    expect((await employee.post('/calls', call())).status).toBe(403);
    expect((await employee.put('/music', { playing: true })).status).toBe(403);
    expect((await clerk.get('/calls/9')).status).toBe(404);
    expect((await clerk.post('/calls/9/found')).status).toBe(404);
    expect((await clerk.post('/calls/nine/found')).status).toBe(400);
    expect((await clerk.post('/announcements/9/withdraw')).status).toBe(404);
    await clerk.post('/calls', call());
    expect(await clerk.post('/calls', call())).toMatchObject({
      status: 409,
      body: { code: 'air/already-waiting' },
    });
    expect((await clerk.put('/music', {})).status).toBe(400);
    expect((await clerk.put('/music', { volume: 101 })).status).toBe(400);
  });

  it('let anybody at the screen stop and take back', async () => {
    const nobody = http.screen();
    expect(await nobody.post('/air/stop')).toMatchObject({ status: 200, body: { stopped: 0 } });
    const { body } = await clerk.post('/calls', call());
    expect(await nobody.post(`/announcements/${body.announcementId}/withdraw`)).toMatchObject({ status: 200 });
    expect(await nobody.post(`/announcements/${body.announcementId}/withdraw`)).toMatchObject({
      status: 409,
      body: { code: 'air/too-late', facts: { state: 'withdrawn' } },
    });
  });

  it('give the choices of the forms to anybody, without the templates', async () => {
    const { body } = await http.screen().get('/broadcast/options');
    expect(body.repeats).toEqual({ value: { default: 3, most: 6 }, clause: 'desk' });
    expect(body.templates).toBeUndefined();
  });
});

describe('the name of a child', () => {
  const ticketFor = async (name: string, screen = clerk) =>
    (await screen.post('/calls/name-approval', { name, staffNo: 'supervisor', pin: '246810' })).body.ticket;

  it('stays out unless a supervisor has approved this name for this clerk', async () => {
    const silent = await clerk.post('/calls/draft', call(named));
    expect(silent.body).toMatchObject({ nameAired: false, nameNeedsApproval: true });
    expect(silent.body.script.zh).not.toContain('小明');
    const nameTicket = await ticketFor('小明');
    const aired = await clerk.post('/calls/draft', call(named, { nameTicket }));
    expect(aired.body).toMatchObject({ nameAired: true, nameNeedsApproval: false });
    expect(aired.body.script.zh).toContain('名叫小明');
    const another = await clerk.post('/calls/draft', call({ ...boy, name: '小红' }, { nameTicket }));
    expect(another.body.nameAired).toBe(false);
    expect((await http.screen('other').post('/calls/draft', call(named, { nameTicket }))).body.nameAired).toBe(false);
    await room.desk.clock.advance(10 * 60_000);
    expect((await clerk.post('/calls/draft', call(named, { nameTicket }))).body.nameAired).toBe(false);
  });

  it('is on record with its supervisor when it was aired', async () => {
    const nameTicket = await ticketFor('小明');
    await clerk.post('/calls', call(named, { nameTicket }));
    expect(room.broadcast.store.callById(1)).toMatchObject({ nameAired: true, approvedBy: 7 });
    expect(JSON.stringify(room.desk.journal.page({ limit: 50 }))).not.toMatch(/小明|246810/);
  });

  it('needs the right PIN and the right post', async () => {
    const ask = (staffNo: string, pin: string) => clerk.post('/calls/name-approval', { name: '小明', staffNo, pin });
    expect(await ask('supervisor', '1')).toMatchObject({ status: 403, body: { code: 'staff/pin-wrong' } });
    expect(await ask('clerk', '246810')).toMatchObject({ status: 403, body: { code: 'call/needs-supervisor' } });
  });

  it('an adult’s name is aired as given', async () => {
    const { body } = await clerk.post('/calls/draft', call({ ...named, age: 40 }));
    expect(body).toMatchObject({ nameAired: true, nameNeedsApproval: false });
  });
});

describe('announcements and music over HTTP', () => {
  it('previews, airs and withdraws words of the desk’s own', async () => {
    const words = { zh: '今天二十二点关门。', en: 'We close at ten.', times: 2, gapSeconds: 10 };
    expect((await clerk.post('/announcements/preview', words)).body.timeline.totalMs).toBeGreaterThan(0);
    expect((await clerk.post('/announcements', words)).status).toBe(200);
    expect((await clerk.get('/air')).body.armed).toMatchObject({ class: 'service', callId: null });
  });

  it('plays the music at the asked volume', async () => {
    expect((await clerk.put('/music', { playing: false, volume: 20 })).status).toBe(200);
    expect((await clerk.get('/air')).body.music).toMatchObject({ state: 'paused', volume: 20 });
  });
});
