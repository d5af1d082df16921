import { join } from 'node:path';
import type { AudioSettings } from '../../firmware-bridge/audio/audio-messages.ts';
import { DEFAULT_PUBLIC_ADDRESS, type PublicAddressOptions } from './public-address-settings.ts';

/** What the mixer of a public address is told at its start. */
export function mixerSettings(options: PublicAddressOptions): AudioSettings {
  const { musicVolume: _volume, ...mixer } = { ...DEFAULT_PUBLIC_ADDRESS, ...options.settings };
  const { sink, musicFolder, dataFolder, microphone, lineIn, seed } = options;
  const simulated = sink.kind !== 'alsa';
  const demoTrack = options.demoTrack ?? simulated;
  return {
    mixer,
    sink,
    pace: simulated ? 'owner' : 'card',
    musicFolders: musicFolder === undefined ? [] : [musicFolder],
    ...(demoTrack ? { demoFolder: join(dataFolder, 'demo-music') } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(microphone === undefined ? {} : { microphone }),
    ...(lineIn === undefined ? {} : { lineIn }),
  };
}
