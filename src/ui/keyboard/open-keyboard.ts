import { signal } from '@preact/signals';

export type KeyboardLayout = 'pinyin' | 'english' | 'numbers';
export type Field = HTMLInputElement | HTMLTextAreaElement;

/** The field being typed in and the layout on show; undefined when the keyboard is away. */
export const keyboard = signal<{ readonly field: Field; readonly layout: KeyboardLayout } | undefined>(undefined);

/** Brings the keyboard up for a field. */
export function openKeyboard(field: Field, layout: KeyboardLayout): void {
  keyboard.value = { field, layout };
}

/** Puts the keyboard away. */
export function closeKeyboard(): void {
  keyboard.value = undefined;
}

/** Types at the caret, as if by a real key, within the field's own limit. */
export function typeInto(field: Field, text: string): void {
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  const room = field.maxLength < 0 ? text.length : field.maxLength - field.value.length + (end - start);
  field.setRangeText(text.slice(0, Math.max(0, room)), start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Removes what is selected, or the character before the caret. */
export function eraseFrom(field: Field): void {
  const end = field.selectionEnd ?? field.value.length;
  let start = field.selectionStart ?? end;
  // A character outside the basic plane is two code units.
  if (start === end) start = end - ([...field.value.slice(0, end)].at(-1)?.length ?? 0);
  field.setRangeText('', start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
