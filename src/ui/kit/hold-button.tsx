import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface HoldButtonProps {
  readonly icon?: IconName;
  /** How long it is held, milliseconds. */
  readonly holdMs: number;
  readonly disabled?: boolean;
  readonly onHeld: () => void;
  readonly children: ComponentChildren;
}

/** A main action that a passing hand cannot press: it is held until it is full. Enter and space are held alike. */
export function HoldButton({ icon, holdMs, disabled = false, onHeld, children }: HoldButtonProps) {
  const holding = useSignal(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const letGo = (): void => {
    holding.value = false;
    clearTimeout(timer.current);
  };
  const hold = (): void => {
    if (holding.value || disabled) return;
    holding.value = true;
    timer.current = setTimeout(() => {
      letGo();
      onHeld();
    }, holdMs);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <button
      type="button"
      class={`btn main push hold ${holding.value ? 'holding' : ''}`}
      style={{ '--hold': `${holdMs}ms` }}
      disabled={disabled}
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && hold()}
      onKeyUp={letGo}
      onBlur={letGo}
      // A long press opens no menu over the counter.
      onContextMenu={(event) => event.preventDefault()}
    >
      {icon !== undefined && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
