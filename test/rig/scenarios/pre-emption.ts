import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { GpioBank } from '../../../hardware/rig/gpio-bank.ts';
import { type Recording, startEar } from '../../../hardware/rig/loopback-ear.ts';
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

/** Every voice is a tone, so that the recording says who spoke when: whole periods in 2 ms, and no overtones of the bells. */
const VOICES = {
  notice: { word: '挪车', hz: 2_000, seconds: 4 },
  call: { word: '走散', hz: 3_000, seconds: 2 },
} as const;
/** A speech engine of tones: its words as an argument, a WAV on its standard output. */
const ENGINE = '/dev/shm/say.pl';
const ENGINE_SOURCE = `
binmode STDOUT;
my ($hz, $s) = $ARGV[0] =~ /${VOICES.call.word}/ ? (${VOICES.call.hz}, ${VOICES.call.seconds}) : (${VOICES.notice.hz}, ${VOICES.notice.seconds});
my $data = pack 's<*', map { int(8000 * sin(6.283185307179586 * $hz * $_ / 48000)) } 0 .. 48000 * $s - 1;
print pack('a4Va4a4VvvVVvva4V', 'RIFF', 36 + length $data, 'WAVE', 'fmt ', 16, 1, 1, 48000, 96000, 2, 16, 'data', length $data), $data;
`;
/** Speech stands far above this, and what the bells leave at its tones far below. */
const VOICE_DB = -30;
const FINE_S = 0.002;
const LENGTH_TOLERANCE_S = 0.05;
/** The relay of a zone: a header pin nothing else uses; low is on. */
const RELAY_PIN = 12;
const SETTLE_MS = 150;
const HOLD_MS = 1_500;
const LOOK_MS = 5;
/** The mixer is 60 ms ahead of the card and works in blocks of 10 ms (hardware/public-address/README.md). */
const BUFFER_MS = 70;

const ZONES = `    zones:
      settleMs: ${SETTLE_MS}
      holdMs: ${HOLD_MS}
      music: none
      list:
        - { id: atrium, zh: 中庭, en: Atrium, relay: { gpio: { offset: ${RELAY_PIN}, activeLow: true } } }
    speech:
      command: [perl, ${ENGINE}, "{text}"]
`;

