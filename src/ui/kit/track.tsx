import type { ComponentChildren } from 'preact';

export interface TrackSegment {
  readonly startMs: number;
  readonly durationMs: number;
  /** Voice is tinted; the rest (chime, pause, gap, music) is quiet. */
  readonly voice: boolean;
  readonly label?: ComponentChildren;
}

export interface TrackProps {
  readonly segments: readonly TrackSegment[];
  readonly totalMs: number;
  /** The head; what lies before it is solid: already heard. */
  readonly positionMs?: number;
  readonly startLabel?: string;
  readonly endLabel?: string;
}

const percent = (part: number, whole: number): string => `${(whole === 0 ? 0 : part / whole) * 100}%`;

/** Sound drawn to scale; the head is now. */
export function Track({ segments, totalMs, positionMs, startLabel, endLabel }: TrackProps) {
  return (
    <div>
      <div class="track" aria-hidden="true">
        {segments.map((segment) => {
          const heard =
            positionMs === undefined ? 0 : Math.min(segment.durationMs, Math.max(0, positionMs - segment.startMs));
          return (
            <span
              key={segment.startMs}
              class={`${segment.voice ? 'voice' : ''} ${heard >= segment.durationMs ? 'aired' : ''}`}
              style={{
                left: percent(segment.startMs, totalMs),
                width: `calc(${percent(segment.durationMs, totalMs)} - 3px)`,
              }}
            >
              {heard > 0 && heard < segment.durationMs && (
                <i class="heard" style={{ width: percent(heard, segment.durationMs) }} />
              )}
              {(heard === 0 || heard >= segment.durationMs) && <em>{segment.label}</em>}
            </span>
          );
        })}
        {positionMs !== undefined && (
          <i class="head" style={{ left: percent(Math.min(positionMs, totalMs), totalMs) }} />
        )}
      </div>
      {(startLabel !== undefined || endLabel !== undefined) && (
        <div class="trackends label">
          <span>{startLabel}</span>
          <span>{endLabel}</span>
        </div>
      )}
    </div>
  );
}
