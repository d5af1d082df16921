import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export interface PickProps {
  readonly pressed?: boolean;
  readonly icon?: IconName;
  /** A colour dot before the word, as a CSS colour of a thing (not of a state). */
  readonly dot?: string;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children?: ComponentChildren;
}

/** One choice. */
export function Pick({ pressed, icon, dot, label, disabled = false, onPress, children }: PickProps) {
  return (
    <button type="button" class="pick" aria-pressed={pressed} aria-label={label} disabled={disabled} onClick={onPress}>
      {dot !== undefined && <i class="dot" style={{ background: dot }} />}
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface Choice<V extends string | number> {
  readonly value: V;
  readonly label: string;
  readonly icon?: IconName;
  readonly dot?: string;
  readonly disabled?: boolean;
}

export interface PicksProps<V extends string | number> {
  /** Read out before the choices. */
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V | undefined;
  readonly onPick: (value: V) => void;
}

/** A row of choices of which one is taken. */
export function Picks<V extends string | number>({ label, choices, value, onPick }: PicksProps<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a wrapping flex row in every Chromium the desk ships with
    <div class="picks" role="group" aria-label={label}>
      {choices.map(({ value: each, label: word, ...rest }) => (
        <Pick key={each} pressed={each === value} onPress={() => onPick(each)} {...rest}>
          {word}
        </Pick>
      ))}
    </div>
  );
}

/** A label on the left, choices or a field on the right. */
export function FormRow({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div class="formrow">
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}

export interface SwatchesProps<V extends string> {
  readonly label: string;
  /** `ink` is the word's colour on the swatch. */
  readonly colours: readonly {
    readonly value: V;
    readonly label: string;
    readonly css: string;
    readonly ink: string;
  }[];
  readonly value: V | undefined;
  readonly onPick: (value: V) => void;
}

/** Colours of clothes and things, each with its word. */
export function Swatches<V extends string>({ label, colours, value, onPick }: SwatchesProps<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Picks
    <div class="picks swatches" role="group" aria-label={label}>
      {colours.map(({ value: each, label: word, css, ink }) => (
        <button
          key={each}
          type="button"
          class="swatch"
          aria-pressed={each === value}
          style={{ background: css, color: ink }}
          onClick={() => onPick(each)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
