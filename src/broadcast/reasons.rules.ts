import type { Sentence } from '../ports/device.ts';

const REASONS = {
  'air/stopped': { zh: '有人按了停播。', en: 'Somebody pressed stop.' },
  'air/withdrawn': { zh: '出声前撤回了。', en: 'It was taken back before it was heard.' },
  'air/found': { zh: '已经找到，后面的不再播。', en: 'Found. The rest was not aired.' },
  'air/closed': { zh: '登记已结束，后面的不再播。', en: 'The record was closed. The rest was not aired.' },
  'air/cut-by-higher': {
    zh: '让给了更要紧的广播。需要的话请重播。',
    en: 'It gave way to a more urgent announcement. Air it again if needed.',
  },
  'air/waited-too-long': {
    zh: '前面一直在播，等得太久，没有播。还需要的话请重播。',
    en: 'It waited too long for its turn and was not aired. Air it again if it is still needed.',
  },
  'air/restart': {
    zh: '服务重新启动，广播中断，没有自动重播。需要的话请重播。',
    en: 'The service restarted in the middle. Nothing was aired again by itself. Air it again if needed.',
  },
  'air/other-emergency': {
    zh: '改播了另一条紧急广播。',
    en: 'Another emergency announcement took its place.',
  },
  'air/fire-contact': {
    zh: '消防触点动作，广播立即静音。恢复后需要的话请重播。',
    en: 'The fire contact closed and everything was muted. Air it again after the release if needed.',
  },
  'live/hand-lost': {
    zh: '喊话的屏幕没有反应了，话筒已自动关上。要说的话请再按住说一遍。',
    en: 'The screen of the talk did not answer any more and the microphone was closed. Hold the key and say it again.',
  },
  'live/unsaid': {
    zh: '提示音还没响完就松手了，没有讲话。',
    en: 'The key was let go before the chime had ended; nothing was said.',
  },
  'air/failed': {
    zh: '广播设备出错，没有播完。请看“设备”，修好后重播。',
    en: 'The public address failed. Look at Devices, then air it again.',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

const NOT_SPOKEN = {
  zh: '念不出来，只放了提示音。请用话筒喊话。',
  en: 'The words could not be spoken; only a tone was heard. Use the microphone.',
};
const NOT_PLAYED = {
  zh: '录音放不出来，只放了提示音。请用话筒喊话。',
  en: 'The recording could not be played; only a tone was heard. Use the microphone.',
};

/** What a clerk reads when a tone was heard in place of the words. @param code of the device: `speech/…` or `recording/…` */
export function unsaidSentence(code: string): Sentence {
  return code.startsWith('recording/') ? NOT_PLAYED : NOT_SPOKEN;
}

/** What a clerk reads for a reason; `undefined` for a code of the device, which brings its own sentence. */
export function reasonSentence(code: string): Sentence | undefined {
  const known: Readonly<Record<string, Sentence>> = REASONS;
  return known[code];
}
