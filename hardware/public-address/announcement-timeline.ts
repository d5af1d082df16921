import { framesToMs, msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { AnnouncementTimeline } from '../../src/ports/public-address.ts';

type TimelineSegment = AnnouncementTimeline['segments'][number];

/** One part of a round with its exact length in frames. */
export interface MeasuredPart {
  readonly kind: 'chime' | 'speech' | 'pause';
  readonly frames: number;
  readonly text?: string;
}

/** Draws rounds and gaps to scale; adds up frames, so that no rounding error grows with the rounds. */
export function announcementTimeline(
  round: readonly MeasuredPart[],
  times: number,
  gapMs: number,
): AnnouncementTimeline {
  const segments: TimelineSegment[] = [];
  let at = 0;
  const add = (kind: TimelineSegment['kind'], number: number, frames: number, text?: string) => {
    const segment = { kind, round: number, startMs: framesToMs(at), durationMs: framesToMs(frames) };
    segments.push(text === undefined ? segment : { ...segment, text });
    at += frames;
  };
  for (let number = 1; number <= times; number++) {
    if (number > 1 && gapMs > 0) add('gap', number - 1, msToFrames(gapMs));
    for (const part of round) add(part.kind, number, part.frames, part.text);
  }
  return { totalMs: framesToMs(at), segments };
}
