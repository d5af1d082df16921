import { t } from '../words/t.ts';
import { TextField } from './text-field.tsx';

export interface FindFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** As long as a name may be. */
const longestName = 40;

/** Where somebody is looked for in a list; what is typed means whom `findPerson` says. */
export function FindField({ value, onInput }: FindFieldProps) {
  return (
    <TextField
      hideLabel
      label={t('find.person')}
      placeholder={t('find.short')}
      layout="english"
      maxLength={longestName}
      value={value}
      onInput={onInput}
    />
  );
}
