import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { matchRoute, Route, Switch, useLocation, useRouter } from 'wouter-preact';
import { command } from './desk/api.ts';
import { air, desk } from './desk/desk.ts';
import { cardTakers, link, onEvent } from './desk/events.ts';
import { cardBanner, punchBanner, slipBanner } from './desk/tap-banner.ts';
import { rememberPage } from './desk/where.ts';
import { OnScreenKeyboard } from './keyboard/keyboard.tsx';
import { Banner, type BannerProps } from './kit/banner.tsx';
import { Lamp } from './kit/facts.tsx';
import { Icon } from './kit/icon.tsx';
import { ErrorLine } from './kit/plain-words.tsx';
import { Rail, Stop } from './kit/rail.tsx';
import { ReadyLine } from './kit/stand-ready.tsx';
import { DepositTaps, takesDepositCard } from './pages/lend-tap.tsx';
import { SetupPage } from './pages/setup.tsx';
import { TapMonth } from './pages/tap-month.tsx';
import { Missing, type Page, pages } from './pages.tsx';
import { w as ew } from './words/emergency-words.ts';
import { w as mw } from './words/month-words.ts';
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
  useEffect(() => rememberPage(path), [path]);
  const current = pages.find((page) => matchRoute(parser, page.path, path)[0]);

  const stop = (): void => {
    failed.value = undefined;
    command('POST', stopPath).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };

  if (desk.value?.needsFirstAdministrator === true)
    return (
      <div class="work whole">
        <FireLine />
        <EmergencyLine />
        <SetupPage />
        {onAir.value && <Stop onStop={stop} />}
        <LostLine />
        <OnScreenKeyboard />
      </div>
    );
  return (
    <>
      <Rail current={current?.place} onAir={onAir.value} onStop={stop} />
      <div class="work">
        <FireLine />
        {air.value?.kind === 'emergency' ? <EmergencyLine /> : <ReadyLine path={path} />}
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
        <DepositTaps />
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

// A tap shows four seconds and touches nothing beneath; a second one replaces it. A touch on it opens the month of who tapped.
function TapBanner() {
  const shown = useSignal<{ readonly count: number; readonly banner: () => BannerProps | undefined } | undefined>(
    undefined,
  );
  const opened = useSignal<number | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (banner: () => BannerProps | undefined): void => {
      shown.value = { count: (shown.value?.count ?? 0) + 1, banner };
      clearTimeout(timer);
      timer = setTimeout(() => {
        shown.value = undefined;
      }, bannerMs);
    };
    const offs = [
      onEvent('punch', (punch) => {
        const open = (): void => {
          shown.value = undefined;
          opened.value = punch.punchId;
        };
        show(() => ({ ...punchBanner(punch), month: { label: mw('tap.month'), onOpen: open } }));
      }),
      onEvent(
        'card',
        (card) =>
          cardTakers.value === 0 &&
          !takesDepositCard(card) &&
          show(() => cardBanner(card, location.pathname === '/sign-in')),
      ),
      onEvent('slip', (slip) => slip.kind !== 'loan' && show(() => slipBanner(slip))),
    ];
    return () => {
      for (const off of offs) off();
      clearTimeout(timer);
    };
  }, [shown]);
  const banner = shown.value?.banner();
  // Nothing lies over what is said in an emergency.
  const calm = air.value?.kind !== 'emergency' && desk.value?.muted == null;
  return (
    <>
      {opened.value !== undefined && calm && (
        <TapMonth key={opened.value} punchId={opened.value} onClose={() => (opened.value = undefined)} />
      )}
      {banner !== undefined && <Banner key={shown.value?.count} {...banner} />}
    </>
  );
}

// On every page while a fire contact is closed; takes its place at the top and covers nothing.
function FireLine() {
  if (desk.value === undefined || desk.value.muted === null) return null;
  return (
    <p class="fireline" role="alert">
      <Icon name="bang" />
      <b>{t('fire.muted')}</b>
      <span>{t('fire.noVoiceAlarm')}</span>
    </p>
  );
}

// On every page while an emergency announcement is on the air: unmistakable, but red is for faults.
function EmergencyLine() {
  const shown = air.value;
  if (shown?.kind !== 'emergency' || desk.value?.muted != null) return null;
  return (
    <p class="emergencyline" role="alert">
      <Icon name="siren" />
      <b>{ew('line.now', { title: say(shown.title) })}</b>
      {/演习/.test(shown.title.zh) && <span>{ew('line.drill')}</span>}
    </p>
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
