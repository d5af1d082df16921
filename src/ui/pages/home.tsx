import './home.css';
import { Link } from 'wouter-preact';
import { air, desk, roundsOf } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { showName } from '../desk/idle.ts';
import { dateLine, minuteOf, timeOfDay } from '../desk/local-time.ts';
import { yuan } from '../desk/money-text.ts';
import { theme } from '../desk/theme.ts';
import type { DeskView, DeviceShown } from '../desk/types.ts';
import { Acts, Button, Icon, Lamp, type LampState, LanguageToggle, WallClock, Who } from '../kit/kit.ts';
import { sinceWhen } from '../words/device-words.ts';
import { w as schedule } from '../words/schedule-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { DayArc } from './day-arc.tsx';
import { nameOf } from './devices-order.ts';

/** More lamps do not fit; then those that are well are one. */
const MOST_LAMPS = 4;

/** The lamp of a kind of device: the worst of its kind. */
export function lampOf(devices: readonly DeviceShown[]): LampState {
  const states = devices.map((device) => device.state);
  if (states.includes('fault')) return 'need';
  if (states.includes('waiting')) return 'wait';
  return states.includes('ready') ? 'done' : 'off';
}

/** The standing page: the day, the tap cue, who is here, what plays, the deposits, the devices. */
export function HomePage() {
  const view = desk.value;
  const zone = view?.timeZone ?? 'Asia/Shanghai';
  const now = timeOfDay(nowMs.value, zone);
  const day = view?.day ?? { opens: '08:30', closes: '18:00' };
  const [from, to] = theme.value === 'day' ? [day.opens, day.closes] : [day.closes, day.opens];
  return (
    <main class="sheet home">
      <div class="top">
        <p>{dateLine(nowMs.value, zone, language.value)}</p>
        {view?.clockQuality === 'unsure' && (
          <span class="demo unsure">
            <Lamp state="wait" />
            {t('home.clockUnsure')}
          </span>
        )}
        {view?.demo === true && <span class="demo">{t('demo.mark')}</span>}
        <Who />
        <LanguageToggle />
      </div>
      <section class="canopy" aria-label={t('home.tapLabel')}>
        <div class="under">
          <DayArc from={from} to={to} now={now} ticks={theme.value === 'day' ? (view?.day.ticks ?? []) : []} />
          <WallClock />
          <p class="tap">
            <Icon name="tapcard" />
            {t('home.tapLabel')}
          </p>
        </div>
      </section>
      <section class="three">
        {view !== undefined && (
          <>
            <OnDuty view={view} />
            <Playing view={view} now={now} />
            <Purse view={view} />
          </>
        )}
      </section>
      {view !== undefined && <Notice view={view} />}
      <Acts>
        <Lamps devices={view?.devices ?? []} />
        <div class="second">
          <Button href="/return">{t('home.return')}</Button>
        </div>
        <Button look="main" icon="umbrella" href="/lend">
          {t('home.lend')}
        </Button>
      </Acts>
    </main>
  );
}

function Lamps({ devices }: { readonly devices: readonly DeviceShown[] }) {
  const kinds = [...new Set(devices.map(({ kind }) => kind))];
  const all = kinds.map((kind) => ({ kind, state: lampOf(devices.filter((device) => device.kind === kind)) }));
  const shown = all.length <= MOST_LAMPS ? all : all.filter(({ state }) => state !== 'done').slice(0, MOST_LAMPS);
  return (
    <div class="lamps">
      {shown.map(({ kind, state }) => (
        <Link key={kind} href="/devices" class={state === 'need' ? 'need' : ''}>
          <Lamp state={state} />
          {t(`device.${kind}`)}
        </Link>
      ))}
      {shown.length < all.length && (
        <Link href="/devices">
          <Lamp state={lampOf(devices.filter(({ kind }) => !shown.some((one) => one.kind === kind)))} />
          {t(shown.length === 0 ? 'home.allDevices' : 'home.otherDevices')}
        </Link>
      )}
    </div>
  );
}

