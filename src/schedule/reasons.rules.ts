import type { Sentence } from '../ports/device.ts';

const SENTENCES: Readonly<Record<string, Sentence>> = {
  'schedule/service-off': {
    zh: '到点时服务没有开着。',
    en: 'The service was not running at that time.',
  },
  'schedule/clock-unsure': {
    zh: '到点时时钟没有校准，没有自动播。',
    en: 'The clock was not trusted at that time, so nothing went on the air by itself.',
  },
  'schedule/clock-jumped': {
    zh: '时钟被拨过，跳过了这个时间。',
    en: 'The clock was moved past that time.',
  },
  'air/muted': {
    zh: '到点时消防联动静音。',
    en: 'A fire contact held the public address silent at that time.',
  },
  'air/queue-full': {
    zh: '到点时排队的广播太多。',
    en: 'Too many announcements were waiting at that time.',
  },
  'air/zone': {
    zh: '要播的分区已经没有了，请改这一条的分区。',
    en: 'A zone it was to be heard in is there no more. Change the zones of this item.',
  },
  'air/busy': {
    zh: '到点时正在播别的广播。',
    en: 'Another announcement was on the air at that time.',
  },
};

/** Why it was missed or came late, for the clerk. */
export function reasonSentence(code: string): Sentence {
  return (
    SENTENCES[code] ?? {
      zh: '到点时没能送去播出，原因在设备页。',
      en: 'It could not be sent to the air at that time. The devices page says why.',
    }
  );
}
