import { createSpeechEngine, DEFAULT_SPEECH } from '../../firmware-bridge/audio/speech-engine.ts';
import { DeviceError, type Sentence } from '../../src/ports/device.ts';
import type { PublicAddress, PublicAddressSimulator } from '../../src/ports/public-address.ts';
import { BenchSpeech, type SpeechFault, speechFaults } from './bench-speech.ts';
import { LevelHistory } from './level-history.ts';
import { MixerPublicAddress } from './public-address.ts';
import type { PublicAddressOptions } from './public-address-settings.ts';

const FAULTS = {
  'sink-dead': { zh: '功放没声音', en: 'The amplifier makes no sound' },
  'speech-dead': { zh: '语音程序坏了', en: 'The speech program is broken' },
  'speech-hangs': { zh: '语音程序卡住了', en: 'The speech program hangs' },
  'speech-slow': { zh: '语音程序很慢', en: 'The speech program is slow' },
  'speech-silent': { zh: '语音程序不出声', en: 'The speech program gives only silence' },
  'music-missing': { zh: '音乐文件不见了', en: 'The music files are gone' },
} as const satisfies Record<SpeechFault | 'sink-dead' | 'music-missing', Sentence>;

type FaultId = keyof typeof FAULTS;

/** Makes the public address of one configuration entry; with sink `file` or `none` it comes with its bench side. */
export function createPublicAddress(options: PublicAddressOptions): {
  readonly device: PublicAddress;
  readonly simulator: PublicAddressSimulator | undefined;
} {
  if (options.sink.kind === 'alsa') return { device: new MixerPublicAddress(options), simulator: undefined };
  const history = new LevelHistory(() => options.clock.monotonicMs());
  const speechSettings = { ...DEFAULT_SPEECH, ...options.speech };
  const engine = options.speechEngine ?? createSpeechEngine(speechSettings, options.clock);
  const speech = new BenchSpeech(engine, options.clock, speechSettings.deadlineMs);
  const device = new MixerPublicAddress({ ...options, speechEngine: speech }, (music, voice) =>
    history.add(music, voice),
  );
  const active = new Set<FaultId>();
  const simulator: PublicAddressSimulator = {
    levels: () => history.levels(),
    faults: () => faultIds().map((id) => ({ id, says: FAULTS[id], active: active.has(id) })),
    setFault(id, on) {
      const fault = faultIds().find((known) => known === id);
      if (fault === undefined) {
        const says = { zh: `没有这个故障：${id}`, en: `There is no such fault: ${id}` };
        throw new DeviceError('simulator/unknown-fault', says, { retryable: false });
      }
      if (on) active.add(fault);
      else active.delete(fault);
      const spoilt = speechFaults.find((known) => known === fault);
      if (spoilt !== undefined) {
        if (on) speech.active.add(spoilt);
        else speech.active.delete(spoilt);
        device.forgetSpeech();
        return;
      }
      // What comes of it shows in the device's health.
      device.simulate(fault === 'sink-dead' ? 'sink' : 'music', on).catch(() => {});
    },
  };
  return { device, simulator };
}

function faultIds(): FaultId[] {
  return ['sink-dead', ...speechFaults, 'music-missing'];
}
