import type { ComponentChildren } from 'preact';
import { t } from '../words/t.ts';
import { Icon } from './icon.tsx';

/** 请说: the sentence to say to the customer, to be read aloud. */
export function Say({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="say">
      <span>
        <Icon name="say" />
        {t('say.please')}
      </span>
      <p>{children}</p>
    </div>
  );
}
