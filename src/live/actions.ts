import { announcementOf, announcementsOf, currentAir, sendToAir, stopOne } from '../broadcast/actions.ts';
import type { AnnouncementView } from '../broadcast/rules.ts';
import type { Acted, Command, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { AirEvent, Zone } from '../ports/public-address.ts';
import { type Live, type LiveParts, liveRulesOf, type Talk } from './live-room.ts';
import { LIMIT_REACHED, LIVE_CLASS, LIVE_SOURCE, type LiveView, refusalOf, warningsOf } from './rules.ts';

export type { Live } from './live-room.ts';

/** How loud it is on the air is told this often while somebody talks. */
const LEVEL_EVERY_MS = 100;
const ENDED = ['completed', 'cut', 'withdrawn', 'expired', 'failed', 'interrupted'];

/** Opens the room. A talk that a restart found waiting is taken back: the hand that held the key is gone. */
export function openLive(desk: Desk, parts: LiveParts): Live {
  const { broadcast, publicAddress } = parts;
  const live: Live = {
    ...parts,
    desk,
    now: { talk: undefined, last: undefined },
    air: () => currentAir(broadcast),
    stop() {
      for (const off of offs) off();
      live.now.talk?.cancelWatch();
      cancelLevel();
    },
  };
  let cancelLevel = (): void => undefined;
  const tellLevel = (): void => {
    desk.announce({ name: 'live-level', payload: { level: publicAddress.level().speech } });
    cancelLevel = desk.clock.after(LEVEL_EVERY_MS, tellLevel);
  };
  for (const one of announcementsOf(broadcast, LIVE_SOURCE))
    if (one.state === 'queued' || one.state === 'armed') takeBack(live, one.id);
  const offs = [
    publicAddress.onEvent((event) => {
      deviceTold(live, event);
      cancelLevel();
      if (live.now.talk?.state === 'ready') tellLevel();
    }),
    publicAddress.onHealth(() => publish(live)),
    broadcast.onAnnouncement((one) => {
      announcementTold(live, one);
      if (live.now.talk === undefined) cancelLevel();
      publish(live);
    }),
  ];
  return live;
}

/** What the page shows. */
export function liveView(live: Live): LiveView {
  const { talk, last } = live.now;
  const { faults } = live.publicAddress.health();
  const limitMs = liveRulesOf(live).talkLimitSeconds.value * 1000;
  const { readyAtMs } = talk ?? {};
  return {
    talk:
      talk === undefined
        ? null
        : {
            id: talk.id,
            state: talk.state,
            holder: talk.holder,
            leftMs: readyAtMs === undefined ? null : Math.max(0, readyAtMs + limitMs - live.desk.clock.monotonicMs()),
          },
    busy: talk === undefined ? (refusal(live)?.says ?? null) : null,
    warnings: warningsOf(faults),
    last: last ?? null,
    limitMs,
  };
}

/** The zones an announcement may be aired in; none: it is heard everywhere. */
export function zonesOf({ publicAddress }: Pick<Live, 'publicAddress'>): readonly Zone[] {
  return publicAddress.zones ?? [];
}

/**
 * Somebody presses the key: chime, then the microphone, for as long as {@link hold} is heard. Refused at once where it would have to wait for
 * something as urgent or more.
 * @throws DeskError `live/held`, `live/busy`, `air/zone`, `microphone/…`, `air/muted`
 */
export function press(live: Live, command: Command, zones: readonly string[]): Acted<{ announcementId: string }> {
  return live.desk.act(command, 'live/press', (change) => {
    if (live.now.talk !== undefined) throw held();
    const refused = refusal(live);
    if (refused !== undefined) throw new DeskError('wrong-state', refused.code, refused.says);
    const { talkLimitSeconds, mayWaitSeconds } = liveRulesOf(live);
    const { id } = command;
    change.record({ kind: 'live/pressed', subject: `announcement:${id}`, body: { zones: [...zones] } });
    change.afterCommit(() => {
      live.now.last = undefined;
      live.now.talk = {
        id,
        holder: change.actor,
        state: 'waiting',
        readyAtMs: undefined,
        letGo: false,
        cancelWatch() {},
      };
      watch(live, live.now.talk);
    });
    sendToAir(live.broadcast, change, {
      id,
      class: LIVE_CLASS,
      title: { zh: '话筒喊话', en: 'Live talk' },
      parts: [{ kind: 'chime' }, { kind: 'live', limitMs: talkLimitSeconds.value * 1000 }],
      times: 1,
      gapMs: 0,
      zones,
      source: LIVE_SOURCE,
      airAtMs: change.at.wallMs,
      expiresAtMs: change.at.wallMs + mayWaitSeconds.value * 1000,
    });
    change.afterCommit(() => publish(live));
    return { announcementId: id };
  });
}

/** The key is still held: to be heard every half second. @throws DeskError `live/ended` when it is not live any more, `air/unknown` */
export function hold(live: Live, id: string): LiveView {
  const { talk } = live.now;
  announcementOf(live.broadcast, id);
  if (talk?.id !== id || talk.letGo) throw ended();
  watch(live, talk);
  return liveView(live);
}

/** The hand has left the key. Answers also when the talk had ended by itself. @throws DeskError `air/unknown` */
export function release(live: Live, command: Command, id: string): Acted<{ released: boolean }> {
  return live.desk.act(command, 'live/release', (change) => {
    const { talk } = live.now;
    announcementOf(live.broadcast, id);
    const released = talk?.id === id && !talk.letGo;
    change.record({ kind: 'live/released', subject: `announcement:${id}`, body: { released } });
    if (released) change.afterCommit(() => letGo(live, talk, undefined));
    return { released };
  });
}

function refusal(live: Live) {
  const { microphone } = live.publicAddress;
  return refusalOf(live.air(), microphone !== undefined, live.publicAddress.health().faults);
}

/** Without a word from the screen the hand is gone. */
function watch(live: Live, talk: Talk): void {
  talk.cancelWatch();
  talk.cancelWatch = live.desk.clock.after(liveRulesOf(live).handLostMs.value, () => {
    try {
      live.desk.change('system', (change) => {
        change.record({ kind: 'live/hand-lost', subject: `announcement:${talk.id}`, body: {} });
      });
    } catch (error) {
      // The microphone is closed also when it cannot be written down.
      live.report(error);
    }
    letGo(live, talk, 'live/hand-lost');
  });
}

/** @param code why, where it was not the hand */
function letGo(live: Live, talk: Talk, code: string | undefined): void {
  talk.letGo = true;
  talk.cancelWatch();
  const { publicAddress, report } = live;
  // Before it is on the air there is nothing to end but the announcement itself.
  if (talk.state === 'waiting') takeBack(live, talk.id);
  else if (code === undefined) publicAddress.endLive().catch(report);
  else publicAddress.stopAnnouncement(code).catch(report);
  publish(live);
}

function takeBack(live: Live, id: string): void {
  try {
    stopOne(live.broadcast, { id: `${id}:back`, actor: 'system', request: null }, id);
  } catch (error) {
    if (!(error instanceof DeskError)) live.report(error);
  }
}

function deviceTold({ now, desk, ...live }: Live, event: AirEvent): void {
  const { talk } = now;
  if (talk === undefined || !('id' in event) || event.id !== talk.id) return;
  if (event.type === 'airStarted') talk.state = 'chime';
  if (event.type === 'liveOpened') {
    talk.state = 'ready';
    talk.readyAtMs = desk.clock.monotonicMs();
  }
  publish({ now, desk, ...live });
}

function announcementTold(live: Live, one: AnnouncementView): void {
  const { talk } = live.now;
  if (talk?.id !== one.id) return;
  if (ENDED.includes(one.state)) {
    talk.cancelWatch();
    live.now.talk = undefined;
    const byHand = talk.letGo && one.code !== 'live/hand-lost';
    const says = one.state === 'completed' ? LIMIT_REACHED : one.says;
    if (!byHand && says !== null) live.now.last = { id: one.id, says };
  }
}

function publish(live: Live): void {
  live.desk.announce({ name: 'live', payload: liveView(live) });
}

function held(): DeskError {
  return new DeskError('wrong-state', 'live/held', {
    zh: '已经有人按住话筒在喊话，等他松手再按。',
    en: 'Somebody is holding the key already. Wait until they let go.',
  });
}

function ended(): DeskError {
  return new DeskError('wrong-state', 'live/ended', {
    zh: '这次喊话已经结束了。要再说请松手重按。',
    en: 'This talk has ended. Let go and press again to go on.',
  });
}
