/** Which music is played, and how. */
export interface MusicProgramme {
  /** Folder below the music folders; absent: everything in them. */
  readonly folder?: string;
  readonly shuffle: boolean;
  /** How long one track fades into the next; 0: the next begins at the very next sample. */
  readonly crossfadeMs: number;
  /** How another list takes over: at once by a crossfade, or when the track that is heard has ended. */
  readonly change: 'crossfade' | 'track-end';
  /** Every track is brought to this loudness; absent: the files as they are. */
  readonly targetLufs?: number;
  /** Music that stays below this peak, dB below full scale, for so long is silence that nobody asked for. */
  readonly silence: { readonly afterMs: number; readonly belowDb: number };
}

/** How loud a file is, as long as it is the one that was measured. */
export interface TrackLoudness {
  readonly path: string;
  readonly bytes: number;
  readonly changedMs: number;
  /** Absent: no sound above −70 LUFS in it. */
  readonly lufs?: number;
  readonly peakDb: number;
}

/** What the owner asks of the music. */
export type MusicRequest =
  | { readonly type: 'playMusic' }
  | { readonly type: 'pauseMusic' }
  | { readonly type: 'musicProgramme'; readonly programme: MusicProgramme }
  | { readonly type: 'skipTrack' }
  /** Holds from the next track that begins. */
  | { readonly type: 'trackLoudness'; readonly tracks: readonly TrackLoudness[] }
  /** Bench: the music is gone. */
  | { readonly type: 'hideMusic'; readonly hidden: boolean };

/** What the music is doing; frames of the track heard so far. */
export interface MusicReport {
  readonly type: 'music';
  readonly state: 'playing' | 'paused' | 'ducked' | 'none';
  readonly track?: string;
  readonly positionFrames: number;
  /** The whole path of the track. */
  readonly path?: string;
  /** The track after it. */
  readonly next?: string;
  /** The list asked for has nothing to play: this is from a wider one. */
  readonly fallback: boolean;
}

/** Troubles with the music; the codes are stable. */
export type MusicFaultCode = 'music/none' | 'music/unreadable' | 'music/silent';
