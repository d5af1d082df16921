import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { startEar } from '../../../hardware/rig/loopback-ear.ts';
import { deviceIs } from '../devices.ts';
import { DATA_FOLDER } from '../rig-desk.ts';
import type { Scenario } from '../scenario.ts';

const SAMPLE_RATE = 48_000;
/**
 * High above the chime and speech, so that the music can be measured under them; ten periods are 37 frames, so that every gap but one
 * of a multiple of them turns it.
 */
const MUSIC_HZ = 480_000 / 37;
/** A gap of 11 frames, the least turn there is, is 0.17. */
const IN_STEP_RADIANS = 0.1;
/** The loudest a sample can be that was not cut off, in dB of full scale. */
const UNCLIPPED_DB = -0.01;
const MUSIC_PEAK = 8_000;
const MUSIC_S = 60;
/** First bell of chime.ts. */
const CHIME_HZ = 659.26;
/** Length of the chime, and how far speech stands above the music under it at least. */
const CHIME_S = 1.5;
const SPEECH_ABOVE_DB = 10;
/** A tone louder than this is there, in dB of full scale. */
const HEARD_DB = -40;
/** duckDb of the example configuration. */
const DUCK_DB = -16;
const DUCK_TOLERANCE_DB = 1;
const BACK_TOLERANCE_DB = 0.5;
/** P11 of trust.md, and how well the moment of a recorded sample is known. */
const FIRST_SAMPLE_WITHIN_MS = 150;
const MOMENT_MS = 20;
const WINDOW_S = 0.05;

/** An announcement as the loudspeakers get it: chime and speech at their time, the music ducked under them and back again. */
export const announcement: Scenario = {
  async run(world) {
    const { desk, until } = world;
    writeFileSync(`${DATA_FOLDER}/music/tone.wav`, encodeWav(tone(MUSIC_HZ, MUSIC_S)));
    await desk.start();
    await desk.openFirstTime();
    await deviceIs(world, 'pa-1', 'ready');
    await desk.ask('PUT', '/music', { playing: true });
    const ear = await startEar('/dev/shm/heard.raw');
    await wait(3_000);
    const asked = { zh: '顾客朋友们，商场将于十分钟后关门。', times: 1, gapSeconds: 0 };
    // Quieter by the hour, and the music makes as much more room.
    const { level } = await desk.ask('POST', '/announcements/preview', asked);
    const duckDb = DUCK_DB + level.db;
    const { airAtMs } = await desk.ask('POST', '/announcements', asked);
    await until('the announcement to be on the air', async () => (await desk.ask('GET', '/air')).onAir !== null);
    await until('the announcement to be over', async () => (await desk.ask('GET', '/air')).onAir === null, 60_000);
    await wait(3_000);
    const heard = await ear.stop();
    const windows = Array.from({ length: Math.floor(heard.seconds / WINDOW_S) }, (_, at) => {
      const fromS = at * WINDOW_S;
      return {
        fromS,
        music: heard.toneDb(MUSIC_HZ, fromS, fromS + WINDOW_S),
        chime: heard.toneDb(CHIME_HZ, fromS, fromS + WINDOW_S),
      };
    });
    const middle = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
    const musicIn = (fromS: number, toS: number) =>
      middle(windows.filter((each) => each.fromS >= fromS && each.fromS < toS).map(({ music }) => music));
    const chime = windows.find(({ chime: level }) => level > HEARD_DB);
    if (chime === undefined) throw new Error(`no chime in ${heard.seconds} s of sound`);
    const before = musicIn(0.5, chime.fromS - 0.5);
    const under = musicIn(chime.fromS + 0.5, chime.fromS + 2);
    const after = musicIn(heard.seconds - 1, heard.seconds);
    const chimeDb = Math.max(...windows.map(({ chime: level }) => level));
    world.measured('music, dB of full scale', { before, under, after });
    world.measured('chime, dB of full scale', { loudest: chimeDb });
    world.check('the music is heard before', before > HEARD_DB);
    world.check(
      `under chime and speech the music is ducked by ${-duckDb} dB`,
      Math.abs(under - before - duckDb) <= DUCK_TOLERANCE_DB,
      `${(under - before).toFixed(1)} dB`,
    );
    world.check(
      'afterwards it is as loud as before',
      Math.abs(after - before) <= BACK_TOLERANCE_DB,
      `${(after - before).toFixed(1)} dB`,
    );
    world.check('the chime stands above the ducked music', chimeDb > under, `${(chimeDb - under).toFixed(1)} dB above`);
    const speech = heard.peakDb(chime.fromS + CHIME_S, chime.fromS + CHIME_S + 2);
    world.check(
      'and then speech',
      speech > under + SPEECH_ABOVE_DB,
      `${(speech - under).toFixed(1)} dB above the music`,
    );
    const step = heard.stepOf(MUSIC_HZ, 0.5, heard.seconds - 0.1);
    world.check(
      'the music has no gap: its tone is in step from beginning to end',
      step < IN_STEP_RADIANS,
      `${heard.seconds.toFixed(0)} s, ${step.toFixed(3)} radians at most`,
    );
    const loudest = heard.peakDb(0, heard.seconds);
    world.check('nothing is clipped', loudest < UNCLIPPED_DB, `${loudest.toFixed(1)} dB at the loudest`);
    const { counters } = await deviceIs(world, 'pa-1', 'ready');
    world.check('the card never ran dry', (counters.underruns ?? 0) === 0, counters);
    const onset = onsetS(heard.toneDb, chime.fromS);
    const lateMs = heard.startedAtMs + onset * 1_000 - airAtMs;
    world.check(
      `its first sample is at the loudspeaker within ${FIRST_SAMPLE_WITHIN_MS} ms of its time`,
      lateMs > -MOMENT_MS && lateMs <= FIRST_SAMPLE_WITHIN_MS + MOMENT_MS,
      `${lateMs.toFixed(0)} ms`,
    );
    world.check('the service stops in good order', (await desk.stop()) === 0);
  },
};

/** When the bell begins, to a millisecond or two, near the window in which it was first heard. */
function onsetS(toneDb: (hz: number, fromS: number, toS: number) => number, nearS: number): number {
  const step = 0.002;
  for (let fromS = nearS - WINDOW_S; fromS < nearS + WINDOW_S; fromS += step)
    if (toneDb(CHIME_HZ, fromS, fromS + step) > HEARD_DB) return fromS;
  return nearS;
}

function tone(hz: number, seconds: number): Int16Array {
  const samples = new Int16Array(2 * SAMPLE_RATE * seconds);
  for (let at = 0; at < samples.length; at++)
    samples[at] = Math.round(MUSIC_PEAK * Math.sin((2 * Math.PI * hz * (at >> 1)) / SAMPLE_RATE));
  return samples;
}
