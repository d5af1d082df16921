import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button, Empty, ErrorLine, Pick, Sheet } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { listen, listening, quiet } from './broadcast-listen.ts';
import { airable, airableFailed, followAirable, loadAirable } from './recordings-airable.ts';

export interface RecordingSheetProps {
  /** Empty: none. */
  readonly chosen: string;
  readonly onBack: () => void;
  readonly onChoose: (id: string) => void;
}

/** Chooses a whole recording: every one can be heard here first. */
export function RecordingSheet({ chosen, onBack, onChoose }: RecordingSheetProps) {
  const failed = useSignal<unknown>(undefined);
  const heard = useSignal('');
  useEffect(followAirable, []);
  useEffect(() => quiet, []);
  const hear = (id: string): void => {
    const again = listening.value && heard.value === id;
    quiet();
    if (again) return;
    heard.value = id;
    failed.value = undefined;
    listen('/api/schedule/listen', { chime: false, recording: id }).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  return (
    <Sheet
      title={w('recording.title')}
      stage="schedule recordings"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button push disabled={chosen === ''} onPress={() => onChoose('')}>
            {w('recording.without')}
          </Button>
        </>
      }
    >
      <ErrorLine error={failed.value ?? airableFailed.value} onRetry={loadAirable} />
      {airable.value?.length === 0 && <Empty icon="play">{w('recording.empty')}</Empty>}
      <ul>
        {airable.value?.map(({ id, title, seconds, source }) => (
          <li key={id}>
            <p>
              <b>{say(title)}</b>
              <span class="label">
                {w('recording.length', { n: Math.round(seconds) })} · {w(`recording.${source}`)}
              </span>
            </p>
            <Pick
              icon={listening.value && heard.value === id ? 'pause' : 'play'}
              label={w('recording.listen', { title: say(title) })}
              onPress={() => hear(id)}
            />
            <Pick pressed={id === chosen} onPress={() => onChoose(id)}>
              {w('recording.choose')}
            </Pick>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
