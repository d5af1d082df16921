/** A sound ready to be aired, one channel at 48 kHz, and where it may be ended without cutting a sentence. */
export interface Clip {
  readonly pcm: Int16Array;
  readonly breaths: readonly number[];
}
