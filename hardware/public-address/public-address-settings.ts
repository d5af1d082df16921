import type { CaptureSettings } from '../../firmware-bridge/audio/capture.ts';
import type { LineInSettings } from '../../firmware-bridge/audio/line-in.ts';
import type { MeasureTracks } from '../../firmware-bridge/audio/measure-tracks.ts';
import type { MixerSettings } from '../../firmware-bridge/audio/mixer.ts';
import type { OpenMixer } from '../../firmware-bridge/audio/mixer-link.ts';
import type { SinkSettings } from '../../firmware-bridge/audio/sink.ts';
import type { SpeechEngine, SpeechSettings } from '../../firmware-bridge/audio/speech-engine.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { WiredZone, ZoneSettings } from './zones/zone-relays.ts';

/** How the public address sounds. */
export interface PublicAddressSettings extends MixerSettings {
  /** At start, 0–100. */
  readonly musicVolume: number;
}

/**
 * Ducking at −16 dB in 70 ms, back in 1.2 s. A longer attack is gentler on music, but request to first sound must stay under 150 ms
 * (promise P11): 70 ms attack, 60 ms lead of the card, one block.
 */
export const DEFAULT_PUBLIC_ADDRESS: PublicAddressSettings = {
  duckDb: -16,
  attackMs: 70,
  releaseMs: 1_200,
  musicUnderSpeech: 'duck',
  musicVolume: 40,
};

/** What a public address is made of. */
export interface PublicAddressOptions {
  readonly id: string;
  readonly clock: Clock;
  /** `alsa` is real; `file` and `none` are simulated and keep time by `clock`. */
  readonly sink: SinkSettings;
  /** Absent: only the demo track. */
  readonly musicFolder?: string;
  /** Whole recordings supplied with the plaza; new ones are kept in `recordings/` below the data folder. */
  readonly recordingsFolder?: string;
  /** Recorded phrases, `zh/各位顾客.wav`, that sentences are joined from. */
  readonly phrasesFolder?: string;
  /** The demo track is composed into `demo-music/` here when there is no other music. */
  readonly dataFolder: string;
  /** Compose the demo track when there is no music. Default: only when simulated. */
  readonly demoTrack?: boolean;
  readonly speech?: Partial<SpeechSettings>;
  readonly settings?: Partial<PublicAddressSettings>;
  /** The desk's microphone, where there is one. */
  readonly microphone?: CaptureSettings;
  /** The amplifier's monitor output, where it is wired. */
  readonly lineIn?: LineInSettings;
  /** Groups of loudspeakers behind relays, where there are any. */
  readonly zones?: { readonly wired: readonly WiredZone[]; readonly settings: ZoneSettings };
  /** Default: the worker thread. Tests put the mixer in-process. */
  readonly openMixer?: OpenMixer;
  /** Default: a worker thread. Tests measure in-process. */
  readonly measureTracks?: MeasureTracks;
  /** What music is shuffled by; default: by chance. */
  readonly seed?: number;
  /** Default: the programs named in `speech`. */
  readonly speechEngine?: SpeechEngine;
}
