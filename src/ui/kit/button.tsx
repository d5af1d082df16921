import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { browserMs } from '../desk/desk-clock.ts';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  /** `main`: the one action of the page. `quiet`: the way back. Default: a plain key. */
  readonly look?: 'main' | 'quiet' | 'plain';
  readonly icon?: IconName;
  /** Goes to a page instead of calling `onPress`. */
  readonly href?: string;
  readonly onPress?: () => void;
  readonly disabled?: boolean;
  /** True while its command is on the way: shown at once, takes no second touch. */
  readonly busy?: boolean;
  /** Pushes itself and what follows to the right edge. */
  readonly push?: boolean;
  readonly children: ComponentChildren;
}

/** A key of the action row. Say the amount and the act on it. */
export function Button({
  look = 'plain',
  icon,
  href,
  onPress,
  disabled = false,
  busy = false,
  push = false,
  children,
}: ButtonProps) {
  const cls = `btn ${look === 'plain' ? '' : look} ${push ? 'push' : ''}`;
  const inside = (
    <>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </>
  );
  if (href !== undefined && !disabled)
    return (
      <Link class={cls} href={href}>
        {inside}
      </Link>
    );
  return (
    <button type="button" class={cls} disabled={disabled || busy} aria-busy={busy} onClick={onPress}>
      {inside}
    </button>
  );
}

export interface WaitingButtonProps {
  /** Milliseconds left; counted down here. */
  readonly remainingMs?: number;
  readonly push?: boolean;
  readonly children: ComponentChildren;
}

const tickMs = 250;
const secondsPerMinute = 60;

function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / secondsPerMinute)}:${String(seconds % secondsPerMinute).padStart(2, '0')}`;
}

/** Stands where the main action was: says what it waits for and how long is left; takes no touch. */
export function WaitingButton({ remainingMs, push = true, children }: WaitingButtonProps) {
  const left = useSignal(remainingMs ?? 0);
  const shown = useComputed(() => countdown(left.value));
  useEffect(() => {
    if (remainingMs === undefined) return;
    const endsAt = browserMs() + remainingMs;
    const turn = (): void => {
      left.value = Math.max(0, endsAt - browserMs());
    };
    turn();
    const timer = setInterval(turn, tickMs);
    return () => clearInterval(timer);
  }, [remainingMs, left]);
  return (
    <span class={`btn waiting ${push ? 'push' : ''}`} role="status" aria-live="off">
      {children}
      {remainingMs !== undefined && <b>{shown}</b>}
    </span>
  );
}
