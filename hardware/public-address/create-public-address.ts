import { createSpeechEngine, DEFAULT_SPEECH } from '../../firmware-bridge/audio/speech-engine.ts';
import { DeviceError, type Sentence } from '../../src/ports/device.ts';
import type { PublicAddress, PublicAddressSimulator } from '../../src/ports/public-address.ts';
import { BenchSpeech, type SpeechFault, speechFaults } from './bench-speech.ts';
import type { BenchPart } from './bench-switch.ts';
import { LevelHistory } from './level-history.ts';
import { MixerPublicAddress } from './public-address.ts';
import type { PublicAddressOptions } from './public-address-settings.ts';
import { SimulatedZones } from './zones/simulated-zones.ts';

const FAULTS = {
  'sink-dead': { zh: '功放没声音', en: 'The amplifier makes no sound' },
  'speech-dead': { zh: '语音程序坏了', en: 'The speech program is broken' },
  'speech-hangs': { zh: '语音程序卡住了', en: 'The speech program hangs' },
  'speech-slow': { zh: '语音程序很慢', en: 'The speech program is slow' },
  'speech-silent': { zh: '语音程序不出声', en: 'The speech program gives only silence' },
  'music-missing': { zh: '音乐文件不见了', en: 'The music files are gone' },
  'microphone-dead': { zh: '话筒拔掉了', en: 'The microphone is unplugged' },
  'microphone-hangs': { zh: '话筒卡住了', en: 'The microphone hangs' },
  'microphone-silent': { zh: '话筒开关没开', en: 'The microphone is switched off' },
  'amplifier-off': { zh: '功放没开（回采听得出来）', en: 'The amplifier is off (the line-in hears it)' },
  'zone-stuck': { zh: '第一个分区的继电器不动作', en: 'The relay of the first zone does not follow' },
} as const satisfies Record<SpeechFault | OtherFault, Sentence>;

type OtherFault =
  | 'sink-dead'
  | 'music-missing'
  | 'microphone-dead'
  | 'microphone-hangs'
  | 'microphone-silent'
  | 'amplifier-off'
  | 'zone-stuck';
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
  const zones = options.zones && new SimulatedZones(options.zones.wired);
  const simulated = { ...options, speechEngine: speech };
  const device = new MixerPublicAddress(
    options.zones === undefined || zones === undefined
      ? simulated
      : { ...simulated, zones: { wired: zones.wired, settings: options.zones.settings } },
    (music, voice) => history.add(music, voice),
  );
  const known = faultIds(options);
  const active = new Set<FaultId>();
  const simulator: PublicAddressSimulator = {
    levels: () => history.levels(),
    zones: () => zones?.states().map(({ zone, on }) => ({ ...zone, on })) ?? [],
    faults: () => known.map((id) => ({ id, says: FAULTS[id], active: active.has(id) })),
    setFault(id, on) {
      const fault = known.find((one) => one === id);
      if (fault === undefined) {
        const says = { zh: `没有这个故障：${id}`, en: `There is no such fault: ${id}` };
        throw new DeviceError('simulator/unknown-fault', says, { retryable: false });
      }
      if (on) active.add(fault);
      else active.delete(fault);
      const spoilt = speechFaults.find((one) => one === fault);
      if (spoilt !== undefined) {
        if (on) speech.active.add(spoilt);
        else speech.active.delete(spoilt);
        device.forgetSpeech();
        return;
      }
      const part = PARTS[fault];
      if (part === undefined) zones?.setStuck(on);
      // What comes of it shows in the device's health.
      else device.simulate(part, on).catch(() => {});
    },
  };
  return { device, simulator };
}

const PARTS: Readonly<Partial<Record<FaultId, BenchPart>>> = {
  'sink-dead': 'sink',
  'music-missing': 'music',
  'microphone-dead': 'microphone-dead',
  'microphone-hangs': 'microphone-hangs',
  'microphone-silent': 'microphone-silent',
  'amplifier-off': 'amplifier',
};

function faultIds({ microphone, lineIn, zones }: PublicAddressOptions): FaultId[] {
  return [
    'sink-dead',
    ...speechFaults,
    'music-missing',
    ...(microphone === undefined ? [] : (['microphone-dead', 'microphone-hangs', 'microphone-silent'] as const)),
    ...(lineIn === undefined ? [] : (['amplifier-off'] as const)),
    ...(zones === undefined ? [] : (['zone-stuck'] as const)),
  ];
}