/** A lost-person call while a service notice is on the air, as the loudspeakers get it, and the relay of the zone it is heard in. */
export const preEmption: Scenario = {
  configured: (yaml) => yaml.replace(/ {4}speech:\n {6}voices: .*\n/, ZONES),
  async run(world) {
    const { desk, gpio } = world;
    writeFileSync(ENGINE, ENGINE_SOURCE);
    keepToneAsMusic();
    // As `gpio=12=op,dh` in a Pi's config.txt.
    gpio.pull(RELAY_PIN, true);
    const relay = watchRelay(gpio);
    await desk.start();
    await desk.openFirstTime();
    await deviceIs(world, 'pa-1', 'ready');
    await desk.ask('PUT', '/music', { playing: true });
    const ear = await startEar('/dev/shm/heard.raw');
    await wait(2_000);
    const words = { zh: `请${VOICES.notice.word}。`, times: 1, gapSeconds: 0 };
    const notice = await desk.ask('POST', '/announcements', words);
    await airIs(world, 'the notice on the air', ({ onAir }) => onAir?.id === notice.announcementId);
    const form = { kind: 'lost-person', sex: 'female', age: 6, place: 'atrium', meeting: 'desk-1f' };
    const call = await desk.ask('POST', '/calls', { form, times: 1, gapSeconds: 0 });
    await airIs(world, 'the call on the air', ({ onAir }) => onAir?.id === call.announcementId);
    await airIs(world, 'the notice on the air again', ({ onAir }) => onAir?.id === notice.announcementId);
    await airIs(world, 'nobody on the air', ({ onAir }) => onAir === null);
    await wait(HOLD_MS + 1_000);
    const heard = await ear.stop();

    const momentOf = (atS: number): number => heard.startedAtMs + atS * 1_000;
    const voice = (hz: number, afterS: number) => sounds(heard, hz, afterS);
    const chimeS = found('chime', beginsS(heard, CHIME_HZ, 0));
    const cut = voice(VOICES.notice.hz, chimeS);
    const callChimeS = found('second chime', beginsS(heard, CHIME_HZ, cut.endS));
    const called = voice(VOICES.call.hz, cut.endS);
    const again = voice(VOICES.notice.hz, called.endS);
    const againChimeS = found('third chime', beginsS(heard, CHIME_HZ, called.endS));
    const cutAfterMs = momentOf(cut.endS) - call.airAtMs;
    const chimeAfterMs = momentOf(callChimeS) - call.airAtMs;
    world.measured('after the moment of the call, ms', { 'notice ends': cutAfterMs, 'its chime begins': chimeAfterMs });
    const within = BUFFER_MS + MOMENT_MS;
    world.check(
      'the notice is cut in mid word within one buffer of the moment of the call',
      cutAfterMs > -MOMENT_MS && cutAfterMs <= within && cut.seconds < VOICES.notice.seconds - 1,
      `${cutAfterMs.toFixed(0)} ms, after ${cut.seconds.toFixed(2)} s of ${VOICES.notice.seconds}`,
    );
    world.check(
      'the chime of the call begins there, and no word of the notice is under it',
      callChimeS >= cut.endS - FINE_S && chimeAfterMs <= within,
      `${chimeAfterMs.toFixed(0)} ms`,
    );
    world.check(
      'the call is heard whole',
      Math.abs(called.seconds - VOICES.call.seconds) <= LENGTH_TOLERANCE_S,
      `${called.seconds.toFixed(2)} s`,
    );
    world.check(
      'then the notice is heard again from its chime, whole',
      Math.abs(again.seconds - VOICES.notice.seconds) <= LENGTH_TOLERANCE_S &&
        Math.abs(again.beginsS - againChimeS - CHIME_S) <= LENGTH_TOLERANCE_S,
      `${again.seconds.toFixed(2)} s`,
    );
    const before = middle(musicLevels(heard, 0.5, chimeS - 0.5));
    const loudest = Math.max(...musicLevels(heard, chimeS, called.endS)) - before;
    world.check('the music is heard before', before > HEARD_DB);
    world.check(
      `and is ducked by at least ${-DUCK_DB} dB all the time from the first chime to the last word of the call`,
      loudest <= DUCK_DB + DUCK_TOLERANCE_DB,
      `${loudest.toFixed(1)} dB at the loudest`,
    );
    const stretches: { ending: string; rounds: number }[] = (await desk.ask('GET', `/air/log/${notice.announcementId}`))
      .stretches;
    world.check(
      'the log has both stretches of the notice: cut, and completed',
      stretches.map(({ ending, rounds }) => `${ending} ${rounds}`).join() === 'cut 0,completed 1',
      stretches.map(({ ending, rounds }) => `${ending} after ${rounds} rounds`),
    );
    await soundIsWhole(world, heard);

    const [first, second, ...others] = relay.switched.map(({ onMs, offMs }) => ({ onMs, offMs: offMs ?? Number.NaN }));
    if (first === undefined || second === undefined) throw new Error('the relay was not switched twice');
    const settled = momentOf(chimeS) - first.onMs;
    const settledAgain = momentOf(againChimeS) - second.onMs;
    const held = [first.offMs - momentOf(called.endS), second.offMs - momentOf(again.endS)];
    world.measured('relay of the zone, ms', {
      'on before the chime': settled,
      'and before the second': settledAgain,
      'held after the call': held[0] ?? Number.NaN,
      'and after the notice': held[1] ?? Number.NaN,
    });
    world.check(
      `the zone's relay is on ${SETTLE_MS} ms before the first chime, stays on while one gives way to the other, and is on so early again`,
      others.length === 0 && [settled, settledAgain].every((ms) => ms >= SETTLE_MS - MOMENT_MS),
    );
    world.check(
      `it is off ${HOLD_MS} ms after the last word, each time`,
      held.every((ms) => Math.abs(ms - HOLD_MS) <= BUFFER_MS + MOMENT_MS),
    );
    world.check('the service stops in good order', (await desk.stop()) === 0);
    world.check('and leaves the relay off', gpio.isHigh(RELAY_PIN));
  },
};

interface Sound {
  readonly beginsS: number;
  readonly endS: number;
  readonly seconds: number;
}

/** The first stretch of a voice after an instant. */
function sounds(heard: Recording, hz: number, afterS: number): Sound {
  const begin = found(`voice of ${hz} Hz`, beginsS(heard, hz, afterS, VOICE_DB));
  let end = begin + FINE_S;
  while (end + FINE_S <= heard.seconds && heard.toneDb(hz, end, end + FINE_S) > VOICE_DB) end += FINE_S;
  return { beginsS: begin, endS: end, seconds: end - begin };
}

function found(what: string, atS: number | undefined): number {
  if (atS === undefined) throw new Error(`no ${what} in the recording`);
  return atS;
}

/** Every time the relay was on, by this machine's wall clock to some {@link LOOK_MS} ms; watched until the guest ends. */
function watchRelay(gpio: GpioBank): { readonly switched: readonly { onMs: number; offMs?: number }[] } {
  const switched: { onMs: number; offMs?: number }[] = [];
  let last: { onMs: number; offMs?: number } | undefined;
  setInterval(() => {
    const on = !gpio.isHigh(RELAY_PIN);
    if (on && last === undefined) {
      last = { onMs: Date.now() };
      switched.push(last);
    } else if (!on && last !== undefined) {
      last.offMs = Date.now();
      last = undefined;
    }
  }, LOOK_MS).unref();
  return { switched };
}
