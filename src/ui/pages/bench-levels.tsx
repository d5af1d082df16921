import type { ComponentChildren } from 'preact';
import { w } from '../words/bench-words.ts';

interface LevelsProps {
  readonly blockMs: number;
  /** Peaks 0–1, newest last. */
  readonly music: readonly number[];
  readonly speech: readonly number[];
}

interface BenchSoundProps {
  readonly levels: LevelsProps;
  /** More lines about the sound, under the levels. */
  readonly children?: ComponentChildren;
}

const shownMs = 60_000;
const laneHeight = 20;

/** The last minute the loudspeakers would have played, newest at the right edge. */
export function BenchLevels({ levels: { blockMs, music, speech }, children }: BenchSoundProps) {
  const blocks = shownMs / blockMs;
  return (
    <div class="lanes">
      <span class="label">{w('bench.music')}</span>
      <Lane peaks={music} blocks={blocks} />
      <span class="label">{w('bench.speech')}</span>
      <Lane peaks={speech} blocks={blocks} voice />
      {children}
    </div>
  );
}

interface LaneProps {
  readonly peaks: readonly number[];
  readonly blocks: number;
  readonly voice?: boolean;
}

function Lane({ peaks, blocks, voice = false }: LaneProps) {
  const shown = peaks.slice(-blocks);
  const start = blocks - shown.length;
  // The ear hears a tenth of the peak as half as loud: the square root draws quiet music visibly.
  const bars = shown.flatMap((peak, at) => {
    const height = Math.sqrt(Math.min(1, peak)) * laneHeight;
    return height < 0.2 ? [] : [`M${start + at} ${laneHeight}v${-height.toFixed(1)}h1v${height.toFixed(1)}z`];
  });
  return (
    <svg
      class={`lane ${voice ? 'voice' : ''}`}
      viewBox={`0 0 ${blocks} ${laneHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={bars.join('')} />
    </svg>
  );
}
