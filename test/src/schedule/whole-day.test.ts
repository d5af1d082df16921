import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendToAir, setMusic } from '../../../src/broadcast/actions.ts';
import { scheduleDay } from '../../../src/schedule/actions.ts';
import { command } from '../../desk-fixture.ts';
import { decibels, strengthOf } from '../../firmware-bridge/audio/sound.ts';
import { musicSign, openRenderedDay, RATE, type RenderedDay } from './rendered-day.ts';

/*
 * A Saturday in winter from opening to closing, through the real queue, public address and mixer into a file, on a clock the test turns.
 * Hours in which nothing is due are leapt over: the mixer stands still for them, so the whole day is heard in a few minutes of sound.
 *
 * To see it red: send an item when it is due instead of ahead (onset), duckDb −10 (ducking), a chime at 0 dB over full music (clipping),
 * `musicUnderSpeech: 'pause'` (the gap), or let `arm` begin at once (two voices).
 */
const DAY = '2026-12-05';
const DUE = ['08:30:00', '11:30:00', '14:00:00', '15:30:00', '17:45:00', '18:00:00'] as const;
/** The call's cancel window ends: in the middle of the Chinese sentence of 15:30. */
const CALL_AIRS = '15:30:03';
const MS = RATE / 1000;

const folder = mkdtempSync(join(tmpdir(), 'qingyu-day-'));
let day: RenderedDay;
let sound: Int16Array = new Int16Array(0);
let states: string[] = [];
/** Frames at which the music was paused by hand, and went on. */
let paused = { from: 0, to: 0 };
/** Loudest sample of the music as it is. */
let loudest = 0;

