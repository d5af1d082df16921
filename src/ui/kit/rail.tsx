import { Link } from 'wouter-preact';
import { t } from '../words/t.ts';
import { Icon, type IconName, Mark } from './icon.tsx';

/** The five places that never move. */
export type Place = 'home' | 'umbrella' | 'broadcast' | 'services' | 'more';

const places: readonly { readonly place: Place; readonly href: string; readonly icon: IconName }[] = [
  { place: 'home', href: '/', icon: 'home' },
  { place: 'umbrella', href: '/lend', icon: 'umbrella' },
  { place: 'broadcast', href: '/broadcast', icon: 'horn' },
  { place: 'services', href: '/services', icon: 'receipt' },
  { place: 'more', href: '/more', icon: 'more' },
];

export interface RailProps {
  readonly current: Place | undefined;
  /** True while speech is on the air: the last cell becomes 停播. */
  readonly onAir: boolean;
  readonly onStop: () => void;
}

/** The left rail: icon and word, always in the same place. */
export function Rail({ current, onAir, onStop }: RailProps) {
  return (
    <nav class="rail" aria-label={t('nav.label')}>
      <div class="mark">
        <Mark />
      </div>
      {places.map(({ place, href, icon }) => (
        <Link key={place} href={href} aria-current={place === current ? 'page' : undefined}>
          <Icon name={icon} />
          {t(`nav.${place}`)}
        </Link>
      ))}
      {onAir && <Stop onStop={onStop} />}
    </nav>
  );
}

/** 停播: the one red button, there while something is on the air. */
export function Stop({ onStop }: Pick<RailProps, 'onStop'>) {
  return (
    <button type="button" class="stop" onClick={onStop}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="4" y="4" width="16" height="16" rx="3" fill="currentColor" />
      </svg>
      {t('nav.stop')}
    </button>
  );
}
