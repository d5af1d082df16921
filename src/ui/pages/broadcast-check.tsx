import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ScriptPiece } from '../../broadcast/fill-template.rules.ts';
import type { FollowedDraft } from '../../broadcast/follow-up.rules.ts';
import type { Level } from '../../broadcast/level.rules.ts';
import type { AirView } from '../../broadcast/rules.ts';
import type { AnnouncementTimeline } from '../../ports/public-address.ts';
import { command } from '../desk/api.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { Button, ErrorLine, Picks, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { AudienceRow, withStaff } from './broadcast-audience.tsx';
import { listen, listening, quiet } from './broadcast-listen.ts';
import { UnsaidLine } from './broadcast-parts.tsx';
import { Script, Sound } from './broadcast-sound.tsx';
import {
  airing,
  bodyOf,
  drafts,
  type FormKind,
  gapSeconds,
  go,
  notice,
  options,
  times,
  wasSent,
  zones,
} from './broadcast-state.ts';
import { ZoneKey, ZonePicks, ZoneSheet } from './zone-picks.tsx';

const paths: Readonly<Record<FormKind, string>> = {
  'lost-person': '/api/calls',
  'lost-object': '/api/calls',
  service: '/api/announcements',
};

function noticeBody(): object | undefined {
  const { zh, en } = notice.value;
  if (zh.trim() === '') return undefined;
  return {
    zh,
    times: times.value,
    gapSeconds: gapSeconds.value,
    zones: zones.value.service,
    ...(en.trim() === '' ? {} : { en }),
  };
}

const askFor = (kind: FormKind): object | undefined => (kind === 'service' ? noticeBody() : bodyOf(kind));

/** Two languages after each other, as they will be heard. */
function scriptOf(kind: FormKind, preview: Partial<FollowedDraft> | undefined): readonly (readonly ScriptPiece[])[] {
  if (kind === 'service') {
    return [notice.value.zh, notice.value.en].filter((text) => text !== '').map((text) => [{ text, filled: false }]);
  }
  const draft = preview?.pieces === undefined ? drafts.value[kind] : preview;
  const { zh, en } = draft?.pieces ?? { zh: [], en: [] };
  return withStaff(draft, airing.value.english ? [zh, en] : [zh]);
}

interface Preview extends Partial<FollowedDraft> {
  readonly timeline: AnnouncementTimeline;
  readonly level: Level;
}

/** The newest rendered sound and what it was rendered for; the armed page goes on showing it. */
const preview = signal<{ readonly of: string | undefined; readonly made: Preview } | undefined>(undefined);

/** The script once more, its sound to scale, how often and in which languages; then on the air. */
export function CheckSheet({ kind, tabs }: { readonly kind: FormKind; readonly tabs: readonly Tab[] }) {
  const failed = useSignal<unknown>(undefined);
  const sending = useSignal(false);
  const where = useSignal(false);
  const body = askFor(kind);
  const asked = JSON.stringify(body);
  const shown = preview.value?.of === asked ? preview.value?.made : undefined;

  const render = (): (() => void) => {
    let left = false;
    failed.value = undefined;
    const told = JSON.parse(asked ?? 'null');
    if (told !== null) {
      command<Preview>('POST', `${paths[kind]}/preview`, told).then(
        (made) => {
          if (!left) preview.value = { of: asked, made };
        },
        (thrown: unknown) => {
          if (!left) failed.value = thrown;
        },
      );
    }
    return () => {
      left = true;
    };
  };
  useEffect(render, [asked, kind]);
  useEffect(() => quiet, []);

  const air = async (): Promise<void> => {
    sending.value = true;
    failed.value = undefined;
    quiet();
    try {
      await command('POST', paths[kind], body);
      wasSent(kind);
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      sending.value = false;
    }
  };
  const hear = (): void => {
    if (listening.value) quiet();
    else if (body !== undefined) {
      listen(`${paths[kind]}/listen`, body).catch((thrown: unknown) => {
        failed.value = thrown;
      });
    }
  };
  if (where.value) {
    const close = (): void => {
      where.value = false;
    };
    return (
      <ZoneSheet tabs={tabs} chosen={zones.value[kind]} onChoose={(chosen) => choose(kind, chosen)} onClose={close} />
    );
  }
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast check"
      acts={
        <>
          <Button look="quiet" onPress={() => go(kind, 'form')}>
            {w('check.edit')}
          </Button>
          <Button icon="ear" disabled={body === undefined} onPress={hear}>
            {w(listening.value ? 'check.quiet' : 'check.listen')}
          </Button>
          <Button
            look="main"
            icon="horn"
            push
            busy={sending.value}
            disabled={body === undefined}
            onPress={() => void air()}
          >
            {w('check.air')}
          </Button>
        </>
      }
    >
      <Script pieces={scriptOf(kind, shown)} timeline={shown?.timeline} />
      {failed.value !== undefined ? (
        <ErrorLine error={failed.value} onRetry={() => void render()} />
      ) : shown?.timeline?.segments.some(({ unsaid }) => unsaid !== undefined) === true ? (
        <UnsaidLine onRetry={() => void render()} />
      ) : (
        <Sound made={shown} />
      )}
      {kind !== 'service' && (
        <AudienceRow kind={kind}>
          <ZoneKey chosen={zones.value[kind]} onPress={() => (where.value = true)} />
        </AudienceRow>
      )}
      <Choices kind={kind} />
    </Sheet>
  );
}

