import { framesToMs, msToFrames } from '../../firmware-bridge/audio/pcm-format.ts';
import type { AnnouncementTimeline, SpokenPiece } from '../../src/ports/public-address.ts';

type TimelineSegment = AnnouncementTimeline['segments'][number];

/** One part of a round with its exact length in frames. */
export interface MeasuredPart {
  readonly kind: 'chime' | 'speech' | 'pause' | 'recording' | 'live';
  readonly frames: number;
  readonly text?: string;
  readonly spoken?: readonly SpokenPiece[];
  readonly recording?: string;
  readonly unsaid?: string;
}

/** Draws rounds and gaps to scale; adds up frames, so that no rounding error grows with the rounds. */
export function announcementTimeline(
  round: readonly MeasuredPart[],
  times: number,
  gapMs: number,
): AnnouncementTimeline {
  const segments: TimelineSegment[] = [];
  let at = 0;
  const add = (number: number, { frames, ...part }: Omit<MeasuredPart, 'kind'> & Pick<TimelineSegment, 'kind'>) => {
    segments.push({ ...part, round: number, startMs: framesToMs(at), durationMs: framesToMs(frames) });
    at += frames;
  };
  for (let number = 1; number <= times; number++) {
    if (number > 1 && gapMs > 0) add(number - 1, { kind: 'gap', frames: msToFrames(gapMs) });
    for (const part of round) add(number, part);
  }
  return { totalMs: framesToMs(at), segments };
}
