import { DeviceError, type Sentence } from '../../src/ports/device.ts';
import type { PublicAddress, PublicAddressSimulator } from '../../src/ports/public-address.ts';
import { LevelHistory } from './level-history.ts';
import { MixerPublicAddress } from './public-address.ts';
import type { PublicAddressOptions } from './public-address-settings.ts';

const FAULTS = {
  'sink-dead': { part: 'sink', says: { zh: '功放没声音', en: 'The amplifier makes no sound' } },
  'speech-dead': { part: 'speech', says: { zh: '语音程序坏了', en: 'The speech program is broken' } },
  'music-missing': { part: 'music', says: { zh: '音乐文件不见了', en: 'The music files are gone' } },
} as const satisfies Record<string, { part: 'sink' | 'speech' | 'music'; says: Sentence }>;

type FaultId = keyof typeof FAULTS;

/** Makes the public address of one configuration entry; with sink `file` or `none` it comes with its bench side. */
export function createPublicAddress(options: PublicAddressOptions): {
  readonly device: PublicAddress;
  readonly simulator: PublicAddressSimulator | undefined;
} {
  if (options.sink.kind === 'alsa') return { device: new MixerPublicAddress(options), simulator: undefined };
  const history = new LevelHistory(() => options.clock.monotonicMs());
  const device = new MixerPublicAddress(options, (music, speech) => history.add(music, speech));
  const active = new Set<FaultId>();
  const simulator: PublicAddressSimulator = {
    levels: () => history.levels(),
    faults: () => faultIds().map((id) => ({ id, says: FAULTS[id].says, active: active.has(id) })),
    setFault(id, on) {
      const fault = faultIds().find((known) => known === id);
      if (fault === undefined) {
        const says = { zh: `没有这个故障：${id}`, en: `There is no such fault: ${id}` };
        throw new DeviceError('simulator/unknown-fault', says, { retryable: false });
      }
      if (on) active.add(fault);
      else active.delete(fault);
      // What comes of it shows in the device's health.
      device.simulate(FAULTS[fault].part, on).catch(() => {});
    },
  };
  return { device, simulator };
}

function faultIds(): FaultId[] {
  return ['sink-dead', 'speech-dead', 'music-missing'];
}
