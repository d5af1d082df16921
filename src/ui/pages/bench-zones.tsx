import type { BenchDevice } from '../../devices/rules.ts';
import { w } from '../words/bench-words.ts';
import { say } from '../words/words.ts';

type Zones = Extract<BenchDevice, { kind: 'public-address' }>['zones'];

/** The relays of the zones at the far end of their wires: a closed blade is sound, an open one is none. */
export function BenchZones({ zones }: { readonly zones: Zones }) {
  return (
    <>
      <span class="label">{w('bench.zones')}</span>
      <ul class="relays">
        {zones.map(({ id, name, on }) => (
          <li
            key={id}
            class={on ? 'on' : ''}
            aria-label={w(on ? 'bench.zoneOn' : 'bench.zoneOff', { zone: say(name) })}
          >
            <svg viewBox="0 0 32 16" aria-hidden="true">
              <path d="M0 12h8M24 12h8" />
              <path class="blade" d={on ? 'M8 12h16' : 'M8 12L23 3'} />
              <circle cx="8" cy="12" r="2" />
              <circle cx="24" cy="12" r="2" />
            </svg>
            {say(name)}
          </li>
        ))}
      </ul>
    </>
  );
}
