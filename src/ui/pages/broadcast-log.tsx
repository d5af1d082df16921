import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AnnouncementState, AnnouncementView } from '../../broadcast/rules.ts';
import { get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { dateLine, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, type LampState, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { language, say } from '../words/words.ts';
import { airNow } from './broadcast-state.ts';

const page = 20;
const lamps: Readonly<Record<AnnouncementState, LampState>> = {
  armed: 'wait',
  queued: 'wait',
  'on-air': 'wait',
  completed: 'done',
  cut: 'wait',
  withdrawn: 'off',
  expired: 'need',
  failed: 'need',
  interrupted: 'need',
};

/** Every item that aired or was meant to, newest first. */
export function LogSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const rows = useSignal<readonly AnnouncementView[] | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const more = useSignal(true);
  const toldAt = airNow.value?.atMs;
  const load = (before?: number): void => {
    get<AnnouncementView[]>(`/api/air/log?limit=${page}${before === undefined ? '' : `&before=${before}`}`).then(
      (found) => {
        rows.value = before === undefined ? found : [...(rows.value ?? []), ...found];
        more.value = found.length === page;
        failed.value = undefined;
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  };
  useEffect(() => load(), [toldAt]);
  const oldest = rows.value?.at(-1)?.requestedAtMs;
  return (
    <Sheet
      tabs={tabs}
      stage={`broadcast log ${rows.value?.length === 0 ? '' : 'scroll'}`}
      acts={more.value && oldest !== undefined && <Button onPress={() => load(oldest)}>{w('log.older')}</Button>}
    >
      <ErrorLine error={failed.value} onRetry={() => load()} />
      {rows.value?.length === 0 && <Empty icon="horn">{w('log.empty')}</Empty>}
      <ul class="rows">
        {(rows.value ?? []).map((row, at, all) => (
          <Row key={row.id} row={row} dated={at === 0 || dayOf(row) !== dayOf(all[at - 1])} />
        ))}
      </ul>
    </Sheet>
  );
}

const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';
const dayOf = (row: AnnouncementView | undefined): string =>
  row === undefined ? '' : dateLine(row.requestedAtMs, zone(), language.value);

function Row({ row, dated }: { readonly row: AnnouncementView; readonly dated: boolean }) {
  const words = row.parts.flatMap((part) => (part.kind === 'speech' ? [part.text] : []))[0] ?? '';
  return (
    <>
      {dated && <li class="day label">{dayOf(row)}</li>}
      <li class="row">
        <time>{timeOfDay(row.requestedAtMs, zone())}</time>
        <Lamp state={row.code === 'air/found' ? 'done' : lamps[row.state]} />
        <div>
          <b>{say(row.title)}</b> {w(`log.${row.state}`, { n: row.rounds })}
          {row.says !== null && row.state !== 'on-air' && <span class="why">{say(row.says)}</span>}
          <span class="label words">{words}</span>
        </div>
      </li>
    </>
  );
}
