import { useSignal } from '@preact/signals';
import type { DeskRecording } from '../../recordings/rules.ts';
import { command } from '../desk/api.ts';
import { Pick } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { listening, listenTo, quiet } from './broadcast-listen.ts';
import { chosenZones } from './live-state.ts';

const msPerSecond = 1000;

/** Recordings that are kept: aired again, listened to, removed at the second touch. */
export function KeptRecordings({
  kept,
  run,
}: {
  readonly kept: readonly DeskRecording[];
  readonly run: (work: () => Promise<unknown>) => () => void;
}) {
  const sure = useSignal<string | undefined>(undefined);
  const sent = useSignal<string | undefined>(undefined);
  const remove = (id: string): void => {
    if (sure.value !== id) {
      sure.value = id;
      return;
    }
    sure.value = undefined;
    run(() => command('POST', `/api/recordings/${id}/remove`))();
  };
  if (kept.length === 0) return <p class="label none">{w('take.hint')}</p>;
  return (
    <ul class="kept">
      {kept.map(({ id, title, lengthMs }) => (
        <li key={id}>
          <p>
            <b>{title}</b>
            <span>
              {sent.value === id ? w('list.aired') : w('list.seconds', { n: Math.round(lengthMs / msPerSecond) })}
            </span>
          </p>
          <Pick
            icon={listening.value ? 'pause' : 'play'}
            label={w('list.listen')}
            onPress={listening.value ? quiet : run(() => listenTo(`/api/recordings/${id}/sound`))}
          />
          <Pick onPress={() => remove(id)}>{w(sure.value === id ? 'list.sure' : 'list.remove')}</Pick>
          <Pick
            icon="horn"
            onPress={run(async () => {
              await command('POST', `/api/recordings/${id}/air`, { times: 1, zones: chosenZones.value });
              sent.value = id;
            })}
          >
            {w('list.air')}
          </Pick>
        </li>
      ))}
    </ul>
  );
}
