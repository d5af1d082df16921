import type { ComponentChildren } from 'preact';
import { Empty } from './kit/plain-words.tsx';
import type { Place } from './kit/rail.tsx';
import { Sheet } from './kit/sheet.tsx';
import { BenchPage } from './pages/bench.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { HomePage } from './pages/home.tsx';
import { KitPage } from './pages/kit.tsx';
import { MorePage } from './pages/more.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { t } from './words/t.ts';

export interface Page {
  /** wouter pattern, e.g. `/staff/:id`. */
  readonly path: string;
  /** The rail cell that is lit. */
  readonly place: Place;
  /** Reads its own parameters with wouter's `useParams`. */
  readonly component: () => ComponentChildren;
}

/** Every page of the desk; add one line per page. */
export const pages: readonly Page[] = [
  { path: '/', place: 'home', component: HomePage },
  { path: '/sign-in', place: 'home', component: SignInPage },
  { path: '/more', place: 'more', component: MorePage },
  { path: '/kit', place: 'more', component: KitPage },
  { path: '/bench', place: 'more', component: BenchPage },
  { path: '/devices', place: 'more', component: DevicesPage },
];

/** A path that no page has. */
export function Missing() {
  return (
    <Sheet title={t('missing.title')}>
      <Empty icon="find">{t('missing.text')}</Empty>
    </Sheet>
  );
}
