import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { childEntry } from '../child-entry.ts';
import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';
import { espeakMandarin, numberedPinyin, PINYIN_VOICE } from './mandarin.ts';
import { runSpeechCommand } from './speech-command.ts';
import { asCharacters, type SpeechPiece } from './speech-words.ts';

/** Languages announcements are made in. */
export type SpeechLanguage = 'zh' | 'en';

/** What speaks, and how. */
export interface SpeechSettings {
  /** `auto`: espeak-ng of the system where installed, else its WebAssembly build. `none`: no speech. */
  readonly engine: 'auto' | 'espeak-ng' | 'espeak-wasm' | 'none';
  /** Any other program, in place of `engine`; see SpeechCommand.argv. */
  readonly command?: readonly string[];
  /** How `command` wants Chinese: as characters, or as numbered pinyin (`qing3 dao4`). */
  readonly reads: 'characters' | 'pinyin';
  readonly voices: Readonly<Record<SpeechLanguage, string>>;
  /** espeak-ng words a minute. */
  readonly speeds: Readonly<Record<SpeechLanguage, number>>;
  /** After this an engine is killed. */
  readonly deadlineMs: number;
}

/** espeak-ng voices that exist in the package and in the WebAssembly build; slower than radio, for a hall: 3.5 Chinese characters a second. */
export const DEFAULT_SPEECH: SpeechSettings = {
  engine: 'auto',
  reads: 'characters',
  voices: { zh: PINYIN_VOICE, en: 'en-gb' },
  speeds: { zh: 220, en: 150 },
  deadlineMs: 15_000,
};

/** Turns words into sound. */
export interface SpeechEngine {
  /** What speaks: a program name, for the devices page. Settled by the first sentence. */
  readonly name: string;
  /** The words as a WAV. @throws AudioError `speech/…` */
  speak(words: readonly SpeechPiece[], language: SpeechLanguage): Promise<Uint8Array>;
}

/** Words on stdin, so that a child's name never stands in the process list. */
const ESPEAK_ARGV = ['espeak-ng', '--stdin', '-b', '1', '-m', '-v', '{voice}', '-s', '{speed}', '--stdout'];

/** Speech by an outside program; the words never meet a shell. */
export function createSpeechEngine(settings: SpeechSettings, timers: Timers): SpeechEngine {
  const wasm = [execPath, fileURLToPath(childEntry(import.meta.url, './espeak-wasm-process')), '{voice}', '{speed}'];
  const candidates = settings.command === undefined ? argvs(settings.engine, wasm) : [settings.command];
  let chosen = 0;
  return {
    get name() {
      const argv = candidates[chosen];
      if (argv === undefined) return 'none';
      return argv === wasm ? 'espeak-ng (WebAssembly)' : (argv[0] ?? 'none');
    },
    async speak(words, language) {
      const say = settings.command === undefined ? forEspeak : forCommand;
      const { text, voice } = await say(words, language, settings);
      for (;;) {
        const tried = chosen;
        const argv = candidates[tried];
        if (argv === undefined) throw new AudioError('speech/no-engine', 'no speech engine is installed');
        try {
          const { speeds, deadlineMs } = settings;
          return await runSpeechCommand({ argv, language, voice, speed: speeds[language], deadlineMs }, text, timers);
        } catch (error) {
          const missing = error instanceof AudioError && error.code === 'speech/no-engine';
          if (!missing || tried >= candidates.length - 1) throw error;
          // Another sentence, spoken at the same time, may have moved on already.
          chosen = Math.max(chosen, tried + 1);
        }
      }
    },
  };
}

function argvs(engine: SpeechSettings['engine'], wasm: readonly string[]): (readonly string[])[] {
  switch (engine) {
    case 'auto':
      return [ESPEAK_ARGV, wasm];
    case 'espeak-ng':
      return [ESPEAK_ARGV];
    case 'espeak-wasm':
      return [wasm];
    case 'none':
      return [];
  }
}

/** Mandarin goes to espeak-ng as pinyin, every other voice gets characters. */
async function forEspeak(words: readonly SpeechPiece[], language: SpeechLanguage, { voices }: SpeechSettings) {
  const voice = voices[language];
  if (language === 'zh' && /^cmn\b/.test(voice)) {
    return { text: await espeakMandarin(words), voice: voice.replace(/^cmn(?!-)/, PINYIN_VOICE) };
  }
  return { text: escapeMarkup(asCharacters(words)), voice };
}

async function forCommand(words: readonly SpeechPiece[], language: SpeechLanguage, { voices, reads }: SpeechSettings) {
  const pinyin = language === 'zh' && reads === 'pinyin';
  return { text: pinyin ? await numberedPinyin(words) : asCharacters(words), voice: voices[language] };
}

/** espeak-ng reads markup (`-m`): a sign of it in the words is said, not obeyed. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
