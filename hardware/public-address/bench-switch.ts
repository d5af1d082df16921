import type { AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';
import type { MicrophoneTrouble } from '../../firmware-bridge/audio/microphone.ts';

/** What the bench can switch off. */
export type BenchPart = 'sink' | 'music' | 'amplifier' | `microphone-${MicrophoneTrouble}`;

/** Switching a part of the chain off or on, as the mixer is told. */
export function switchRequest(part: BenchPart, off: boolean): AudioRequest {
  switch (part) {
    case 'sink':
      return { type: 'breakSink', broken: off };
    case 'music':
      return { type: 'hideMusic', hidden: off };
    case 'amplifier':
      return { type: 'amplifierOff', off };
    case 'microphone-dead':
      return { type: 'troubleMicrophone', trouble: off ? 'dead' : undefined };
    case 'microphone-hangs':
      return { type: 'troubleMicrophone', trouble: off ? 'hangs' : undefined };
    case 'microphone-silent':
      return { type: 'troubleMicrophone', trouble: off ? 'silent' : undefined };
  }
}
