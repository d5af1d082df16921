import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MixerLink, openMixerInProcess } from '../../../firmware-bridge/audio/mixer-link.ts';
import type { SpeechEngine } from '../../../firmware-bridge/audio/speech-engine.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { createPublicAddress } from '../../../hardware/public-address/create-public-address.ts';
import { type Broadcast, openBroadcast } from '../../../src/broadcast/actions.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import type { AirEvent } from '../../../src/ports/public-address.ts';
import { openSchedule, type Schedule } from '../../../src/schedule/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { shippedCallRules, shippedRules } from '../broadcast/broadcast-fixture.ts';
import { at, shippedCalendar, shippedSchedule } from './schedule-fixture.ts';

export const RATE = 48_000;
/** Frames the music keeps one sign. */
const CHIP = 24;
const MUSIC_SECONDS = 240;
const SPEECH_SECONDS = 2;

/** Which way the music swings at one of its frames: like noise, and never the same for long, so that a position is known to the frame. */
export function musicSign(frame: number): 1 | -1 {
  let mixed = Math.imul(Math.floor(frame / CHIP) + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return ((mixed >>> 13) & 1) === 1 ? 1 : -1;
}

/** Every text is a tone of its own, so that two voices at once would show. */
export function tellingEngine(): SpeechEngine & { readonly tones: Map<string, number> } {
  const tones = new Map<string, number>();
  return {
    name: 'tones',
    tones,
    async speak(words) {
      const text = words.map((piece) => piece.text).join('');
      const hz = tones.get(text) ?? 900 + 150 * tones.size;
      tones.set(text, hz);
      return encodeWav(sine(hz, SPEECH_SECONDS * RATE, 0.5), RATE, 1);
    },
  };
}

/** The whole desk's air on one clock: schedule, queue, public address and mixer, down to the samples of a file. */
export interface RenderedDay {
  readonly desk: TestDesk;
  readonly broadcast: Broadcast;
  readonly schedule: Schedule;
  readonly tones: ReadonlyMap<string, number>;
  /** What the loudspeakers told, with the frame it was told at. */
  readonly told: { readonly event: AirEvent; readonly frame: number }[];
  /** Frames rendered so far. */
  frames(): number;
  /** Frame that is heard at a time of that day. */
  frameAt(time: string): number;
  /** Lets the day go on, every sample of it rendered. */
  play(untilTime: string): Promise<void>;
  /** Nothing is due until then: the hours are leapt over, and the mixer is still for them. */
  leapTo(time: string): void;
  /** Ends the day; the left channel of everything that was heard. */
  heard(): Promise<Int16Array>;
}

const STEP_MS = 50;

export async function openRenderedDay(folder: string, day: string): Promise<RenderedDay> {
  mkdirSync(join(folder, 'music'));
  const music = Int16Array.from({ length: MUSIC_SECONDS * RATE }, (_, frame) => musicSign(frame) * 6_000);
  writeFileSync(join(folder, 'music', 'noise.wav'), encodeWav(music, RATE, 1));
  const desk = openTestDesk(`${day}T08:29:35+08:00`);
  const { clock } = desk;
  const engine = tellingEngine();
  const path = join(folder, 'heard.wav');
  const ticks: { readonly wallMs: number; readonly frames: number }[] = [];
  const told: RenderedDay['told'] = [];
  let frames = 0;
  let mixer: MixerLink | undefined;
  const { device } = createPublicAddress({
    id: 'pa-1',
    clock,
    sink: { kind: 'file', path },
    musicFolder: join(folder, 'music'),
    dataFolder: folder,
    demoTrack: false,
    settings: { musicVolume: 100 },
    speechEngine: engine,
    openMixer(settings, listener, timers) {
      const link = openMixerInProcess(settings, listener, timers);
      mixer = {
        ...link,
        tick(count) {
          frames += count;
          ticks.push({ wallMs: clock.read().wallMs, frames });
          link.tick(count);
        },
      };
      return mixer;
    },
  });
  device.onEvent((event) => told.push({ event, frame: frames }));
  const broadcast = openBroadcast(desk, {
    rules: shippedRules,
    callRules: shippedCallRules,
    publicAddress: device,
    identity: { plaza: { zh: '晴川', en: 'Qingchuan' }, desk: { zh: '服务台', en: 'Desk' } },
    queuePaper: () => 1,
    signature: () => ({ name: '王芳', staffNo: '1024' }),
  });
  const schedule = openSchedule(desk, {
    rules: shippedSchedule,
    calendar: openCalendar(shippedCalendar),
    broadcast,
    hours: { opens: '08:30', closes: '18:00' },
    announcement: (id) => broadcast.store.announcementById(id),
    nameOf: () => undefined,
    report(error) {
      throw error;
    },
  });
  await device.start();
  await settle();
  return {
    desk,
    broadcast,
    schedule,
    tones: engine.tones,
    told,
    frames: () => frames,
    frameAt(time) {
      const wallMs = at(`${day} ${time}`);
      const tick = ticks.find((one) => one.wallMs >= wallMs);
      if (tick === undefined) throw new Error(`nothing was rendered at ${time}`);
      return tick.frames - ((tick.wallMs - wallMs) * RATE) / 1000;
    },
    async play(untilTime) {
      for (let left = at(`${day} ${untilTime}`) - clock.read().wallMs; left > 0; left -= STEP_MS) {
        await clock.advance(Math.min(STEP_MS, left));
        await mixer?.ask({ type: 'drained' });
        await settle(1);
      }
    },
    leapTo: (time) => clock.leap(at(`${day} ${time}`) - clock.read().wallMs),
    async heard() {
      schedule.stop();
      broadcast.stop();
      await device.stop();
      desk.dispose();
      const wav = readFileSync(path);
      const stereo = new Int16Array(wav.buffer, wav.byteOffset + 44, Math.floor((wav.length - 44) / 2));
      return Int16Array.from({ length: stereo.length / 2 }, (_, frame) => stereo[frame * 2] ?? 0);
    },
  };
}
