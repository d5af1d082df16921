import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { liveRules } from '../../../config/rules/live.ts';
import { DeviceError } from '../../../src/ports/device.ts';
import {
  airableRecordings,
  airRecording,
  dropTake,
  endTake,
  keepTake,
  openRecordings,
  type Recordings,
  recordingsView,
  removeRecording,
  soundChecks,
  startTake,
  takenSound,
} from '../../../src/recordings/actions.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { disposeRooms, openRoom } from '../broadcast/broadcast-fixture.ts';

const rules = liveRules.parse(
  parse(readFileSync(fileURLToPath(new URL('../../../config/rules/live.yaml', import.meta.url)), 'utf8')),
);
const opened: Recordings[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.stop();
  disposeRooms();
});

function open() {
  const room = openRoom();
  const report = (error: unknown) => {
    throw error;
  };
  const recordings = openRecordings(room.desk, {
    rules,
    broadcast: room.broadcast,
    publicAddress: room.device,
    report,
  });
  opened.push(recordings);
  const take = async () => {
    await startTake(recordings, 'staff:1');
    room.device.microphone.level(0.5, 1_000);
    await endTake(recordings);
  };
  return { ...room, recordings, take };
}

describe('a recording at the desk', () => {
  it('shows its level, waits to be heard, is kept under a title and aired as often as wanted', async () => {
    const { recordings, device, desk, state } = open();
    await startTake(recordings, 'staff:1');
    device.microphone.level(0.5, 1_000);
    expect(recordingsView(recordings).take).toEqual({ state: 'recording', by: 'staff:1', lengthMs: 1_000, peak: 0.5 });
    await endTake(recordings);
    expect(device.microphone.open).toBe(false);
    expect(takenSound(recordings).length).toBe(96_044);
    const { recordingId } = (await keepTake(recordings, command(), '闭店提醒')).answer;
    expect(recordingsView(recordings)).toMatchObject({
      take: null,
      kept: [{ id: recordingId, title: '闭店提醒', lengthMs: 1_000 }],
    });
    for (let time = 0; time < 2; time++) {
      const { announcementId } = airRecording(recordings, command(), recordingId, { times: 1, zones: [] }).answer;
      await desk.clock.advance(3_000);
      expect(state(announcementId)).toBe('on-air');
      device.end();
      await desk.clock.advance(5_000);
    }
  });

  it('that reaches its limit ends by itself and is there', async () => {
    const { recordings, device } = open();
    await startTake(recordings, 'staff:1');
    device.microphone.takeEnded();
    await settle();
    expect(recordingsView(recordings).take?.state).toBe('done');
  });

  it('that is thrown away is gone, and the microphone closed', async () => {
    const { recordings, device } = open();
    await startTake(recordings, 'staff:1');
    await dropTake(recordings);
    expect(device.microphone.open).toBe(false);
    expect(recordingsView(recordings).take).toBeNull();
    expect(() => takenSound(recordings)).toThrow(expect.objectContaining({ code: 'take/none' }));
  });

  it('is made one at a time', async () => {
    const { recordings } = open();
    await startTake(recordings, 'staff:1');
    await expect(startTake(recordings, 'staff:2')).rejects.toMatchObject({ code: 'take/busy' });
  });

  // Red when the title is written before the sound: then silence would be aired under it.
  it('is kept wholly or not at all: on a full disk it waits on', async () => {
    const { recordings, device, take } = open();
    await take();
    device.breakNext('keepRecording', new DeviceError('recording/disk-full', { zh: '存不下', en: 'disk full' }));
    await expect(keepTake(recordings, command(), '闭店')).rejects.toMatchObject({ code: 'recording/disk-full' });
    expect(recordingsView(recordings)).toMatchObject({ take: { state: 'done' }, kept: [] });
    await keepTake(recordings, command(), '闭店');
    expect(recordingsView(recordings).kept).toHaveLength(1);
  });

  it('is kept once by the same command', async () => {
    const { recordings, take } = open();
    await take();
    const once = command();
    const first = await keepTake(recordings, once, '闭店');
    expect(await keepTake(recordings, once, '闭店')).toEqual({ ...first, repeated: true });
    expect(recordingsView(recordings).kept).toHaveLength(1);
  });

  // Red when keepTake writes the sound again for a command it has seen.
  it('that another hand has made since never gets under the title of an earlier one', async () => {
    const { recordings, take, device } = open();
    await take();
    const once = command();
    const { recordingId } = (await keepTake(recordings, once, '闭店')).answer;
    await take();
    const kept = await device.recordings();
    device.breakNext('keepRecording', new DeviceError('recording/disk-full', { zh: '存不下', en: 'disk full' }));
    expect((await keepTake(recordings, once, '闭店')).repeated).toBe(true);
    expect(await device.recordings()).toEqual(kept);
    expect(recordingsView(recordings)).toMatchObject({ take: { state: 'done' }, kept: [{ id: recordingId }] });
  });

  // Red when keepTake does not look again after its sound was written, or leaves a sound without a title.
  it('kept by two hands at once is one recording, with no sound left over', async () => {
    const { recordings, take, device } = open();
    await take();
    const before = (await device.recordings()).length;
    const both = await Promise.allSettled(['闭店', '开店'].map((title) => keepTake(recordings, command(), title)));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(recordingsView(recordings).kept).toMatchObject([{ title: '闭店' }]);
    expect(await device.recordings()).toHaveLength(before + 1);
  });

  // Red when startTake forgets that it was given up: the microphone overhears.
  it('thrown away while the microphone opens closes it', async () => {
    const { recordings, device } = open();
    const opening = startTake(recordings, 'staff:1');
    await dropTake(recordings);
    await opening;
    expect([device.microphone.open, recordingsView(recordings).take]).toEqual([false, null]);
  });

  // Red when the title stands in the body of a journal row: its hash would keep it for good.
  it('has a title that is a person’s own words, in the journal too', async () => {
    const { recordings, take, desk } = open();
    await take();
    const { recordingId } = (await keepTake(recordings, command(), '找小明')).answer;
    airRecording(recordings, command(), recordingId, { times: 2, zones: [] });
    removeRecording(recordings, command(), recordingId);
    const bodies = desk.journal.page({ limit: 20, subject: `recording:${recordingId}` }).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    expect(JSON.stringify(bodies)).not.toContain('小明');
  });

  it('is aired no more often at a time than anything else', async () => {
    const { recordings, take } = open();
    await take();
    const { recordingId } = (await keepTake(recordings, command(), '闭店')).answer;
    expect(() => airRecording(recordings, command(), recordingId, { times: 7, zones: [] })).toThrow(/At most 6 rounds/);
  });

  it('is removed with a line in the journal, and can be aired no more', async () => {
    const { recordings, take, desk, device } = open();
    await take();
    const { recordingId } = (await keepTake(recordings, command(), '闭店')).answer;
    removeRecording(recordings, command(), recordingId);
    await settle();
    expect(recordingsView(recordings).kept).toEqual([]);
    expect((await device.recordings()).map(({ id }) => id)).not.toContain(recordingId);
    expect(() => airRecording(recordings, command(), recordingId, { times: 1, zones: [] })).toThrow(
      expect.objectContaining({ code: 'recording/unknown' }),
    );
    expect(desk.database.prepare("SELECT 1 FROM journal WHERE kind = 'recordings/removed'").all({})).toHaveLength(1);
  });
});

