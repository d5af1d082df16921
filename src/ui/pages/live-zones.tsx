import { Pick } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { say } from '../words/words.ts';
import { chosenZones, live, zones } from './live-state.ts';

/** Where the next talk is heard; nothing where there are no zones. */
export function ZonePicks() {
  if (zones.value.length === 0) return null;
  const chosen = chosenZones.value;
  const talking = live.value?.view.talk !== null;
  const toggle = (id: string): void => {
    chosenZones.value = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping flex row in every Chromium the desk ships with
    <div class="picks zones push" role="group" aria-label={w('zones.label')}>
      <Pick
        pressed={chosen.length === 0}
        disabled={talking}
        onPress={() => {
          chosenZones.value = [];
        }}
      >
        {w('zones.all')}
      </Pick>
      {zones.value.map(({ id, name }) => (
        <Pick key={id} pressed={chosen.includes(id)} disabled={talking} onPress={() => toggle(id)}>
          {say(name)}
        </Pick>
      ))}
    </div>
  );
}