function choose(kind: FormKind, chosen: readonly string[]): void {
  zones.value = { ...zones.value, [kind]: chosen };
}

const offered = [1, 2, 3];
const gaps = [10, 20, 60];

function Choices({ kind }: { readonly kind: FormKind }) {
  const most = options.value?.repeats.value.most ?? 1;
  const longest = options.value?.gapSeconds.value.most ?? 0;
  const set = (changed: Partial<typeof airing.value>): void => {
    airing.value = { ...airing.value, ...changed };
  };
  return (
    <>
      <div class="opts">
        <div>
          <span class="label">{w('check.times')}</span>
          <Picks
            label={w('check.times')}
            choices={offered.filter((n) => n <= most).map((n) => ({ value: n, label: String(n) }))}
            value={times.value}
            onPick={(n) => set({ times: n })}
          />
        </div>
        {kind !== 'service' && (
          <div>
            <span class="label">{w('check.language')}</span>
            <Picks
              label={w('check.language')}
              choices={[
                { value: 'zh', label: w('check.mandarin') },
                { value: 'both', label: w('check.both') },
              ]}
              value={airing.value.english ? 'both' : 'zh'}
              onPick={(spoken) => set({ english: spoken === 'both' })}
            />
          </div>
        )}
        <div>
          <span class="label">{w('check.gap')}</span>
          <Picks
            label={w('check.gap')}
            choices={gaps.filter((n) => n <= longest).map((n) => ({ value: n, label: String(n) }))}
            value={gapSeconds.value}
            onPick={(n) => set({ gapSeconds: n })}
          />
        </div>
      </div>
      {kind === 'service' && <ZonePicks chosen={zones.value.service} onChoose={(chosen) => choose(kind, chosen)} />}
    </>
  );
}

const tickMs = 200;
const msPerSecond = 1000;

interface ArmedProps {
  readonly tabs: readonly Tab[];
  readonly kind: FormKind;
  readonly armed: NonNullable<AirView['armed']>;
  readonly atMs: number;
}

/** The seconds in which nothing has been heard yet: it can be taken back. */
export function ArmedSheet({ tabs, kind, armed, atMs }: ArmedProps) {
  const left = useSignal(armed.leftMs);
  const failed = useSignal<unknown>(undefined);
  useEffect(() => {
    const turn = (): void => {
      left.value = Math.max(0, armed.leftMs - (browserMs() - atMs));
    };
    turn();
    const timer = setInterval(turn, tickMs);
    return () => clearInterval(timer);
  }, [armed.id, armed.leftMs, atMs, left]);
  const seconds = Math.ceil(left.value / msPerSecond);
  const takeBack = (): void => {
    command('POST', `/api/announcements/${armed.id}/withdraw`).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  const texts = armed.parts.flatMap((part) => (part.kind === 'speech' ? [[{ text: part.text, filled: false }]] : []));
  const kept = scriptOf(kind, undefined);
  const same =
    kept.map((one) => one.map(({ text }) => text).join('')).join() === texts.map(([one]) => one?.text).join();
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast arm"
      acts={
        <>
          <p>{w('arm.notYet', { n: seconds })}</p>
          <Button look="main" push onPress={takeBack}>
            {w('arm.withdraw')} <b class="count">{seconds}</b>
          </Button>
        </>
      }
    >
      <Script pieces={same ? kept : texts} />
      {same && preview.value !== undefined ? <Sound made={preview.value.made} /> : <span />}
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}
