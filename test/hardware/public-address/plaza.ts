import { measureInProcess } from '../../../firmware-bridge/audio/measure-tracks.ts';
import { type MixerLink, openMixerInProcess } from '../../../firmware-bridge/audio/mixer-link.ts';
import type { SinkSettings } from '../../../firmware-bridge/audio/sink.ts';
import type { SpeechEngine } from '../../../firmware-bridge/audio/speech-engine.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { createPublicAddress } from '../../../hardware/public-address/create-public-address.ts';
import type { PublicAddressOptions } from '../../../hardware/public-address/public-address-settings.ts';
import type { AirEvent, Announcement } from '../../../src/ports/public-address.ts';
import { FakeClock, settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';

/** Says everything as half a second of 1 kHz, and counts how often it was asked. */
export function toneEngine(): SpeechEngine & { asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'tone',
    asked,
    async speak(words) {
      asked.push(words.map(({ text }) => text).join(''));
      return encodeWav(sine(1_000, 24_000), 48_000, 1);
    },
  };
}

export function call(overrides: Partial<Announcement> = {}): Announcement {
  const speech = { kind: 'speech', text: '请注意，有小朋友走失。', language: 'zh' } as const;
  return { id: 'call-1', parts: [{ kind: 'chime' }, speech], times: 1, gapMs: 0, ...overrides };
}

/** A public address on a fake clock, with everything it reported. */
export async function plaza(folder: string, options: Partial<PublicAddressOptions> & { sink?: SinkSettings } = {}) {
  const clock = options.clock instanceof FakeClock ? options.clock : new FakeClock();
  const engine = toneEngine();
  let mixer: MixerLink | undefined;
  const { device, simulator } = createPublicAddress({
    id: 'pa-1',
    sink: { kind: 'none' },
    musicFolder: folder,
    dataFolder: folder,
    demoTrack: false,
    openMixer: (settings, listener, timers) => {
      mixer = openMixerInProcess(settings, listener, timers);
      return mixer;
    },
    measureTracks: measureInProcess,
    seed: 1,
    speechEngine: engine,
    ...options,
    clock,
  });
  if (simulator === undefined) throw new Error('a simulated device has its bench side');
  const events: AirEvent[] = [];
  device.onEvent((event) => events.push(event));
  await device.start();
  await settle();
  /** Lets time pass and the mixer render all of it, however long the decoders take. */
  const wait = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 500) {
      await clock.advance(Math.min(500, left));
      await mixer?.ask({ type: 'drained' });
      await settle();
    }
  };
  return { clock, engine, device, simulator, events, wait };
}
