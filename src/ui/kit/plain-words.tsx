import type { ComponentChildren } from 'preact';
import { asProblem } from '../desk/api.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { Lamp } from './facts.tsx';
import { Icon, type IconName } from './icon.tsx';

/** What is wrong, large, with what is known and what to look at; the way out stands in the action row. */
export function FaultPanel({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="trouble" role="alert">
      <h2>{title}</h2>
      <div>{children}</div>
    </div>
  );
}

/** Nothing here yet, and what would bring something. */
export function Empty({ icon, children }: { readonly icon: IconName; readonly children: ComponentChildren }) {
  return (
    <div class="nothing">
      <Icon name={icon} />
      <p>{children}</p>
    </div>
  );
}

export interface ErrorLineProps {
  /** Whatever was thrown; nothing is drawn for undefined. */
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** One plain sentence and the next step. No code, no stack. */
export function ErrorLine({ error, onRetry }: ErrorLineProps) {
  if (error === undefined) return null;
  return (
    <div class="errorline" role="alert">
      <Lamp state="need" />
      <p>{say(asProblem(error).detail)}</p>
      {onRetry !== undefined && (
        <button type="button" class="pick" onClick={onRetry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  );
}
