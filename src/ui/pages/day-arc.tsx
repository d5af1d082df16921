import { fractionOf } from '../desk/local-time.ts';

// The drawn arc: radius 401 around (300, 417.1), its ends at y 134, half an angle of 45.1°.
const centre = { x: 300, y: 417.1 };
const radius = 401;
const halfAngle = Math.asin(284 / radius);
const tickInner = 8;
const tickOuter = 15;

function pointAt(fraction: number, outward = 0): string {
  const angle = -halfAngle + 2 * halfAngle * fraction;
  const reach = radius + outward;
  return `${(centre.x + reach * Math.sin(angle)).toFixed(1)} ${(centre.y - reach * Math.cos(angle)).toFixed(1)}`;
}

export interface DayArcProps {
  /** All `HH:MM`. */
  readonly from: string;
  readonly to: string;
  readonly now: string;
  readonly ticks: readonly string[];
}

/** The shift as an umbrella's arc: left end it opens, right end it closes, the dot is now, ticks are scheduled broadcasts. */
export function DayArc({ from, to, now, ticks }: DayArcProps) {
  const gone = fractionOf(now, from, to);
  const [x, y] = pointAt(gone).split(' ');
  const arcTo = (fraction: number): string => `M${pointAt(0)}A${radius} ${radius} 0 0 1 ${pointAt(fraction)}`;
  return (
    <svg class="day" viewBox="0 0 600 150" aria-hidden="true">
      <path class="rest" d={arcTo(1)} />
      {gone > 0 && <path class="gone" d={arcTo(gone)} />}
      {ticks.map((tick) => {
        const at = fractionOf(tick, from, to);
        return <path key={tick} class="tick" d={`M${pointAt(at, tickInner)}L${pointAt(at, tickOuter)}`} />;
      })}
      <circle class="nowdot" cx={x} cy={y} r="10" />
      <text x="16" y="156">
        {from.replace(/^0/, '')}
      </text>
      <text x="584" y="156">
        {to.replace(/^0/, '')}
      </text>
    </svg>
  );
}
