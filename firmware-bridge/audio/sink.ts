/** Where the mixer's stream goes. One is opened at a time; a lost one is opened anew. */
export interface Sink {
  /** Takes interleaved samples; never blocks. */
  write(samples: Int16Array): void;
  /** Bytes taken but not yet passed on: above 0 the far end is slower than the mixer. */
  readonly waitingBytes: number;
  /** Frames the loudspeakers have played since it was opened, where the system can tell. */
  playedFrames?(): number | undefined;
  close(): Promise<void>;
}

/** What a sink tells by itself. */
export interface SinkEvents {
  /** The sink is gone; `reason` in the words of the program or the system. */
  lost(reason: string): void;
  /** The loudspeakers ran dry for a moment. */
  underrun(): void;
}

/** Which sink, and where it leads. */
export type SinkSettings =
  /** An ALSA device through aplay, e.g. `default`, `plughw:CARD=Device,DEV=0`. */
  | { readonly kind: 'alsa'; readonly device: string /** Default `aplay`. */; readonly program?: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };
