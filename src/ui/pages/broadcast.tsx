import './broadcast.css';
import { useEffect } from 'preact/hooks';
import { mayDo, session } from '../desk/desk.ts';
import { Button, Empty, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { OnAirSheet } from './broadcast-air.tsx';
import { BoardSheet } from './broadcast-board.tsx';
import { ArmedSheet, CheckSheet } from './broadcast-check.tsx';
import { ApproveSheet, DetailsSheet } from './broadcast-details.tsx';
import { ObjectFormSheet, PersonFormSheet } from './broadcast-form.tsx';
import { HandOverSheet } from './broadcast-hand-over.tsx';
import { LiveSheet } from './broadcast-live.tsx';
import { LogSheet } from './broadcast-log.tsx';
import { MusicSheet } from './broadcast-music.tsx';
import { NoticeSheet } from './broadcast-notice.tsx';
import { OpenCallSheet } from './broadcast-open-call.tsx';
import { QueuedSheet } from './broadcast-queued.tsx';
import {
  airNow,
  calls,
  clearedFor,
  clearForm,
  type FormKind,
  followAir,
  fresh,
  loadCalls,
  steps,
} from './broadcast-state.ts';
import { WordsSheet } from './broadcast-words.tsx';
import { TracksSheet } from './music-tracks.tsx';

const places = [
  ['tab.person', '/broadcast'],
  ['tab.object', '/broadcast/object'],
  ['tab.service', '/broadcast/notice'],
  ['tab.music', '/broadcast/music'],
  ['tab.board', '/broadcast/board'],
] as const;

function tabsAt(current: string): Tab[] {
  return places.map(([key, href]) => ({ label: w(key), href, current: href === current }));
}

/** Calls for a lost person. */
export const LostPersonPage = () => <CallPage kind="lost-person" href="/broadcast" />;
/** Calls for a lost object. */
export const LostObjectPage = () => <CallPage kind="lost-object" href="/broadcast/object" />;
/** Announcements in the desk's own words. */
export const NoticePage = () => <CallPage kind="service" href="/broadcast/notice" />;

/** What is on the air, what comes next, and how loud it is: readable across the room. */
export function BoardPage() {
  useEffect(followAir, []);
  return <BoardSheet tabs={tabsAt('/broadcast/board')} />;
}

/** The live microphone, and recordings made at the desk. */
export const LivePage = () => <LiveSheet tabs={tabsAt('/broadcast/board')} />;

/** The background music. */
export function MusicPage() {
  useEffect(followAir, []);
  return <MusicSheet tabs={tabsAt('/broadcast/music')} />;
}

/** Every track of the music folder. */
export const TracksPage = () => <TracksSheet tabs={tabsAt('/broadcast/music')} />;

/** What was aired, and what was meant to be. */
export function AirLogPage() {
  useEffect(followAir, []);
  const tabs = tabsAt('/broadcast/board');
  return session.value === null ? <Gate tabs={tabs} /> : <LogSheet tabs={tabs} />;
}

/** How words are said. */
export function WordsPage() {
  const tabs = tabsAt('/broadcast/notice');
  if (session.value === null) return <Gate tabs={tabs} />;
  if (!mayDo('clerk', 'shift-lead', 'supervisor')) return <Gate tabs={tabs} signedIn />;
  return <WordsSheet tabs={tabs} />;
}

/** What is armed or on the air comes first, then a call that is still open, then the form. */
function CallPage({ kind, href }: { readonly kind: FormKind; readonly href: string }) {
  useEffect(followAir, []);
  const tabs = tabsAt(href);
  const now = airNow.value;
  const onAir = now?.view.onAir?.class === kind ? now.view.onAir : undefined;
  const airedId = onAir?.id;
  const airedCall = onAir?.callId ?? undefined;
  // Once it is heard, the form with its personal words is done with.
  useEffect(() => {
    if (airedId === undefined || airedId === clearedFor.value) return;
    clearedFor.value = airedId;
    // A new form begun while the last call is still being repeated is kept.
    if (!fresh.value[kind]) clearForm(kind);
    loadCalls().catch(() => undefined);
  }, [airedId, kind]);
  const armed = now?.view.armed;
  if (armed?.class === kind && armed.follows === null && now !== undefined) {
    return <ArmedSheet tabs={tabs} kind={kind} armed={armed} atMs={now.atMs} />;
  }
  const free = fresh.value[kind];
  const queued = now?.view.queue.find((entry) => entry.class === kind && entry.state === 'queued');
  if (queued !== undefined && onAir === undefined && now !== undefined && !free) {
    return <QueuedSheet tabs={tabs} kind={kind} entry={queued} view={now.view} />;
  }
  const mine = calls.value.filter((call) => call.kind === kind);
  const found = mine.find((call) => call.state === 'found' && call.handOver === null);
  // While the staff hear that it is over, the desk hands over and goes on.
  const over = mine.some((call) => call.state === 'found' && call.id === onAir?.callId);
  if (onAir !== undefined && now !== undefined && !free && !over) {
    return (
      <OnAirSheet
        tabs={tabs}
        kind={kind}
        onAir={onAir}
        added={now.view.queue.find((entry) => entry.follows === onAir.id)?.times ?? 0}
        atMs={now.atMs}
      />
    );
  }
  if (session.value === null) return <Gate tabs={tabs} />;
  if (!mayDo('clerk', 'shift-lead', 'supervisor')) return <Gate tabs={tabs} signedIn />;
  const open = mine.find((call) => call.state === 'open' && call.id !== airedCall);
  if (found !== undefined && !free) return <HandOverSheet key={found.id} tabs={tabs} call={found} />;
  if (open !== undefined && !free) return <OpenCallSheet tabs={tabs} call={open} />;
  return <FormOf kind={kind} tabs={tabs} />;
}

function FormOf({ kind, tabs }: { readonly kind: FormKind; readonly tabs: readonly Tab[] }) {
  const step = steps.value[kind];
  if (step === 'check') return <CheckSheet kind={kind} tabs={tabs} />;
  if (kind === 'service') return <NoticeSheet tabs={tabs} />;
  if (step === 'more') return <DetailsSheet kind={kind} tabs={tabs} />;
  if (step === 'approve') return <ApproveSheet tabs={tabs} />;
  return kind === 'lost-person' ? <PersonFormSheet tabs={tabs} /> : <ObjectFormSheet tabs={tabs} />;
}

function Gate({ tabs, signedIn = false }: { readonly tabs: readonly Tab[]; readonly signedIn?: boolean }) {
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast"
      acts={
        <Button look="main" icon="user" push href="/sign-in">
          {w('gate.signIn')}
        </Button>
      }
    >
      <Empty icon="horn">{w(signedIn ? 'gate.post' : 'gate.text')}</Empty>
    </Sheet>
  );
}
