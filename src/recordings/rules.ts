/** A recording made at the desk. */
export interface DeskRecording {
  readonly id: string;
  readonly title: string;
  readonly lengthMs: number;
  readonly keptBy: string;
  readonly keptAtMs: number;
}

/** What is being recorded, or has been and waits for a decision. */
export interface TakeView {
  readonly state: 'opening' | 'recording' | 'done';
  /** `staff:12`. */
  readonly by: string;
  readonly lengthMs: number;
  /** Peak of the last tenth of a second, 0–1. */
  readonly peak: number;
}

export interface RecordingsView {
  readonly take: TakeView | null;
  readonly limitMs: number;
  /** Newest first. */
  readonly kept: readonly DeskRecording[];
}

/** Whether the amplifier's monitor output had sound during an airing. */
export interface SoundChecked {
  readonly announcementId: string;
  readonly heard: 'heard' | 'not-heard' | 'no-check';
  readonly checkedAtMs: number;
}
