import { t } from '../words/t.ts';
import { Lamp } from './facts.tsx';
import { Icon } from './icon.tsx';

export interface DoorShown {
  readonly number: number;
  readonly state: 'closed' | 'open' | 'stuck';
  readonly empty: boolean;
  /** What the sensor inside sees is not what the stock says: `missing` nothing, `unexpected` something. */
  readonly doubt?: 'missing' | 'unexpected' | undefined;
  /** The door that is spoken of, e.g. while it opens or somebody has to look at it. */
  readonly asked?: boolean;
}

export interface CabinetProps {
  readonly doors: readonly DoorShown[];
  /** Doors side by side; default 6 (12 doors stand in two rows). */
  readonly columns?: number;
  /** Shown instead of umbrellas on the bench: the word of the state. */
  readonly words?: boolean;
  /** Makes doors pressable. */
  readonly onDoor?: (number: number) => void;
}

const label = (door: DoorShown): string =>
  door.doubt !== undefined && door.state === 'closed'
    ? t(`door.${door.doubt}`, { n: door.number })
    : t(door.state === 'closed' ? (door.empty ? 'door.empty' : 'door.full') : `door.${door.state}`, { n: door.number });

/** The cabinet as it stands; an open door is drawn open, a faint umbrella is an empty compartment. */
export function Cabinet({ doors, columns = 6, words = false, onDoor }: CabinetProps) {
  return (
    <div
      class={`cabinet ${words ? 'words' : ''}`}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {doors.map((door) => {
        const cls = `door ${door.state === 'closed' ? '' : door.state} ${door.empty ? 'empty' : ''} ${door.asked === true ? 'asked' : ''}`;
        const inside = (
          <>
            <b>{door.number}</b>
            {words ? <span>{t(`door.word.${door.state}`)}</span> : <Icon name="umbrella" />}
            {door.doubt !== undefined && <Lamp state="wait" />}
            {door.state === 'open' && <Leaf />}
          </>
        );
        return onDoor === undefined ? (
          <div key={door.number} class={cls} role="img" aria-label={label(door)}>
            {inside}
          </div>
        ) : (
          <button
            key={door.number}
            type="button"
            class={cls}
            aria-label={label(door)}
            onClick={() => onDoor(door.number)}
          >
            {inside}
          </button>
        );
      })}
    </div>
  );
}

function Leaf() {
  return (
    <svg class="leaf" viewBox="0 0 40 100" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 0 L-13 7 V107 L0 100Z" />
    </svg>
  );
}
