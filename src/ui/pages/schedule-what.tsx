import { useEffect } from 'preact/hooks';
import { Button, ErrorLine, Pick, Sheet, Stepper, TextField } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { listen, listening, quiet } from './broadcast-listen.ts';
import { followAirable, titleOfRecording } from './recordings-airable.ts';
import { type Draft, soundOf } from './schedule-draft.ts';
import type { StepProps } from './schedule-item.tsx';

const longest = 500;

type WhatProps = StepProps & {
  readonly onBack: () => void;
  readonly onRecording: () => void;
  readonly onKeep: () => void;
  readonly onFail: (thrown: unknown) => void;
};

/** What is heard: a recording, words in two languages, or both. */
export function WhatSheet({ title, draft, failed, busy, onBack, onRecording, onKeep, onFail }: WhatProps) {
  const { name, zh, en, recording, times } = draft.value;
  useEffect(followAirable, []);
  const set = (changed: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...changed };
  };
  const said = zh.trim() !== '' || en.trim() !== '' || recording !== '';
  const hear = (): void => {
    if (listening.value) quiet();
    else listen('/api/schedule/listen', soundOf(draft.value)).catch(onFail);
  };
  return (
    <Sheet
      title={title}
      stage="schedule what scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {w('form.back')}
          </Button>
          <Button icon="ear" disabled={!said} onPress={hear}>
            {w(listening.value ? 'quiet' : 'listen')}
          </Button>
          <Button look="main" icon="check" push busy={busy} disabled={!said || name.trim() === ''} onPress={onKeep}>
            {w('form.keep')}
          </Button>
        </>
      }
    >
      <div class="pair">
        <TextField
          label={w('form.what')}
          placeholder={w('form.whatPlace')}
          value={name}
          maxLength={20}
          onInput={(text) => set({ name: text })}
        />
        <div>
          <span class="label">{w('form.times')}</span>
          <Stepper value={times} min={1} max={5} onChange={(value) => set({ times: value })} />
        </div>
      </div>
      <TextField label={w('form.zh')} lines={2} value={zh} maxLength={longest} onInput={(text) => set({ zh: text })} />
      <TextField
        label={w('form.en')}
        layout="english"
        value={en}
        maxLength={longest}
        onInput={(text) => set({ en: text })}
      />
      <div class="also">
        <Pick icon="play" pressed={recording !== ''} onPress={onRecording}>
          <span>
            {recording === '' ? w('recording.none') : w('recording.first', { title: titleOfRecording(recording) })}
          </span>
        </Pick>
      </div>
      <ErrorLine error={failed} />
    </Sheet>
  );
}