beforeAll(async () => {
  day = await openRenderedDay(folder, DAY);
  await day.play('08:29:40');
  await setMusic(day.broadcast, command(), { playing: true });
  for (const due of DUE) {
    if (due !== DUE[0]) day.leapTo(before(due));
    if (due === '14:00:00') await pauseByHand();
    if (due === '15:30:00') await callBeforeDue();
    await day.play(after(due));
  }
  states = scheduleDay(day.schedule).occurrences.map(({ itemId, state }) => `${itemId} ${state}`);
  sound = await day.heard();
  const quiet = day.frameAt('08:29:45');
  loudest = peak(quiet, quiet + RATE);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function pauseByHand(): Promise<void> {
  await day.play('13:59:44');
  await setMusic(day.broadcast, command(), { playing: false });
  const from = day.frames();
  await day.play('13:59:46');
  await setMusic(day.broadcast, command(), { playing: true });
  paused = { from, to: day.frames() };
}

async function callBeforeDue(): Promise<void> {
  await day.play('15:30:00');
  day.desk.change('staff:1', (change) => {
    const parts = [{ kind: 'chime' }, { kind: 'speech', text: '现在广播寻人。', language: 'zh' }] as const;
    const title = { zh: '寻人', en: 'Lost person' };
    sendToAir(day.broadcast, change, { id: 'call', class: 'lost-person', title, parts, times: 1, gapMs: 0 });
  });
}

const clock = (time: string, seconds: number) =>
  new Date(Date.parse(`1970-01-01T${time}Z`) + seconds * 1000).toISOString().slice(11, 19);
const before = (time: string) => clock(time, -18);
const after = (time: string) => clock(time, time === '15:30:00' ? 24 : 10);

function peak(from: number, to: number): number {
  return sound.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The chime stands out of the music by itself. */
function onset(from: number): number {
  const within = sound.subarray(from, from + RATE).findIndex((value) => Math.abs(value) > loudest * 1.15);
  return within === -1 ? Number.POSITIVE_INFINITY : within / MS;
}

/** Stretches of frames in which an announcement is on the air or the music is on its way back. */
function spoken(): { readonly from: number; readonly to: number }[] {
  const ends = day.told.filter(({ event }) => event.type === 'airEnded').map(({ frame }) => frame);
  const begins = day.told.filter(({ event }) => event.type === 'airStarted').map(({ frame }) => frame);
  return begins.map((from, index) => ({ from: from - 200 * MS, to: (ends[index] ?? 0) + 1_400 * MS }));
}

/** Share of frames at which the music swings as it does at `frame - shift` of its file. */
function agreement(from: number, frames: number, shift: number): number {
  let same = 0;
  for (let frame = from; frame < from + frames; frame++)
    if (Math.sign(sound[frame] ?? 0) === musicSign(frame - shift)) same += 1;
  return same / frames;
}

describe('a whole day on the air', () => {
  it('airs everything on its plan, and nothing else', () => {
    expect(states).toEqual(
      ['welcome', 'wet-floor', 'families', 'belongings', 'closing-soon', 'farewell'].map((id) => `${id} completed`),
    );
  });

  it.each(DUE)('is heard within 150 ms after %s', (due) => {
    expect(onset(day.frameAt(due))).toBeLessThanOrEqual(150);
  });

  it('lets a lost-person call in within 150 ms after its window, at once', () => {
    const from = day.frameAt(CALL_AIRS);
    const [cut] = day.told.filter(({ event }) => event.type === 'airEnded' && event.ending === 'cut');
    // The test's clock turns in steps of 50 ms.
    expect(Math.abs((cut?.frame ?? 0) - from)).toBeLessThanOrEqual(50 * MS);
    // What was cut fades for 5 ms.
    expect(onset((cut?.frame ?? 0) + 20 * MS)).toBeLessThanOrEqual(130);
  });

  it('ducks the music by 12 dB or more between two sentences', () => {
    for (const due of DUE.filter((each) => each !== '15:30:00')) {
      // Chime 1.5 s, Chinese 2 s, then a breath of 0.7 s in which nothing but the music is heard.
      const breath = day.frameAt(due) + 70 * MS + 3_500 * MS + 200 * MS;
      const depth = decibels(peak(breath, breath + 300 * MS) / loudest);
      expect(depth).toBeLessThanOrEqual(-12);
      // 16 dB, and in the morning as much more as the words are quieter.
      expect(depth).toBeGreaterThanOrEqual(due < '10:00:00' ? -21 : -18);
    }
  });

  it('never clips', () => {
    expect(peak(0, sound.length)).toBeLessThan(32_767);
  });

  it('never has two voices at once', () => {
    const kinds = day.told.flatMap(({ event }) => (/^air(Started|Ended)$/.test(event.type) ? [event.type] : []));
    expect(kinds).toEqual(kinds.map((_, index) => (index % 2 === 0 ? 'airStarted' : 'airEnded')));
    const tones = [...day.tones.values()];
    expect(tones.length).toBeGreaterThanOrEqual(13);
    const crowded: number[] = [];
    for (const { from, to } of spoken())
      for (let frame = from; frame < to; frame += 100 * MS) {
        const block = sound.subarray(frame, frame + 100 * MS);
        if (tones.filter((hz) => strengthOf(hz, block) > 0.12).length > 1) crowded.push(frame);
      }
    expect(crowded).toEqual([]);
  });

  it('plays its music without a gap, at the very next sample after a pause', () => {
    const started = sound.findIndex((value) => value !== 0);
    const first = Array.from({ length: 2_000 }, (_, back) => started - 1_000 + back).find(
      (shift) => agreement(started + 4_800, 9_600, shift) > 0.999,
    );
    if (first === undefined) throw new Error('the music was not found');
    const fade = 20 * MS;
    const stretches = [{ from: paused.from - 20 * MS, to: paused.to + 40 * MS }, ...spoken()];
    const unheard = paused.to - paused.from - fade;
    let checked = 0;
    for (let frame = started + 4_800; frame + 4_800 < sound.length; frame += 4_800) {
      if (stretches.some(({ from, to }) => frame + 4_800 > from && frame < to)) continue;
      checked += 1;
      expect(agreement(frame, 4_800, frame < paused.from ? first : first + unheard)).toBeGreaterThan(0.999);
    }
    expect(checked).toBeGreaterThan(500);
    expect(peak(paused.from + fade, paused.to)).toBe(0);
  });
});
