import type { MicrophoneFaultCode, MicrophoneTrouble } from './microphone.ts';

/** What the owner asks of the microphone and of the ear at the amplifier. */
export type LiveRequest =
  /** Answered with its first sound; it waits for the programme with the live part. */
  | { readonly type: 'openMicrophone' }
  /** The hand has left the key: a live part ends here, and with it the programme. */
  | { readonly type: 'endLive' }
  /** Records at the desk, at most so long; nobody else hears it. */
  | { readonly type: 'startTake'; readonly limitFrames: number }
  /** Answers what was recorded as a WAV. */
  | { readonly type: 'endTake' }
  /** Bench: what is wrong with the microphone. */
  | { readonly type: 'troubleMicrophone'; readonly trouble: MicrophoneTrouble | undefined }
  /** Bench: the amplifier is off. */
  | { readonly type: 'amplifierOff'; readonly off: boolean };

/** Whether the amplifier's monitor output had sound while somebody spoke. */
export type HeardAtAmplifier = 'heard' | 'not-heard' | 'no-check';

/** What the microphone and the ear tell by themselves. */
export type LiveEvent =
  /** How loud the take is, 0–1, ten times a second, and its frames so far. */
  | { readonly type: 'takeLevel'; readonly peak: number; readonly frames: number }
  /** The take has ended by itself: it is as long as it may be, or the microphone is gone. */
  | { readonly type: 'takeEnded'; readonly code?: MicrophoneFaultCode }
  /** The verdict on one programme. */
  | { readonly type: 'soundChecked'; readonly id: string; readonly heard: HeardAtAmplifier };

/** Troubles of the microphone and of the ear; the codes are stable. */
export type LiveFaultCode = MicrophoneFaultCode | 'audio/not-heard' | 'line-in/dead';
