import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { matchRoute, Route, Switch, useLocation, useRouter } from 'wouter-preact';
import { command } from './desk/api.ts';
import { air } from './desk/desk.ts';
import { link, onEvent } from './desk/events.ts';
import type { PunchShown } from './desk/types.ts';
import { OnScreenKeyboard } from './keyboard/keyboard.tsx';
import { Banner } from './kit/banner.tsx';
import { Lamp } from './kit/facts.tsx';
import { ErrorLine } from './kit/plain-words.tsx';
import { Rail } from './kit/rail.tsx';
import { Missing, type Page, pages } from './pages.tsx';
import { t } from './words/t.ts';
import { say } from './words/words.ts';

const bannerMs = 4000;
const stopPath = '/api/air/stop';

/** The frame: rail, the page, and what may lie over it (a tap, the keyboard, a lost link). */
export function App() {
  const [path] = useLocation();
  const failed = useSignal<unknown>(undefined);
  const onAir = useComputed(() => air.value !== null);
  const { parser } = useRouter();
  const current = pages.find((page) => matchRoute(parser, page.path, path)[0]);

  const stop = (): void => {
    failed.value = undefined;
    command('POST', stopPath).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };

  return (
    <>
      <Rail current={current?.place} onAir={onAir.value} onStop={stop} />
      <div class="work">
        <Switch>
          {pages.map(({ path: each, component }) => (
            <Route key={each} path={each}>
              {() => <PageOf component={component} />}
            </Route>
          ))}
          <Route>
            <Missing />
          </Route>
        </Switch>
        <TapBanner />
        <LostLine />
        {onAir.value && failed.value !== undefined && (
          <div class="overline">
            <ErrorLine error={failed.value} onRetry={stop} />
          </div>
        )}
        <OnScreenKeyboard />
      </div>
    </>
  );
}

// A component of its own, so that a page's hooks are its own.
function PageOf({ component: Component }: { readonly component: Page['component'] }) {
  return <Component />;
}

// A tap shows four seconds and touches nothing beneath; a second one replaces it.
function TapBanner() {
  const punch = useSignal<PunchShown | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const off = onEvent('punch', (shown) => {
      punch.value = shown;
      clearTimeout(timer);
      timer = setTimeout(() => {
        punch.value = undefined;
      }, bannerMs);
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [punch]);
  const shown = punch.value;
  if (shown === undefined) return null;
  return (
    <Banner
      key={`${shown.name}${shown.time}`}
      state={shown.state}
      name={shown.name}
      what={`${t(`punch.${shown.direction}`)} ${shown.time}`}
      line={say(shown.line)}
      soFar={(shown.soFar ?? []).map((each) => ({ ...each, label: say(each.label) }))}
    />
  );
}

function LostLine() {
  if (link.value === 'up') return null;
  return (
    <p class="lostline" role="status">
      <Lamp state="wait" />
      {t(link.value === 'lost' ? 'link.lost' : 'link.starting')}
    </p>
  );
}
