import { Icon } from './icon.tsx';

const wholeArc = 'M2 13Q50-11 98 13';

/** One umbrella arc, `fraction` (0–1) of it gone. */
export function Arc({ fraction }: { readonly fraction: number }) {
  return (
    <svg class="arc" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <path d={wholeArc} />
      {fraction > 0 && <path class="on" d={arcUntil(fraction)} />}
    </svg>
  );
}

// De Casteljau: the first part of the quadratic curve 2,13 → 50,-11 → 98,13.
function arcUntil(fraction: number): string {
  const f = Math.min(1, fraction);
  const between = (a: number, b: number): number => a + (b - a) * f;
  const bend = { x: between(2, 50), y: between(13, -11) };
  const next = { x: between(50, 98), y: between(-11, 13) };
  return `M2 13Q${bend.x} ${bend.y} ${between(bend.x, next.x)} ${between(bend.y, next.y)}`;
}

export interface StepsProps {
  readonly labels: readonly string[];
  /** Index of the step being done; `labels.length` when all are past. */
  readonly now: number;
  /** How far the step being done is, 0–1; a job's step is whole (1), a round on the air grows. */
  readonly progress?: number;
}

/** How far along: arcs over words. */
export function Steps({ labels, now, progress = 1 }: StepsProps) {
  return (
    <ol class="steps">
      {labels.map((label, at) => (
        <li
          key={label}
          class={at < now ? 'past' : at === now ? 'now' : ''}
          aria-current={at === now ? 'step' : undefined}
        >
          <Arc fraction={at < now ? 1 : at === now ? progress : 0} />
          <span>
            {at < now && <Icon name="check" />}
            {label}
          </span>
        </li>
      ))}
    </ol>
  );
}
