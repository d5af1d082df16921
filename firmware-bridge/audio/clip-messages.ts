import type { OwnSound } from './own-sounds.ts';

/** What a clip is made of. */
export type ClipSource =
  /** Speech as an engine gave it. */
  | { readonly kind: 'spoken'; readonly wav: Uint8Array }
  /** A recording, of any format the decoders read. */
  | { readonly kind: 'file'; readonly path: string }
  /** Recordings one after the other, with silence after each but the last. */
  | { readonly kind: 'joined'; readonly paths: readonly string[]; readonly gapsMs: readonly number[] }
  | { readonly kind: 'own'; readonly sound: OwnSound };

/** What the owner asks about clips. */
export type ClipRequest =
  /** Makes a clip ready to be aired; answers its frames. Refused with `speech/…` or `recording/…`. */
  | { readonly type: 'loadClip'; readonly key: string; readonly source: ClipSource }
  | { readonly type: 'dropClip'; readonly key: string }
  /** Answers the frames of a recording; refused as it would be when loaded. */
  | { readonly type: 'measureRecording'; readonly path: string };
