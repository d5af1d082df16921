import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import type { AirClass, AnnouncementState, AnnouncementView } from './rules.ts';

/** The classes by their names. */
export const CLASS_NAMES: Readonly<Record<AirClass, Sentence>> = {
  emergency: { zh: '紧急', en: 'Emergency' },
  'lost-person': { zh: '寻人', en: 'Lost person' },
  'lost-object': { zh: '寻物', en: 'Lost object' },
  scheduled: { zh: '定时', en: 'Scheduled' },
  service: { zh: '服务', en: 'Service' },
  promotion: { zh: '商户', en: 'Shop' },
};

/** What became of an announcement, as the log sorts it. `dropped`: it was to be heard and was not, or not to its end, and nobody chose so. */
export const OUTCOMES = {
  waiting: ['armed', 'queued', 'on-air'],
  aired: ['completed'],
  cut: ['cut'],
  withdrawn: ['withdrawn'],
  dropped: ['expired', 'failed', 'interrupted'],
} as const satisfies Readonly<Record<string, readonly AnnouncementState[]>>;
export type Outcome = keyof typeof OUTCOMES;

/** What the log is searched by; what is absent is not asked for. */
export interface LogSearch {
  /** A piece of what was said, of the title, or the number of a call. */
  readonly text?: string | undefined;
  readonly class?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Who asked, approved or ended: `staff:12`. */
  readonly person?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

/** Where a page of the log begins: behind this line. */
export interface LogPlace {
  readonly atMs: number;
  readonly id: string;
}

/** Somebody or something that asked, approved or ended. */
export interface LogActor {
  readonly actor: string;
  /** Of a person; the screen covers it when nobody is signed in. */
  readonly name: string | null;
  readonly staffNo: string | null;
  /** What is no person, in words. */
  readonly says: Sentence;
}

/** One line of the log. */
export interface LogLine extends AnnouncementView {
  /** The number of its call. */
  readonly number: string | null;
  /** Names of its zones; empty: everywhere. */
  readonly heardIn: readonly Sentence[];
  readonly outcome: Outcome;
  /** What became of it, in words. */
  readonly told: Sentence;
  readonly asked: LogActor;
  readonly approved: LogActor | null;
  readonly ended: LogActor | null;
  /** Who has taken note that it was not heard. */
  readonly noted: { readonly by: LogActor; readonly atMs: number } | null;
  /** How it can be sent to the air once more: with its call, by itself, or not from here. */
  readonly again: 'call' | 'itself' | null;
}

/** A stretch of time in which it was heard. */
export interface Stretch {
  readonly startedAtMs: number;
  /** Null: it is being heard, or nobody saw it end. */
  readonly endedAtMs: number | null;
  readonly ending: 'completed' | 'cut' | 'failed' | 'interrupted' | null;
  readonly says: Sentence | null;
  readonly endedBy: LogActor | null;
  /** Of the whole announcement, heard to the end by then. */
  readonly rounds: number;
  /** Below its full level; 0: full. */
  readonly db: number;
}

/** One item with everything that is known of it. */
export interface LogItem extends LogLine {
  readonly stretches: readonly Stretch[];
  readonly journal: readonly {
    readonly seq: number;
    readonly atMs: number;
    readonly kind: string;
    readonly by: LogActor;
  }[];
}

/** What was dropped and nobody has taken note of. */
export interface Unheard {
  readonly count: number;
  readonly lines: readonly LogLine[];
}

export function outcomeOf(state: AnnouncementState): Outcome {
  switch (state) {
    case 'armed':
    case 'queued':
    case 'on-air':
      return 'waiting';
    case 'completed':
      return 'aired';
    case 'cut':
    case 'withdrawn':
      return state;
    case 'expired':
    case 'failed':
    case 'interrupted':
      return 'dropped';
  }
}

/** What became of an announcement, without names: those stand beside it and may have to be covered. */
export function toldOf(one: Pick<AnnouncementView, 'state' | 'code' | 'rounds' | 'times' | 'startedAtMs'>): Sentence {
  const { state, code, rounds, times } = one;
  const heard = { zh: `播完 ${rounds} 遍`, en: `${rounds} of ${times} aired` };
  const partly = rounds > 0 ? { zh: `，播完 ${rounds} 遍`, en: `, ${rounds} of ${times} aired` } : { zh: '', en: '' };
  const never = one.startedAtMs === null;
  switch (state) {
    case 'armed':
      return { zh: '马上播', en: 'about to air' };
    case 'queued':
      return { zh: `排队${partly.zh}`, en: `waiting${partly.en}` };
    case 'on-air':
      return { zh: '正在播', en: 'on the air' };
    case 'completed':
      // Why its words could not be said.
      if (code !== null)
        return { zh: '只放了提示音，话没有念出来', en: 'chime and tone only, its words were not said' };
      return { zh: heard.zh, en: rounds === 1 ? 'aired once' : `aired ${rounds} times` };
    case 'cut':
      if (code === 'air/found') return { zh: `找到了${partly.zh}`, en: `found${partly.en}` };
      if (code === 'air/closed') return { zh: `不找了${partly.zh}`, en: `closed${partly.en}` };
      return rounds === 0
        ? { zh: '中断，一遍没播完', en: 'cut before one round was over' }
        : { zh: `中断，${times} 遍播完 ${rounds} 遍`, en: `cut, ${rounds} of ${times} aired` };
    case 'withdrawn':
      return never
        ? { zh: '撤回，没有播', en: 'taken back, not aired' }
        : { zh: `撤回${partly.zh}`, en: `taken back${partly.en}` };
    case 'expired':
      return never
        ? { zh: '等得太久，没有播', en: 'waited too long, not aired' }
        : { zh: `等得太久，没有接着播${partly.zh}`, en: `waited too long, not gone on with${partly.en}` };
    case 'failed':
      return never
        ? { zh: '没有播出去', en: 'could not be aired' }
        : { zh: `出错，没有播完${partly.zh}`, en: `failed${partly.en}` };
    case 'interrupted':
      return never
        ? { zh: '服务重启，没有播', en: 'not aired: the service restarted' }
        : { zh: `服务重启时断了${partly.zh}`, en: `cut by a restart${partly.en}` };
  }
}

/** Who or what that is in words; a person is named by the caller. */
export function actorInWords(actor: string): Sentence {
  const [kind = ''] = actor.split(':');
  switch (kind) {
    case 'screen':
      return { zh: '没有登录的人', en: 'somebody not signed in' };
    case 'staff':
      return { zh: '员工', en: 'an employee' };
    case 'announcement':
      return { zh: '更要紧的广播', en: 'a more urgent announcement' };
    case 'device':
      return { zh: '设备', en: 'the device' };
    default:
      return { zh: '系统', en: 'the desk itself' };
  }
}

/** A person with number, anything else in words. */
export function actorLine({ name, staffNo, says }: LogActor, language: 'zh' | 'en'): string {
  return name === null ? says[language] : [name, staffNo].filter(Boolean).join(' ');
}

/** The words of one round as they were to be said, a sentence for each language; recordings and the microphone are named. */
export function wordsOf(parts: readonly AnnouncementPart[], language: 'zh' | 'en' = 'zh'): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'speech') return [part.text];
    if (part.kind === 'recording')
      return [language === 'zh' ? `录音 ${part.recording}` : `Recording ${part.recording}`];
    return part.kind === 'live' ? [language === 'zh' ? '麦克风' : 'Microphone'] : [];
  });
}

/**
 * Takes a person's name out of what is written down for others. It stays where it was heard by the whole plaza: until a round was heard to its
 * end nobody can say that it was.
 */
export function withoutName(
  text: string,
  name: string | undefined,
  rounds: number,
  language: 'zh' | 'en' = 'zh',
): string {
  if (name === undefined || name === '' || rounds > 0) return text;
  return text.replaceAll(name, language === 'zh' ? '（姓名）' : '(name)');
}

/** How it can be sent to the air once more. What has rules of its own (an emergency, a promotion) or was spoken live is not sent from the log. */
export function againOf(
  one: Pick<AnnouncementView, 'state' | 'class' | 'callId' | 'parts'>,
  callOpen: boolean,
): LogLine['again'] {
  if (outcomeOf(one.state) !== 'dropped') return null;
  if (one.callId !== null) return callOpen ? 'call' : null;
  if (one.parts.some(({ kind }) => kind === 'live')) return null;
  return one.class === 'service' || one.class === 'scheduled' ? 'itself' : null;
}
