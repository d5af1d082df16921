import type { Sentence } from '../ports/device.ts';
import type { Recording } from '../ports/public-address.ts';

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

/** A whole recording that an announcement can be made of, whoever made it. */
export interface AirableRecording {
  /** What a part of kind `recording` names. */
  readonly id: string;
  readonly title: Sentence;
  readonly seconds: number;
  /** `kept`: made at the desk. `folder`: supplied with the plaza. `own`: the product's own. */
  readonly source: Recording['source'];
}

/** Nobody puts these on the air by themselves: they mean an emergency, or that words were lost. */
const SIGNALS = ['alarm', 'all-clear', 'attention'];

/** What can be aired, those made at the desk first and by their titles, newest first. */
export function airableOf(all: readonly Recording[], kept: readonly DeskRecording[]): AirableRecording[] {
  const readable = all.filter(({ id, unreadable }) => unreadable === undefined && !SIGNALS.includes(id));
  const own = kept.flatMap(({ id, title }) => {
    const found = readable.find((one) => one.id === id);
    return found === undefined ? [] : [{ ...toAirable(found), title: { zh: title, en: title } }];
  });
  const supplied = readable.filter(({ source }) => source !== 'kept').map(toAirable);
  return [...own, ...supplied.sort((a, b) => Number(a.source === 'own') - Number(b.source === 'own'))];
}

function toAirable({ id, name, seconds, source }: Recording): AirableRecording {
  return { id, title: name, seconds, source };
}
