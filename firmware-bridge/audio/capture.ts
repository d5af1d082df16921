import type { Timers } from '../timers.ts';
import { captureFromAlsa } from './capture-alsa.ts';
import { captureFromFile } from './capture-file.ts';
import { captureVoice } from './capture-voice.ts';

/** Where sound comes in: a microphone, or the amplifier's monitor output. */
export type CaptureSettings =
  /** An ALSA device through arecord, e.g. `plughw:CARD=Device,DEV=0`. */
  | { readonly kind: 'alsa'; readonly device: string /** Default `arecord`. */; readonly program?: string }
  /** A WAV, heard over and over in its own time. */
  | { readonly kind: 'file'; readonly path: string }
  /** The product's own voice-like sound. */
  | { readonly kind: 'simulated' };

/** What a capture tells by itself. */
export interface CaptureEvents {
  /** One channel at 48 kHz, as it arrives. */
  samples(pcm: Int16Array): void;
  /** Nothing more comes; `reason` in the words of the program or the system. */
  lost(reason: string): void;
}

/** An open capture. */
export interface Capture {
  /** Nothing is told any more. Never throws. */
  close(): void;
}

/** Opens a capture; what cannot be opened is told as lost, later. */
export function openCapture(settings: CaptureSettings, timers: Timers, events: CaptureEvents): Capture {
  switch (settings.kind) {
    case 'alsa':
      return captureFromAlsa(settings.device, settings.program ?? 'arecord', events);
    case 'file':
      return captureFromFile(settings.path, timers, events);
    case 'simulated':
      return captureVoice(timers, events);
  }
}
