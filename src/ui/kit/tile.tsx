import { Link } from 'wouter-preact';
import { Lamp, type LampState } from './facts.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface TileProps {
  readonly icon: IconName;
  readonly label: string;
  /** One short line under the label. */
  readonly note?: string;
  /** Drawn in the corner, only for trouble or waiting. */
  readonly lamp?: LampState;
  readonly href?: string;
  readonly pressed?: boolean;
  readonly onPress?: () => void;
}

/** A large key with icon, word and one line; goes somewhere (`href`) or is chosen (`onPress`). */
export function Tile({ icon, label, note, lamp, href, pressed, onPress }: TileProps) {
  const inside = (
    <>
      <Icon name={icon} />
      <b>{label}</b>
      {note !== undefined && <span class="label">{note}</span>}
      {lamp !== undefined && <Lamp state={lamp} />}
    </>
  );
  if (href !== undefined)
    return (
      <Link class="tile" href={href}>
        {inside}
      </Link>
    );
  return (
    <button type="button" class="tile" aria-pressed={pressed} onClick={onPress}>
      {inside}
    </button>
  );
}
