import { setTimeout as wait } from 'node:timers/promises';
import { startEar } from '../../../hardware/rig/loopback-ear.ts';
import { airIs } from '../air-is.ts';
import { deviceIs } from '../devices.ts';
import {
  beginsS,
  CHIME_HZ,
  CHIME_S,
  DUCK_DB,
  DUCK_TOLERANCE_DB,
  HEARD_DB,
  keepToneAsMusic,
  MOMENT_MS,
  middle,
  musicLevels,
  soundIsWhole,
} from '../heard-tones.ts';
import type { Scenario } from '../scenario.ts';

/** How far speech stands above the music under it at least. */
const SPEECH_ABOVE_DB = 10;
const BACK_TOLERANCE_DB = 0.5;
/** P11 of trust.md. */
const FIRST_SAMPLE_WITHIN_MS = 150;

/** An announcement as the loudspeakers get it: chime and speech at their time, the music ducked under them and back again. */
export const announcement: Scenario = {
  async run(world) {
    const { desk } = world;
    keepToneAsMusic();
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
    await airIs(world, 'the announcement on the air', ({ onAir }) => onAir !== null);
    await airIs(world, 'its end', ({ onAir }) => onAir === null);
    await wait(3_000);
    const heard = await ear.stop();
    const chimeS = beginsS(heard, CHIME_HZ, 0);
    if (chimeS === undefined) throw new Error(`no chime in ${heard.seconds} s of sound`);
    const before = middle(musicLevels(heard, 0.5, chimeS - 0.5));
    const under = middle(musicLevels(heard, chimeS + 0.5, chimeS + 2));
    const after = middle(musicLevels(heard, heard.seconds - 1, heard.seconds));
    const chimeDb = heard.toneDb(CHIME_HZ, chimeS, chimeS + 0.05);
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
    const speech = heard.peakDb(chimeS + CHIME_S, chimeS + CHIME_S + 2);
    world.check(
      'and then speech',
      speech > under + SPEECH_ABOVE_DB,
      `${(speech - under).toFixed(1)} dB above the music`,
    );
    await soundIsWhole(world, heard);
    const lateMs = heard.startedAtMs + chimeS * 1_000 - airAtMs;
    world.check(
      `its first sample is at the loudspeaker within ${FIRST_SAMPLE_WITHIN_MS} ms of its time`,
      lateMs > -MOMENT_MS && lateMs <= FIRST_SAMPLE_WITHIN_MS + MOMENT_MS,
      `${lateMs.toFixed(0)} ms`,
    );
    world.check('the service stops in good order', (await desk.stop()) === 0);
  },
};
