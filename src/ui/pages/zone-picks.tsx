import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Zone } from '../../ports/public-address.ts';
import { get } from '../desk/api.ts';
import { Pick } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { say } from '../words/words.ts';

/** The zones of the plaza; empty: it has none. */
const zones = signal<readonly Zone[]>([]);

interface ZonePicksProps {
  /** Empty: everywhere. */
  readonly chosen: readonly string[];
  readonly disabled?: boolean;
  /** Pushes itself to the right edge. */
  readonly push?: boolean;
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Where something is heard; nothing where there are no zones. */
export function ZonePicks({ chosen, disabled = false, push = false, onChoose }: ZonePicksProps) {
  useEffect(() => {
    get<readonly Zone[]>('/api/broadcast/zones').then(
      (all) => {
        zones.value = all;
      },
      // Without an answer everything is heard everywhere.
      () => undefined,
    );
  }, []);
  if (zones.value.length === 0) return null;
  const toggle = (id: string): void =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping flex row in every Chromium the desk ships with
    <div class={`picks zones ${push ? 'push' : ''}`} role="group" aria-label={w('zones.label')}>
      <Pick pressed={chosen.length === 0} disabled={disabled} onPress={() => onChoose([])}>
        {w('zones.all')}
      </Pick>
      {zones.value.map(({ id, name }) => (
        <Pick key={id} pressed={chosen.includes(id)} disabled={disabled} onPress={() => toggle(id)}>
          {say(name)}
        </Pick>
      ))}
    </div>
  );
}
