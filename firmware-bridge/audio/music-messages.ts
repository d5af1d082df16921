/** What the owner asks of the music. */
export type MusicRequest =
  | { readonly type: 'playMusic' }
  | { readonly type: 'pauseMusic' }
  /** Bench: the music is gone. */
  | { readonly type: 'hideMusic'; readonly hidden: boolean };

/** What the music is doing; frames of the track heard so far. */
export interface MusicReport {
  readonly type: 'music';
  readonly state: 'playing' | 'paused' | 'ducked' | 'none';
  readonly track?: string;
  readonly positionFrames: number;
}

/** Troubles with the music; the codes are stable. */
export type MusicFaultCode = 'music/none' | 'music/unreadable';
