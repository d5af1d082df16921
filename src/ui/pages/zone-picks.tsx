import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Zone } from '../../ports/public-address.ts';
import { get } from '../desk/api.ts';
import { Button, Pick, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { say } from '../words/words.ts';

/** The zones of the plaza; empty: it has none. */
const zones = signal<readonly Zone[]>([]);

function askZones(): void {
  get<readonly Zone[]>('/api/broadcast/zones').then(
    (all) => {
      zones.value = all;
    },
    // Without an answer everything is heard everywhere.
    () => undefined,
  );
}

/** Whether there is anything to choose. */
export function useZones(): boolean {
  useEffect(askZones, []);
  return zones.value.length > 0;
}

/** `一楼、停车场`, or that it is heard everywhere; a zone that is gone by its id. */
export function zoneWords(chosen: readonly string[]): string {
  if (chosen.length === 0) return w('zones.all');
  const name = (id: string): string => {
    const found = zones.value.find((one) => one.id === id);
    return found === undefined ? id : say(found.name);
  };
  return chosen.map(name).join(w('zones.comma'));
}

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
  if (!useZones()) return null;
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

/** Says where something is heard, and opens {@link ZoneSheet}; nothing where there are no zones. */
export function ZoneKey({ chosen, onPress }: { readonly chosen: readonly string[]; readonly onPress: () => void }) {
  if (!useZones()) return null;
  return (
    <span class="zonekey">
      <Pick icon="horn" pressed={chosen.length > 0} onPress={onPress}>
        <span>
          {chosen.length > 1
            ? w('zones.more', { first: zoneWords(chosen.slice(0, 1)), n: chosen.length - 1 })
            : zoneWords(chosen)}
        </span>
      </Pick>
    </span>
  );
}

interface ZoneSheetProps {
  readonly tabs?: readonly Tab[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly onClose: () => void;
}

/** Chooses where something is heard, where the page before has no room for it. */
export function ZoneSheet({ tabs, chosen, onChoose, onClose }: ZoneSheetProps) {
  return (
    <Sheet
      {...(tabs === undefined ? { title: w('zones.label') } : { tabs })}
      stage={`${tabs === undefined ? '' : 'broadcast'} zonesheet scroll`}
      acts={
        <Button look="main" icon="check" push onPress={onClose}>
          {w('zones.done')}
        </Button>
      }
    >
      <p class="label">{w(chosen.length === 0 ? 'zones.everywhere' : 'zones.only')}</p>
      <ZonePicks chosen={chosen} onChoose={onChoose} />
    </Sheet>
  );
}
