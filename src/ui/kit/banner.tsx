import { Icon } from './icon.tsx';
import { isLong } from './long-text.ts';

export interface BannerProps {
  readonly state: 'done' | 'wait' | 'need';
  /** Who, e.g. `刘洋`. */
  readonly name: string;
  /** What, e.g. `上班 08:27`. */
  readonly what: string;
  /** What to know, e.g. `今天没有迟到`. */
  readonly line: string;
  /** Opens the month of who tapped; without it the banner takes no touch. */
  readonly month?: { readonly label: string; readonly onOpen: () => void };
  readonly soFar?: readonly { readonly value: number; readonly limit: number; readonly label: string }[];
}

const icons = { done: 'check', wait: 'bang', need: 'x' } as const;

/** An employee's tap: covers the bar, never a field, takes no focus, and no touch but for one's own month. */
export function Banner({ state, name, what, line, month, soFar = [] }: BannerProps) {
  return (
    <aside class="banner" role="status">
      <div class={`yes ${state}`}>
        <Icon name={icons[state]} />
      </div>
      <div class="what">
        <h2 class={isLong(name) ? 'long' : ''}>
          {name} <span>{what}</span>
        </h2>
        <p class={state}>{line}</p>
      </div>
      <ul class="sofar">
        {soFar.map((each) => (
          <li key={each.label}>
            <b>
              {each.value}
              <small> / {each.limit}</small>
            </b>
            <span class="label">{each.label}</span>
          </li>
        ))}
      </ul>
      {month !== undefined && (
        // Taking the focus would shut the keyboard of the clerk's form.
        <button type="button" class="monthkey" onPointerDown={(event) => event.preventDefault()} onClick={month.onOpen}>
          <Icon name="calendar" />
          {month.label}
        </button>
      )}
    </aside>
  );
}
