import type { ComponentChildren } from 'preact';

const halfCircle = 'M6 47A44 44 0 0 1 94 47';

export interface DomeProps {
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  readonly label: string;
  readonly note?: string;
  /** Amber near the limit, red beyond it; the room's rules decide. */
  readonly state?: 'wait' | 'need';
}

/** How much of a limit is used: the number under its arc. Use inside {@link Domes}. */
export function Dome({ value, limit, unit, label, note, state }: DomeProps) {
  const used = limit === 0 ? 0 : Math.min(100, (value / limit) * 100);
  return (
    <li>
      <div class={`dome ${state ?? ''}`}>
        <svg viewBox="0 0 100 50" aria-hidden="true">
          <path d={halfCircle} />
          {used > 0 && <path class="on" pathLength={100} stroke-dasharray={`${used} 200`} d={halfCircle} />}
        </svg>
        <b>
          {value}
          <small>{unit}</small>
        </b>
      </div>
      <p>
        {label}
        {note !== undefined && (
          <>
            <br />
            <span class="label">{note}</span>
          </>
        )}
      </p>
    </li>
  );
}

/** A column of domes. */
export function Domes({ children }: { readonly children: ComponentChildren }) {
  return <ul class="domes">{children}</ul>;
}
