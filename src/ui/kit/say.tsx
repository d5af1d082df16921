import type { ComponentChildren } from 'preact';
import { t } from '../words/t.ts';
import { Icon } from './icon.tsx';

// Chinese may break at any character; a line that ends with a clause is read aloud without stumbling.
const clausesOf = (sentence: string): readonly string[] =>
  sentence.match(/[^，、。；！？]+[，、。；！？]*/gu) ?? [sentence];

/** 请说: the sentence to say to the customer, to be read aloud. */
export function Say({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="say">
      <span>
        <Icon name="say" />
        {t('say.please')}
      </span>
      <p>
        {typeof children === 'string'
          ? clausesOf(children).map((clause) => <span key={clause}>{clause}</span>)
          : children}
      </p>
    </div>
  );
}
