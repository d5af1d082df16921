import type { AirClass } from '../broadcast/rules.ts';
import type { Sentence } from '../ports/device.ts';
import type { Airing, Outcome } from './rules.ts';

const CLASS_WORDS: Readonly<Record<AirClass, Sentence>> = {
  emergency: { zh: '紧急广播', en: 'an emergency announcement' },
  'lost-person': { zh: '寻人', en: 'a lost-person call' },
  'lost-object': { zh: '寻物', en: 'a lost-object call' },
  scheduled: { zh: '定时广播', en: 'a scheduled announcement' },
  service: { zh: '服务广播', en: 'a service announcement' },
  promotion: { zh: '其他商户广播', en: 'another promotion' },
};

/** Whether a stored word is a class of announcements. */
export function isAirClass(word: string | null): word is AirClass {
  return word !== null && Object.hasOwn(CLASS_WORDS, word);
}

const GAVE_WAY = new Set(['air/cut-by-higher', 'air/waited-too-long', 'air/expired', 'air/busy', 'air/queue-full']);
const BY_HAND = new Set(['air/stopped', 'air/withdrawn']);
const BY_FIRE = new Set(['air/fire-contact', 'air/muted', 'audio/muted']);
const OFF = new Set(['air/restart', 'air/interrupted', 'promotion/missed']);

/** Why an airing was not heard, for the shop and the desk. */
export function lostSentence({ code, gaveWayTo }: Pick<Airing, 'code' | 'gaveWayTo'>): Sentence {
  if (code === null) return { zh: '没有播完', en: 'not heard to the end' };
  if (GAVE_WAY.has(code)) {
    const to = gaveWayTo === null ? { zh: '更要紧的广播', en: 'a more urgent announcement' } : CLASS_WORDS[gaveWayTo];
    return { zh: `让给了${to.zh}`, en: `gave way to ${to.en}` };
  }
  if (BY_HAND.has(code)) return { zh: '被人工停播', en: 'stopped by hand' };
  if (BY_FIRE.has(code)) return { zh: '消防联动静音', en: 'muted by the fire contact' };
  if (OFF.has(code)) return { zh: '当时广播没有开', en: 'the public address was off' };
  return { zh: '广播设备故障', en: 'the public address failed' };
}

/** How it went so far: “播了 5 / 6 次，1 次让给了寻人”. */
export function outcomeOf(asked: number, airings: readonly Airing[]): Outcome {
  const heard = airings.filter(({ state }) => state === 'heard').length;
  const toCome = airings.filter(({ state }) => state === 'planned' || state === 'sent').length;
  const lost = airings.filter(({ state }) => state === 'lost');
  const whys = new Map<string, { says: Sentence; count: number }>();
  for (const one of lost) {
    const says = lostSentence(one);
    whys.set(says.zh, { says, count: (whys.get(says.zh)?.count ?? 0) + 1 });
  }
  const madeUp = airings.filter(({ state, makesUp }) => state === 'heard' && makesUp !== null).length;
  const parts: Sentence[] = [{ zh: `播了 ${heard} / ${asked} 次`, en: `Aired ${heard} of ${asked}` }];
  for (const { says, count } of whys.values()) parts.push({ zh: `${count} 次${says.zh}`, en: `${count} × ${says.en}` });
  if (madeUp > 0) parts.push({ zh: `补播了 ${madeUp} 次`, en: `${madeUp} made up for` });
  return {
    asked,
    heard,
    toCome,
    lost: lost.length,
    says: { zh: parts.map(({ zh }) => zh).join('，'), en: parts.map(({ en }) => en).join(', ') },
  };
}
