import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { air, desk, roundsOf, session } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { Icon } from './icon.tsx';
import { isLong } from './long-text.ts';
import { ReadyPill } from './stand-ready.tsx';

export interface Tab {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean;
}

export interface BarProps {
  readonly title?: string;
  readonly tabs?: readonly Tab[];
  /** Between title and who, e.g. the 练习中 pill. */
  readonly children?: ComponentChildren;
  /** The sign-in page shows no “who”. */
  readonly hideWho?: boolean;
}

/** What is on the air, in one pill. */
export function AirPill() {
  const shown = air.value;
  if (shown === null) return null;
  const title = typeof shown.title === 'string' ? shown.title : say(shown.title);
  return (
    <span class="air">
      <Icon name="horn" />
      {t('bar.onAir', { title, round: shown.round, rounds: roundsOf(shown) })}
    </span>
  );
}

/** Who is signed in; touching it goes to sign in or out. */
export function Who() {
  const who = session.value;
  return (
    <Link class="who" href="/sign-in">
      <Icon name="user" />
      <span>{who === null ? t('bar.signIn') : showName(who.name)}</span>
    </Link>
  );
}

/** The other language at one touch. */
export function LanguageToggle() {
  const other = language.value === 'zh' ? 'en' : 'zh';
  return (
    <button type="button" class="en" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => (language.value = other)}>
      {t('bar.otherLanguage')}
    </button>
  );
}

/** `HH:MM` on the desk's clock. */
export function WallClock() {
  const view = desk.value;
  return <time>{view === undefined ? '--:--' : timeOfDay(nowMs.value, view.timeZone)}</time>;
}

/** Where I am, what is on the air, who, language, time. */
export function Bar({ title, tabs, children, hideWho = false }: BarProps) {
  return (
    <header class="bar">
      {title !== undefined && <h1 class={isLong(title) ? 'long' : ''}>{title}</h1>}
      {tabs !== undefined && (
        <nav class="tabs">
          {tabs.map((tab) => (
            <Link key={tab.href} href={tab.href} aria-current={tab.current === true ? 'page' : undefined}>
              {tab.label}
            </Link>
          ))}
        </nav>
      )}
      {children}
      <AirPill />
      <ReadyPill />
      {!hideWho && <Who />}
      <LanguageToggle />
      <WallClock />
    </header>
  );
}