// What a person must look at now: papers first, because a customer waits for them.
function Notice({ view }: { readonly view: DeskView }) {
  const troubled = view.devices
    .filter((device) => device.state === 'fault' || device.faults.length > 0)
    .sort((one, other) => Number(other.state === 'fault') - Number(one.state === 'fault'));
  const [trouble] = troubled.flatMap((device) =>
    device.faults.map((fault) => ({ ...fault, name: nameOf(device, view.devices) })),
  );
  const [due] = view.callsDue;
  const missed = view.schedule?.missed ?? [];
  const others = [due !== undefined, view.papersWaiting > 0, view.unheard > 0, trouble !== undefined].filter(
    Boolean,
  ).length;
  // Two notices fit; what a customer waits for and what does not work come first.
  const late = missed.length > 0 && others < 2;
  const post = others + (late ? 1 : 0) < 2 ? view.postDue : null;
  if (others === 0 && !late && post === null) return null;
  return (
    <div class="notices" role="status">
      {due !== undefined && (
        <Link class="notice wait" href={due.kind === 'lost-person' ? '/broadcast' : '/broadcast/object'}>
          <Lamp state="wait" />
          <span>{t('home.callDue', { number: due.number, step: say(due.step) })}</span>
          {due.more > 0 && <b>{t('home.moreDue', { n: due.more })}</b>}
        </Link>
      )}
      {view.papersWaiting > 0 && (
        <Link class="notice" href="/papers">
          <Lamp state="need" />
          <span>{t('home.papers', { n: view.papersWaiting })}</span>
        </Link>
      )}
      {view.unheard > 0 && others < 3 && (
        <Link class="notice" href="/broadcast/log">
          <Lamp state="need" />
          <span>{view.unheard === 1 ? t('home.unheardOne') : t('home.unheard', { n: view.unheard })}</span>
        </Link>
      )}
      {late && (
        <Link class="notice wait" href="/broadcast/schedule">
          <Lamp state="wait" />
          <span>{schedule('missed', { titles: missed.map(say).join(' ') })}</span>
        </Link>
      )}
      {post !== null && (
        <Link class="notice wait" href="/post-room">
          <Lamp state={post.over ? 'need' : 'wait'} />
          <span>
            {t(post.over ? 'home.postOver' : 'home.postDue', {
              name: say(post.name),
              at: post.at,
              n: post.departments,
            })}
          </span>
        </Link>
      )}
      {trouble !== undefined && (
        <Link class={`notice ${lampOf(troubled)}`} href="/devices">
          <Lamp state={lampOf(troubled)} />
          <span>
            {sinceWhen(trouble.code, trouble.name, timeOfDay(trouble.sinceMs, view.timeZone)) ?? say(trouble.says)}
          </span>
          {troubled.length > 1 && <b>{t('home.moreTroubles', { n: troubled.length - 1 })}</b>}
        </Link>
      )}
    </div>
  );
}

function OnDuty({ view }: { readonly view: DeskView }) {
  const names = view.onDuty.map((person) => showName(person.name));
  return (
    <div>
      <span class="label">{t('home.onDuty')}</span>
      <p class="names">{names.length === 0 ? t('home.nobody') : names.join('  ')}</p>
    </div>
  );
}

function Playing({ view, now }: { readonly view: DeskView; readonly now: string }) {
  const shown = air.value;
  if (shown !== null)
    return (
      <div>
        <span class="label live">{t('home.airLive', { round: shown.round, rounds: roundsOf(shown) })}</span>
        <p class="live">
          <Icon name="horn" />
          <b>{say(shown.title)}</b>
        </p>
      </div>
    );
  const next = view.day.ticks?.find((tick) => minuteOf(tick) > minuteOf(now));
  const held = view.schedule?.held === true;
  const playing = view.music.state === 'playing' || view.music.state === 'ducked';
  return (
    <div>
      <span class="label">
        {next === undefined ? t('home.air') : held ? schedule('held.short') : t('home.airNext', { at: next })}
      </span>
      <p>
        {playing && <Icon name="music" />}
        {t(
          view.muted !== null
            ? 'home.muted'
            : playing
              ? 'home.music'
              : view.music.state === 'paused'
                ? 'home.musicPaused'
                : 'home.quiet',
        )}
      </p>
    </div>
  );
}

function Purse({ view }: { readonly view: DeskView }) {
  const { outCount, unitFen, expectedFen, balanceFen } = view.deposit;
  const off = balanceFen - expectedFen;
  const amount = yuan(Math.abs(off));
  return (
    <div class="sum">
      <span class="label">{t('home.purse', { n: outCount, unit: yuan(unitFen) })}</span>
      <p>
        <b>¥ {yuan(expectedFen)}</b>
        <span class={off === 0 ? 'done' : 'need'}>
          <Lamp state={off === 0 ? 'done' : 'need'} />
          {off === 0 ? t('home.purseOk') : t(off < 0 ? 'home.purseShort' : 'home.purseOver', { amount })}
        </span>
      </p>
    </div>
  );
}
