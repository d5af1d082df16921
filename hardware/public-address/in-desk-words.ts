import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import { DeviceError } from '../../src/ports/device.ts';
import { publicAddressSentence } from './public-address-sentences.ts';

/** Runs a step of the sound path; its errors come out in the desk's words. @throws DeviceError */
export async function inDeskWords<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AudioError)) throw error;
    throw new DeviceError(error.code, publicAddressSentence(error.code), {
      cause: error,
      retryable: error.retryable,
    });
  }
}
