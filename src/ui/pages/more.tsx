import './more.css';
import { desk } from '../desk/desk.ts';
import { type IconName, type LampState, Sheet, Tile } from '../kit/kit.ts';
import { type PlainKey, t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { lampOf } from './home.tsx';

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly word: PlainKey;
  readonly note?: string | undefined;
  readonly lamp?: LampState | undefined;
}

function entries(): readonly Entry[] {
  const view = desk.value;
  const devices = view?.devices ?? [];
  const state = lampOf(devices);
  const trouble = devices.flatMap((device) => device.faults)[0];
  const agrees = view === undefined || view.deposit.balanceFen === view.deposit.expectedFen;
  const papers = view?.papersWaiting ?? 0;
  return [
    { href: '/strollers', icon: 'stroller', word: 'more.strollers' },
    { href: '/stock', icon: 'umbrella', word: 'more.stock' },
    {
      href: '/money',
      icon: 'purse',
      word: 'more.money',
      note: t(agrees ? 'more.purseOk' : 'more.purseOff'),
      lamp: agrees ? undefined : 'need',
    },
    { href: '/receipts', icon: 'receipt', word: 'more.receipts' },
    {
      href: '/attendance',
      icon: 'calendar',
      word: 'more.attendance',
      note: view && t('more.onDuty', { n: view.onDuty.length }),
    },
    { href: '/forms', icon: 'copy', word: 'more.forms' },
    { href: '/post-room', icon: 'post', word: 'more.postRoom' },
    { href: '/roster', icon: 'users', word: 'more.roster' },
    { href: '/staff', icon: 'user', word: 'more.staff' },
    {
      href: '/papers',
      icon: 'printer',
      word: 'more.papers',
      ...(papers > 0 ? { note: t('more.papersWaiting', { n: papers }), lamp: 'wait' as const } : {}),
    },
    {
      href: '/devices',
      icon: 'reader',
      word: 'more.devices',
      note: trouble === undefined ? t('more.devicesOk') : say(trouble.says),
      lamp: state === 'done' || state === 'off' ? undefined : state,
    },
    { href: '/journal', icon: 'book', word: 'more.journal' },
    { href: '/retention', icon: 'shred', word: 'more.retention' },
    { href: '/bench', icon: 'flask', word: 'more.bench' },
  ];
}

/** The rest of the desk, one key each. */
export function MorePage() {
  return (
    <Sheet title={t('more.title')} stage="tiles">
      {entries().map(({ href, icon, word, note, lamp }) => (
        <Tile
          key={href}
          href={href}
          icon={icon}
          label={t(word)}
          note={note ?? ''}
          {...(lamp === undefined ? {} : { lamp })}
        />
      ))}
    </Sheet>
  );
}
