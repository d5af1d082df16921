import type { BroadcastOptions } from '../../broadcast/rules.ts';
import { Button, Sheet, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { fill, say } from '../words/words.ts';
import { Pieces } from './broadcast-parts.tsx';
import { clearForm, go, notice, options, prepared } from './broadcast-state.ts';

type Notice = BroadcastOptions['notices'][number];

const longestWords = 40;

/** The notices that are made again and again, as large keys. */
export function PreparedKeys({ tabs }: { readonly tabs: readonly Tab[] }) {
  const choose = (id: string): void => {
    prepared.value = { id, words: {} };
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast notices"
      acts={
        <>
          <span class="label">{w('notices.choose')}</span>
          <Button look="main" icon="type" push onPress={() => choose('own')}>
            {w('notices.own')}
          </Button>
        </>
      }
    >
      <div class="keys">
        {(options.value?.notices ?? []).map(({ id, short, zh }) => (
          <button key={id} type="button" onClick={() => choose(id)}>
            <b>{say(short)}</b>
            <span>{fill(zh, blanks)}</span>
          </button>
        ))}
      </div>
    </Sheet>
  );
}

/** What is still to be filled in, as drawn on a key. */
const blanks: Readonly<Record<string, string>> = new Proxy({}, { get: () => '…' });

/** One prepared notice: what it asks for beside the words as they will be said. */
export function PreparedSheet({ tabs, notice: chosen }: { readonly tabs: readonly Tab[]; readonly notice: Notice }) {
  const words = prepared.value?.words ?? {};
  const complete = chosen.asks.every(({ id }) => (words[id] ?? '').trim() !== '');
  const check = (): void => {
    notice.value = { zh: fill(chosen.zh, trimmed(words)), en: english(chosen, words) };
    go('service', 'check');
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast prepared"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={() => clearForm('service')}>
            {w('notices.back')}
          </Button>
          <span class="label">{w('notices.fill')}</span>
          <Button look="main" push disabled={!complete} onPress={check}>
            {w('form.check')}
          </Button>
        </>
      }
    >
      <div class="asks">
        {chosen.asks.map(({ id, short, example }) => (
          <TextField
            key={id}
            label={say(short)}
            placeholder={w('notices.example', { example })}
            value={words[id] ?? ''}
            maxLength={longestWords}
            onInput={(text) => {
              prepared.value = { id: chosen.id, words: { ...words, [id]: text } };
            }}
          />
        ))}
      </div>
      <p class="big">
        <Pieces pieces={piecesOf(chosen.zh, words)} />
      </p>
    </Sheet>
  );
}

function trimmed(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([id, text]) => [id, text.trim()]));
}

/** The English sentence, unless what was filled in can only be said in Chinese. */
function english({ en }: Notice, words: Readonly<Record<string, string>>): string {
  const needed = [...en.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => words[id] ?? '');
  return needed.every((text) => /^[ -~]+$/.test(text.trim())) ? fill(en, trimmed(words)) : '';
}

/** The sentence with what was filled in marked; what is missing stays a line to be filled. */
function piecesOf(zh: string, words: Readonly<Record<string, string>>) {
  return zh.split(/\{(\w+)\}/).map((text, at) => {
    const filled = at % 2 === 1;
    const own = filled ? (words[text] ?? '').trim() : text;
    return { text: own === '' ? '＿＿' : own, filled };
  });
}