describe('the ear at the amplifier', () => {
  it('is written down with every airing it has judged', () => {
    const { recordings, device, desk } = open();
    device.soundChecked('call-1', 'heard');
    device.soundChecked('call-2', 'not-heard');
    expect(soundChecks(recordings, undefined)).toMatchObject([
      { announcementId: 'call-2', heard: 'not-heard' },
      { announcementId: 'call-1', heard: 'heard' },
    ]);
    expect(desk.events.at(-1)).toEqual({
      name: 'sound-checked',
      payload: { announcementId: 'call-2', heard: 'not-heard' },
    });
  });

  // To see it red: in rules.ts leave SIGNALS empty, or take the kept ones by their ids instead of their titles.
  it('is offered for other announcements by its title, beside the product’s own, but never a signal of an emergency', async () => {
    const { recordings, take } = open();
    await take();
    const first = (await keepTake(recordings, command(), '值班提醒')).answer.recordingId;
    const offered = async () => (await airableRecordings(recordings)).map(({ title, source }) => [title.zh, source]);
    expect(await offered()).toEqual([
      ['值班提醒', 'kept'],
      ['welcome', 'own'],
      ['farewell', 'own'],
    ]);
    removeRecording(recordings, command(), first);
    await settle();
    expect(await offered()).toEqual([
      ['welcome', 'own'],
      ['farewell', 'own'],
    ]);
  });
});
