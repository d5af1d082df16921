import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../kit/icon.tsx';
import { t } from '../words/t.ts';
import { language } from '../words/words.ts';
import { deskPinyin } from './desk-pinyin.ts';
import {
  closeKeyboard,
  eraseFrom,
  type Field,
  type KeyboardLayout,
  keyboard,
  openKeyboard,
  typeInto,
} from './open-keyboard.ts';

const letterRows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const numberRows = [
  ['1', '2', '3', '-', '/', ':'],
  ['4', '5', '6', '(', ')', '#'],
  ['7', '8', '9', '.', '@', '+'],
];
/** Choices shown before “more” is touched; the row scrolls sideways beyond the screen. */
const shownCandidates = 40;
const fieldGapPx = 12;

/** The on-screen keyboard; draws itself while a TextField has the focus and lifts the field above itself. */
export function OnScreenKeyboard() {
  const open = keyboard.value;
  if (open === undefined) return null;
  return <Keys key={open.field.id} field={open.field} layout={open.layout} />;
}

function Keys({ field, layout }: { readonly field: Field; readonly layout: KeyboardLayout }) {
  const board = useRef<HTMLDivElement>(null);
  const letters = useSignal('');
  const capitals = useSignal(false);
  const candidates = useComputed(() => deskPinyin.candidates(letters.value).slice(0, shownCandidates));

  useLayoutEffect(() => liftAbove(field, board.current), [field]);
  useEffect(() => {
    letters.value = '';
  }, [layout, letters]);

  const letter = (key: string): void => {
    if (layout === 'pinyin') letters.value += key;
    else {
      typeInto(field, capitals.value ? key.toUpperCase() : key);
      capitals.value = false;
    }
  };
  const erase = (): void => {
    if (letters.value !== '') letters.value = letters.value.slice(0, -1);
    else eraseFrom(field);
  };
  const take = (text: string, used: number): void => {
    typeInto(field, text);
    letters.value = letters.value.slice(used).replace(/^'/, '');
  };
  const space = (): void => {
    const [best] = candidates.value;
    if (letters.value !== '' && best !== undefined) take(best.text, best.letters);
    else typeInto(field, ' ');
  };
  // Parts two syllables: xi'an is not xian.
  const split = (): void => {
    if (letters.value !== '') letters.value = `${letters.value}'`;
  };
  const shift = (): void => {
    capitals.value = !capitals.value;
  };
  const go = (to: KeyboardLayout) => () => openKeyboard(field, to);

  return (
    // The keys must not take the focus from the field.
    // biome-ignore lint/a11y/useSemanticElements: a group of keys, not a form
    <div
      class="keyboard"
      ref={board}
      role="group"
      aria-label={t('keyboard.label')}
      onPointerDown={(event) => event.preventDefault()}
    >
      {layout === 'pinyin' && (
        <div class="candidates">
          {letters.value === '' ? (
            <p class="label">{t('keyboard.hint')}</p>
          ) : (
            <>
              <b lang="en">{letters}</b>
              {candidates.value.map((each) => (
                <button key={each.text} type="button" onClick={() => take(each.text, each.letters)}>
                  {each.text}
                </button>
              ))}
            </>
          )}
        </div>
      )}
      {layout === 'numbers'
        ? numberRows.map((row, at) => (
            <div key={row[0]} class="keys numbers">
              {row.map((key) => (
                <Key key={key} onPress={() => typeInto(field, key)}>
                  {key}
                </Key>
              ))}
              {at === 0 && <Key onPress={erase} label={t('action.backspace')} icon="delete" />}
              {at === 1 && <Key onPress={go('pinyin')}>{t('keyboard.chinese')}</Key>}
              {at === 2 && <Key onPress={go('english')}>{t('keyboard.english')}</Key>}
            </div>
          ))
        : letterRows.map((row, at) => (
            <div key={row} class={`keys row-${at}`}>
              {at === 2 && layout === 'english' && (
                <Key pressed={capitals.value} wide onPress={shift}>
                  {t('keyboard.shift')}
                </Key>
              )}
              {at === 2 && layout === 'pinyin' && (
                <Key wide onPress={split}>
                  '
                </Key>
              )}
              {[...row].map((key) => (
                <Key key={key} onPress={() => letter(key)}>
                  {capitals.value && layout === 'english' ? key.toUpperCase() : key}
                </Key>
              ))}
              {at === 2 && <Key wide onPress={erase} label={t('action.backspace')} icon="delete" />}
            </div>
          ))}
      <div class="keys last">
        {layout === 'numbers' ? (
          <Key wide onPress={() => typeInto(field, '0')}>
            0
          </Key>
        ) : (
          <Key wide onPress={go('numbers')}>
            {t('keyboard.numbers')}
          </Key>
        )}
        {layout !== 'numbers' && (
          <Key wide onPress={go(layout === 'pinyin' ? 'english' : 'pinyin')}>
            {t(layout === 'pinyin' ? 'keyboard.english' : 'keyboard.chinese')}
          </Key>
        )}
        {layout === 'pinyin' && <Key onPress={() => typeInto(field, '，')}>，</Key>}
        <Key space onPress={space}>
          {t('keyboard.space')}
        </Key>
        {layout === 'pinyin' && <Key onPress={() => typeInto(field, '。')}>。</Key>}
        <Key wide done onPress={() => finish(field)}>
          {t('keyboard.done')}
        </Key>
      </div>
    </div>
  );
}

function finish(field: Field): void {
  field.blur();
  closeKeyboard();
}

// Moves the stage up just so far that the field stands over the keyboard; the bar stays.
function liftAbove(field: Field, board: HTMLElement | null): () => void {
  const stage = field.closest<HTMLElement>('.stage');
  if (stage === null || board === null) return () => undefined;
  const over =
    (field.closest('.textfield') ?? field).getBoundingClientRect().bottom +
    fieldGapPx -
    board.getBoundingClientRect().top;
  stage.style.translate = `0 ${-Math.max(0, over)}px`;
  return () => {
    stage.style.translate = '';
  };
}

interface KeyProps {
  readonly onPress: () => void;
  readonly label?: string;
  readonly icon?: 'delete';
  readonly wide?: boolean;
  readonly space?: boolean;
  readonly done?: boolean;
  readonly pressed?: boolean;
  readonly children?: ComponentChildren;
}

function Key({ onPress, label, icon, wide, space, done, pressed, children }: KeyProps) {
  const cls = `${wide === true ? 'wide' : ''} ${space === true ? 'space' : ''} ${done === true ? 'close' : ''}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      class={cls}
      aria-label={label}
      aria-pressed={pressed}
      lang={language.value === 'zh' ? 'zh-CN' : 'en'}
      onClick={onPress}
    >
      {icon === undefined ? children : <Icon name={icon} />}
    </button>
  );
}
