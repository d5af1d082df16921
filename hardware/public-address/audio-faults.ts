import type { AudioEvent } from '../../firmware-bridge/audio/audio-messages.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { publicAddressSentence } from './public-address-sentences.ts';

/** Shows a trouble the mixer found, or its end, as the device's health. */
export function showAudioFault(
  health: DeviceHealthHolder,
  { code, active, detail }: Extract<AudioEvent, { type: 'fault' }>,
): void {
  if (code === 'audio/sink-dead') {
    health.clear('audio/worker-dead');
    health.setState('ready');
  }
  const weight = code === 'audio/sink-dead' ? 'stops' : 'soon';
  if (active) health.raise({ code, weight, says: publicAddressSentence(code, detail) });
  else health.clear(code);
}
