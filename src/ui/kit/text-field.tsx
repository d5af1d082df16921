import { useId } from 'preact/hooks';
import { closeKeyboard, type KeyboardLayout, openKeyboard } from '../keyboard/open-keyboard.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What the keyboard starts with; default `pinyin` in Chinese. */
  readonly layout?: KeyboardLayout;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** One sentence under the field: what is wrong with what was typed. */
  readonly problem?: string;
  readonly lines?: 1 | 2 | 3;
  /** The label is drawn elsewhere (FormRow); it is still read out. */
  readonly hideLabel?: boolean;
}

/** A field to type in; touching it opens the on-screen keyboard. */
export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onInput,
    layout = 'pinyin',
    placeholder,
    maxLength,
    problem,
    lines = 1,
    hideLabel = false,
  } = props;
  const id = useId();
  const shared = {
    id,
    class: 'box',
    value,
    placeholder,
    maxLength,
    // The desk's own keyboard is used; a platform one must not come up over it.
    inputMode: 'none' as const,
    autoComplete: 'off',
    spellcheck: false,
    'aria-label': hideLabel ? label : undefined,
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
    onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      openKeyboard(event.currentTarget, layout),
    onBlur: closeKeyboard,
  };
  return (
    <div class="textfield">
      {!hideLabel && (
        <label class="label" for={id}>
          {label}
        </label>
      )}
      {lines === 1 ? <input type="text" {...shared} /> : <textarea rows={lines} {...shared} />}
      {problem !== undefined && (
        <p class="need" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
