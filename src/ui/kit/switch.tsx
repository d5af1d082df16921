export interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  /** `fault` turns red when on: the bench. */
  readonly fault?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off, the whole row is the key. */
export function Switch({ label, on, fault = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      class={`switch ${fault ? 'fault' : ''}`}
      role="switch"
      aria-checked={on}
      onClick={() => onChange(!on)}
    >
      <span>{label}</span>
      <i />
    </button>
  );
}
