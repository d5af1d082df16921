import { useSignal } from '@preact/signals';
import { command } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { ErrorLine, Icon, Pick, TextField } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { listening, listenTo, quiet } from './broadcast-listen.ts';
import { meterPercent } from './level-meter.tsx';
import { KeptRecordings } from './live-recordings.tsx';
import { chosenZones, loadRecordings, recordings } from './live-state.ts';

const msPerSecond = 1000;
const longestTitle = 40;

/** Records first, airs then: the recording that is being made, and below it those that are kept. */
export function TakePanel() {
  const failed = useSignal<unknown>(undefined);
  const title = useSignal('');
  const view = recordings.value;
  const take = view?.take ?? null;
  const run = (work: () => Promise<unknown>) => (): void => {
    failed.value = undefined;
    work()
      .then(loadRecordings)
      .catch((thrown: unknown) => {
        failed.value = thrown;
        loadRecordings().catch(() => undefined);
      });
  };
  const keep = async (): Promise<string> => {
    quiet();
    const name =
      title.value.trim() || w('take.defaultName', { time: timeOfDay(nowMs.value, desk.value?.timeZone ?? '') });
    const { recordingId } = await command<{ readonly recordingId: string }>('POST', '/api/recordings', { title: name });
    title.value = '';
    return recordingId;
  };
  const air = async (): Promise<void> => {
    const id = await keep();
    await command('POST', `/api/recordings/${id}/air`, { times: 1, zones: chosenZones.value });
  };
  const seconds = Math.round((take?.lengthMs ?? 0) / msPerSecond);
  return (
    <section class="takes">
      <header>
        <h2>{w('take.title')}</h2>
        {take === null && (
          <Pick icon="mic" onPress={run(() => command('POST', '/api/recordings/take'))}>
            {w('take.start')}
          </Pick>
        )}
      </header>
      {take !== null && take.state !== 'done' && (
        <div class="recording">
          <p>
            <b>{w(take.state === 'opening' ? 'take.opening' : 'take.running')}</b>
            <span>{w('take.of', { n: seconds, most: Math.round((view?.limitMs ?? 0) / msPerSecond) })}</span>
          </p>
          <i class="voice" aria-hidden="true">
            <em style={{ width: `${meterPercent(take.peak)}%` }} />
          </i>
          <Pick icon="pause" onPress={run(() => command('POST', '/api/recordings/take/end'))}>
            {w('take.stop')}
          </Pick>
        </div>
      )}
      {take?.state === 'done' && (
        <div class="taken">
          <p>
            <Icon name="check" />
            <b>{w('take.done', { n: seconds })}</b>
          </p>
          <TextField
            label={w('take.name')}
            hideLabel
            placeholder={w('take.namePlaceholder')}
            value={title.value}
            maxLength={longestTitle}
            onInput={(value) => {
              title.value = value;
            }}
          />
          <div class="picks">
            <Pick
              icon={listening.value ? 'pause' : 'play'}
              onPress={listening.value ? quiet : run(() => listenTo('/api/recordings/take/sound'))}
            >
              {w(listening.value ? 'take.quiet' : 'take.listen')}
            </Pick>
            <Pick onPress={run(() => command('POST', '/api/recordings/take/drop'))}>{w('take.drop')}</Pick>
            <Pick onPress={run(keep)}>{w('take.keep')}</Pick>
            <Pick icon="horn" onPress={run(air)}>
              {w('take.air')}
            </Pick>
          </div>
        </div>
      )}
      <ErrorLine error={failed.value} />
      {(take === null || (view?.kept.length ?? 0) > 0) && <KeptRecordings kept={view?.kept ?? []} run={run} />}
    </section>
  );
}
