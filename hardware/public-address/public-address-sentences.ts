import type { Sentence } from '../../src/ports/device.ts';

const SENTENCES: Readonly<Record<string, Sentence>> = {
  'audio/sink-dead': {
    zh: '功放没声音：声音送不出去。请检查功放电源和音频线，接好后会自动恢复。',
    en: 'No sound reaches the loudspeakers. Check the amplifier’s power and the audio cable; it recovers by itself.',
  },
  'audio/worker-dead': {
    zh: '混音程序意外停止，正在自动重启，请稍后再播。',
    en: 'The mixer stopped unexpectedly and is being restarted. Try again in a moment.',
  },
  'audio/overtaken': {
    zh: '这条广播还没开始就被停止或被新的广播取代，没有播出。',
    en: 'This announcement was stopped or overtaken by a newer one before it began; it was not aired.',
  },
  'audio/muted': {
    zh: '消防联动：广播已静音，现在不能播。消防触点复位后会自动恢复。',
    en: 'Fire contact: the public address is muted and nothing can be aired. It comes back by itself when the contact is released.',
  },
  'audio/not-started': { zh: '广播设备没有启动。', en: 'The public address is not started.' },
  'audio/clip-missing': { zh: '语音已被清除，请再播一次。', en: 'The speech was no longer kept. Please air it again.' },
  'audio/failed': { zh: '广播出错，请再试一次。', en: 'The public address failed. Please try again.' },
  'audio/not-heard': {
    zh: '播了话，功放却没有回声：功放可能没开，或音量关到了零。请看功放，并重播刚才的广播。',
    en: 'Words were aired, but nothing came back from the amplifier: it may be off or turned down. Look at it, and air the last announcement again.',
  },
  'line-in/dead': {
    zh: '监听不到功放：回采声卡打不开。广播不受影响，只是不知道有没有出声。请检查回采线和声卡。',
    en: 'The amplifier cannot be listened to: the line-in card does not open. Announcements work, but whether they are heard is not known. Check its cable and card.',
  },
  'microphone/none': {
    zh: '没有接话筒。请在配置里填写话筒，或用文字播报。',
    en: 'There is no microphone. Name one in the configuration, or air it as text.',
  },
  'microphone/dead': {
    zh: '话筒没有接通，没有播出。请检查话筒的线和声卡，接好后会自动恢复。',
    en: 'The microphone cannot be reached; nothing is aired from it. Check its cable and sound card; it recovers by itself.',
  },
  'microphone/hangs': {
    zh: '话筒没有反应，没有声音传来。请把话筒拔下重插，或用文字播报。',
    en: 'The microphone does not react: no sound comes from it. Unplug it and plug it in again, or air it as text.',
  },
  'microphone/silent': {
    zh: '话筒里完全没有声音。请看话筒上的开关有没有打开。',
    en: 'There is no sound at all in the microphone. See whether its switch is on.',
  },
  'microphone/busy': {
    zh: '话筒正在用。请先结束录音或喊话，再试一次。',
    en: 'The microphone is in use. End the recording or the live talk first, then try again.',
  },
  'microphone/closed': {
    zh: '话筒还没打开就被停了，请再试一次。',
    en: 'The microphone was closed before it was open. Please try again.',
  },
  'live/unsaid': {
    zh: '提示音还没响完就松手了，没有讲话。',
    en: 'The key was let go before the chime had ended; nothing was said.',
  },
  'live/misplaced': { zh: '广播出错，请再试一次。', en: 'The public address failed. Please try again.' },
  'take/none': { zh: '现在没有在录音。', en: 'Nothing is being recorded.' },
  'music/none': {
    zh: '没有可播放的背景音乐。请把 WAV、MP3、OGG 或 FLAC 文件放进音乐文件夹。广播不受影响。',
    en: 'There is no music to play. Put WAV, MP3, OGG or FLAC files into the music folder. Announcements work.',
  },
  'music/silent': {
    zh: '背景音乐在放，却没有声音。已经换下一首试；一直没声音，就换别的音乐。请看看音乐文件。',
    en: 'Music is playing, but nothing is heard. The next track is tried, then other music. Please look at the music files.',
  },
  'music/unreadable': { zh: '有音乐文件无法播放，已跳过', en: 'Some music files cannot be played and are skipped' },
  'speech/no-engine': {
    zh: '没有安装语音程序，无法播报文字。请安装 espeak-ng，或在配置里填写语音命令。',
    en: 'No speech program is installed. Install espeak-ng, or name a speech command in the configuration.',
  },
  'speech/deadline': {
    zh: '语音程序没有在规定时间内完成，已终止。请再试一次，或用话筒播报。',
    en: 'The speech program did not finish in time and was ended. Try again, or use the microphone.',
  },
  'speech/failed': {
    zh: '语音程序出错，文字没有变成声音。请再试一次，或用话筒播报。',
    en: 'The speech program failed. Try again, or use the microphone.',
  },
  'speech/silent': {
    zh: '语音程序没有发出声音，请检查这段文字。',
    en: 'The speech program made no sound. Check the text.',
  },
  'recording/phrases': {
    zh: '有录好的词句无法播放，改由语音程序念',
    en: 'Some recorded phrases cannot be played; the speech program says them',
  },
  'recording/unreadable': { zh: '有录音文件无法播放，已跳过', en: 'Some recordings cannot be played and are skipped' },
  'recording/no-folder': {
    zh: '录音文件夹找不到，请检查配置里的 recordingsFolder',
    en: 'The folder of recordings is not there; check recordingsFolder in the configuration',
  },
  'recording/too-long': {
    zh: '这段录音超过 10 分钟，不能播，请分成几段。',
    en: 'This recording is longer than 10 minutes. Please cut it into several.',
  },
  'recording/unknown': {
    zh: '没有这段录音，可能已被删除，请另选一段。',
    en: 'There is no such recording; it may have been removed. Please choose another.',
  },
  'recording/name': {
    zh: '录音名称只能用文字、数字、空格和 . _ -，最多 80 个字。',
    en: 'A recording’s name has letters, figures, spaces and . _ -, 80 at most.',
  },
  'recording/disk-full': {
    zh: '存储空间已满，这段录音没有保存。请删除不用的录音后再试。',
    en: 'The disk is full and this recording was not kept. Remove recordings no longer used and try again.',
  },
  'recording/not-kept': {
    zh: '录音没有保存成功，请再试一次；仍不行请联系维护人员。',
    en: 'The recording was not kept. Try again; if it fails again, call maintenance.',
  },
  'speech/empty': { zh: '没有可播报的文字。', en: 'There is nothing to say.' },
};

const UNKNOWN: Sentence = { zh: '广播出错，请再试一次。', en: 'The public address failed. Please try again.' };

/** What a clerk reads for a code of the sound path; `detail` (file names) is added to sentences that end without a full stop. */
export function publicAddressSentence(code: string, detail = ''): Sentence {
  const sentence = SENTENCES[code] ?? UNKNOWN;
  if (sentence.zh.endsWith('。')) return sentence;
  if (detail === '') return { zh: `${sentence.zh}。`, en: `${sentence.en}.` };
  return { zh: `${sentence.zh}：${detail}。`, en: `${sentence.en}: ${detail}.` };
}
