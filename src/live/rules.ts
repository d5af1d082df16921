import type { AirClass, AirView } from '../broadcast/rules.ts';
import type { DeviceFault, Sentence } from '../ports/device.ts';

/** `waiting`: for the air or the microphone. `chime`: everybody hears the chime. `ready`: everybody hears the microphone. */
export type TalkState = 'waiting' | 'chime' | 'ready';

/** Somebody holds the key. */
export interface TalkView {
  /** Its announcement. */
  readonly id: string;
  readonly state: TalkState;
  /** `staff:12`. */
  readonly holder: string;
  /** Until the microphone closes by itself, when this was written; null before it is open. */
  readonly leftMs: number | null;
}

/** What the page of the microphone shows. */
export interface LiveView {
  readonly talk: TalkView | null;
  /** Why the key would be refused now; null: it would not. */
  readonly busy: Sentence | null;
  /** Troubles of the microphone that do not keep it off the air. */
  readonly warnings: readonly Sentence[];
  /** How the last talk ended, where not by the hand that held the key. */
  readonly last: { readonly id: string; readonly says: Sentence } | null;
  readonly limitMs: number;
}

/** The class of what is said live. */
export const LIVE_CLASS = 'service';
/** What is less urgent than it. */
const GIVES_WAY: readonly AirClass[] = ['promotion'];
/** What the log shows as its source. */
export const LIVE_SOURCE = 'live';

/** How a talk ends that nobody ends. */
export const LIMIT_REACHED: Sentence = {
  zh: '到时间了，话筒已关上。还要说请重按。',
  en: 'The time is over and the microphone was closed. Press again to go on.',
};

const NONE: Sentence = {
  zh: '没有接话筒。请在配置里填写话筒，或用文字播报。',
  en: 'There is no microphone. Name one in the configuration, or air it as text.',
};
const MUTED: Sentence = {
  zh: '消防联动：广播已静音，现在不能喊话。',
  en: 'Fire contact: the public address is muted. Nobody can talk now.',
};

/** What keeps a sound from being heard at all. */
const STOPS = ['audio/sink-dead', 'audio/worker-dead', 'microphone/dead', 'microphone/hangs'];

/** Why a press of the key would be refused now: something as urgent or more is on the air or about to be, or the microphone does not work. */
export function refusalOf(
  air: Pick<AirView, 'onAir' | 'queue' | 'muted'>,
  microphone: boolean,
  faults: readonly DeviceFault[],
): { readonly code: string; readonly says: Sentence } | undefined {
  if (!microphone) return { code: 'microphone/none', says: NONE };
  if (air.muted !== null) return { code: 'air/muted', says: MUTED };
  const fault = faults.find(({ code }) => STOPS.includes(code));
  if (fault !== undefined) return { code: fault.code, says: fault.says };
  const urgent = (of: AirClass) => !GIVES_WAY.includes(of);
  if (air.onAir !== null && urgent(air.onAir.class)) return { code: 'live/busy', says: onAirSays(air.onAir.title) };
  const next = air.queue.find((one) => urgent(one.class));
  return next === undefined ? undefined : { code: 'live/busy', says: nextSays(next.title) };
}

/** A trouble of the microphone that is worth a word while somebody talks. */
export function warningsOf(faults: readonly DeviceFault[]): readonly Sentence[] {
  return faults
    .filter(({ code }) => code === 'microphone/silent' || code === 'audio/not-heard')
    .map(({ says }) => says);
}

function onAirSays({ zh, en }: Sentence): Sentence {
  return { zh: `正在播“${zh}”，播完才能喊话。`, en: `"${en}" is on the air. Talk when it has ended.` };
}

function nextSays({ zh, en }: Sentence): Sentence {
  return { zh: `马上要播“${zh}”，播完才能喊话。`, en: `"${en}" is about to be aired. Talk when it has ended.` };
}
