import type { ComponentChildren } from 'preact';
import { t } from '../words/t.ts';
import { Icon, type IconName } from './icon.tsx';

/** done: green disc, tick · wait: amber square, ! · need: red diamond, × · off: ring. */
export type LampState = 'done' | 'wait' | 'need' | 'off';

const shapes: Record<Exclude<LampState, 'off'>, IconName> = { done: 'check', wait: 'bang', need: 'x' };

/** A state lamp; shape and colour together. */
export function Lamp({ state }: { readonly state: LampState }) {
  return (
    <span class={`lamp ${state === 'done' ? '' : state}`} role="img" aria-label={t(`lamp.${state}`)}>
      {state !== 'off' && <Icon name={shapes[state]} />}
    </span>
  );
}

export interface FactRowProps {
  readonly state: LampState;
  /** Large, for what is happening now. */
  readonly lead?: string;
  /** Small, under the text. */
  readonly note?: string;
  readonly children?: ComponentChildren;
}

/** One fact: what has happened, is happening, or comes next. */
export function FactRow({ state, lead, note, children }: FactRowProps) {
  return (
    <li class={state === 'off' ? 'todo' : ''}>
      <Lamp state={state} />
      <span>
        {lead !== undefined && <b class="lead">{lead}</b>}
        {children}
        {note !== undefined && <span class="label">{note}</span>}
      </span>
    </li>
  );
}

/** Facts in order: happened, happening, next. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <ul class="log">{children}</ul>;
}
