import type { Acted, Command } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import { plainWords } from '../ports/plain-words.ts';
import type { Broadcast } from './broadcast-room.ts';
import type { Pronunciation } from './pronunciation-store.ts';
import { numberedSyllables } from './reading/pinyin.rules.ts';
import { readAloud, type TaughtWord } from './reading/read-aloud.rules.ts';

/** How a word is to be said, as typed. */
export interface Lesson {
  readonly language: 'zh' | 'en';
  readonly word: string;
  readonly pinyin?: string | undefined;
  readonly soundsLike?: string | undefined;
}

/** A desk does not need more; every announcement looks through all of them. */
const MOST_WORDS = 500;

/** Every taught word, newest first. */
export function pronunciations({ pronunciations: store }: Broadcast): Pronunciation[] {
  return store.all();
}

/** Teaches the desk to say a word, or to say it otherwise. @throws DeskError `word/…` */
export function teachWord(broadcast: Broadcast, command: Command, lesson: Lesson): Acted<{ id: number }> {
  const word = understood(lesson);
  return broadcast.desk.act(command, 'broadcast/teach-word', (change) => {
    const { pronunciations: store } = broadcast;
    const known = store.all();
    const isNew = !known.some((one) => one.word === word.word && one.language === word.language);
    if (isNew && known.length >= MOST_WORDS) {
      throw new DeskError('wrong-state', 'word/too-many', {
        zh: `最多记 ${MOST_WORDS} 个词，请先删掉不用的。`,
        en: `At most ${MOST_WORDS} words can be kept. Remove some first.`,
      });
    }
    const id = store.put({ ...word, taughtBy: command.actor, taughtAtMs: change.at.wallMs });
    change.record({
      kind: 'broadcast/word-taught',
      subject: `word:${id}`,
      body: { language: word.language },
      // A word may be somebody's name.
      personal: { word: word.word, pinyin: word.pinyin ?? '', soundsLike: word.soundsLike ?? '' },
    });
    return { id };
  });
}

/** From now on the engine says the word as it likes. @throws DeskError `word/unknown` */
export function forgetWord(broadcast: Broadcast, command: Command, id: number): Acted<{ id: number }> {
  return broadcast.desk.act(command, 'broadcast/forget-word', (change) => {
    const known = broadcast.pronunciations.byId(id);
    if (known === undefined) {
      throw new DeskError('not-found', 'word/unknown', {
        zh: '这个词已经删掉了。',
        en: 'This word has been removed already.',
      });
    }
    broadcast.pronunciations.remove(id);
    change.record({
      kind: 'broadcast/word-forgotten',
      subject: `word:${id}`,
      body: { language: known.language },
      personal: { word: known.word },
    });
    return { id };
  });
}

/** The word as it would be said, to be heard at the desk before it is taught. @throws DeskError, DeviceError `speech/…` */
export function listenToWord(broadcast: Broadcast, lesson: Lesson): Promise<Uint8Array> {
  const { language, word: text, ...said } = understood(lesson);
  const spoken = readAloud(text, language, [{ language, word: text, ...said }]);
  const parts = [{ kind: 'speech', text, language, spoken }] as const;
  return broadcast.publicAddress.listen({ id: 'word', parts, times: 1, gapMs: 0 });
}

function understood({ language, ...lesson }: Lesson): TaughtWord {
  const word = plainWords(lesson.word);
  const soundsLike = plainWords(lesson.soundsLike) || null;
  const typed = plainWords(lesson.pinyin);
  if (word === '') throw refused('word', { zh: '请写要教的词。', en: 'Please write the word.' });
  if (language === 'en' || typed === '') {
    if (soundsLike !== null) return { language, word, pinyin: null, soundsLike };
    const says =
      language === 'zh'
        ? { zh: '请写拼音，或写读音一样的字。', en: 'Please write its pinyin, or characters that sound the same.' }
        : { zh: '请写出听起来一样的英语。', en: 'Please write how it sounds in English letters.' };
    throw refused(language === 'zh' ? 'pinyin' : 'soundsLike', says);
  }
  const syllables = numberedSyllables(typed);
  if (syllables === undefined) {
    throw refused('pinyin', {
      zh: '拼音每个音节后面写声调 1–5，例如 shan4 xiong2 xin4。',
      en: 'Write a tone 1–5 after each syllable, e.g. shan4 xiong2 xin4.',
    });
  }
  const characters = [...word].filter((one) => /\p{Script=Han}/u.test(one)).length;
  if (characters === [...word].length && syllables.length !== characters) {
    throw refused('pinyin', {
      zh: `“${word}”有 ${characters} 个字，拼音有 ${syllables.length} 个音节，请对上。`,
      en: `“${word}” has ${counted(characters, 'character')} but the pinyin has ${counted(syllables.length, 'syllable')}. They must match.`,
    });
  }
  return { language, word, pinyin: syllables.join(' '), soundsLike };
}

function refused(field: string, says: Sentence): DeskError {
  return new DeskError('invalid', `word/${field === 'word' ? 'empty' : 'sound'}`, says, { field });
}
