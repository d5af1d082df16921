import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Pronunciation } from '../../broadcast/pronunciation-store.ts';
import { command, get } from '../desk/api.ts';
import { Button, Empty, ErrorLine, Picks, Sheet, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { t } from '../words/t.ts';
import { listen, listening, quiet } from './broadcast-listen.ts';

interface Lesson {
  /** Of a word that is known already. */
  readonly id?: number;
  readonly language: 'zh' | 'en';
  readonly word: string;
  readonly pinyin: string;
  readonly soundsLike: string;
}

const blank: Lesson = { language: 'zh', word: '', pinyin: '', soundsLike: '' };

/** Words the desk was taught to say; one is touched to hear, change or remove it. */
export function WordsSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const words = useSignal<readonly Pronunciation[] | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const lesson = useSignal<Lesson | undefined>(undefined);
  const load = (): void => {
    get<Pronunciation[]>('/api/pronunciations').then(
      (found) => {
        words.value = found;
        failed.value = undefined;
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  };
  useEffect(load, []);
  if (lesson.value !== undefined) {
    const close = (): void => {
      lesson.value = undefined;
      load();
    };
    return <LessonSheet tabs={tabs} first={lesson.value} onClose={close} />;
  }
  return (
    <Sheet
      tabs={tabs}
      stage={`broadcast words ${words.value?.length ? 'scroll' : ''}`}
      acts={
        <>
          <Button look="quiet" icon="back" href="/broadcast/notice">
            {t('action.back')}
          </Button>
          <Button
            look="main"
            icon="plus"
            push
            onPress={() => {
              lesson.value = blank;
            }}
          >
            {w('words.teach')}
          </Button>
        </>
      }
    >
      <ErrorLine error={failed.value} onRetry={load} />
      {words.value?.length === 0 && <Empty icon="say">{w('words.none')}</Empty>}
      <div class="taught">
        {(words.value ?? []).map(({ id, language, word, pinyin, soundsLike }) => (
          <button
            type="button"
            key={id}
            onClick={() => {
              lesson.value = { id, language, word, pinyin: pinyin ?? '', soundsLike: soundsLike ?? '' };
            }}
          >
            <b>{word}</b>
            <span>{[pinyin, soundsLike].filter(Boolean).join(' · ')}</span>
          </button>
        ))}
      </div>
    </Sheet>
  );
}

interface LessonProps {
  readonly tabs: readonly Tab[];
  readonly first: Lesson;
  readonly onClose: () => void;
}

function LessonSheet({ tabs, first, onClose }: LessonProps) {
  const lesson = useSignal(first);
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  useEffect(() => quiet, []);
  const { id, language, word, pinyin, soundsLike } = lesson.value;
  const chinese = language === 'zh';
  const body = { language, word, soundsLike, ...(chinese ? { pinyin } : {}) };
  const enough = word.trim() !== '' && (soundsLike.trim() !== '' || (chinese && pinyin.trim() !== ''));
  const set = (changed: Partial<Lesson>): void => {
    lesson.value = { ...lesson.value, ...changed };
  };
  const hear = (): void => {
    if (listening.value) quiet();
    else {
      failed.value = undefined;
      listen('/api/pronunciations/listen', body).catch((thrown: unknown) => {
        failed.value = thrown;
      });
    }
  };
  const change = async (ask: () => Promise<unknown>): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await ask();
      onClose();
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast lesson"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onClose}>
            {t('action.back')}
          </Button>
          {id !== undefined && (
            <Button
              look="quiet"
              busy={busy.value}
              onPress={() => void change(() => command('DELETE', `/api/pronunciations/${id}`))}
            >
              {w('words.remove')}
            </Button>
          )}
          <Button icon="ear" disabled={!enough} onPress={hear}>
            {w(listening.value ? 'check.quiet' : 'check.listen')}
          </Button>
          <Button
            look="main"
            icon="check"
            push
            busy={busy.value}
            disabled={!enough}
            onPress={() => void change(() => command('POST', '/api/pronunciations', body))}
          >
            {w('words.keep')}
          </Button>
        </>
      }
    >
      <div class="pair">
        <TextField
          label={w('words.word')}
          placeholder={w('words.wordPlace')}
          value={word}
          maxLength={20}
          onInput={(text) => set({ word: text })}
        />
        <Picks
          label={w('check.language')}
          choices={[
            { value: 'zh', label: w('words.zh') },
            { value: 'en', label: w('words.en') },
          ]}
          value={language}
          onPick={(picked) => set({ language: picked === 'en' ? 'en' : 'zh' })}
        />
      </div>
      {chinese && (
        <TextField
          label={w('words.pinyin')}
          layout="english"
          placeholder="shan4 xiong2 xin4"
          value={pinyin}
          maxLength={120}
          onInput={(text) => set({ pinyin: text })}
        />
      )}
      <TextField
        label={w(chinese ? 'words.like' : 'words.likeEnglish')}
        {...(chinese ? {} : { layout: 'english' as const })}
        placeholder={w(chinese ? 'words.likePlace' : 'words.likeEnglishPlace')}
        value={soundsLike}
        maxLength={60}
        onInput={(text) => set({ soundsLike: text })}
      />
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}
