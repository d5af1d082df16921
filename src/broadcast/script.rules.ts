import type { Sentence } from '../ports/device.ts';
import { plainWords } from '../ports/plain-words.ts';
import { type Fillings, fillTemplate, type ScriptPiece, textOf } from './fill-template.rules.ts';
import { counted } from './reading/chinese-number.rules.ts';

/** A thing to choose from, as the rules file names it. */
export interface Choice {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** An object with its Chinese measure word, e.g. 一部. */
export interface ObjectChoice extends Choice {
  readonly counted: string;
}

/** The vocabulary and sentences a script is written with. */
export interface ScriptRules {
  readonly colours: readonly Choice[];
  readonly places: readonly Choice[];
  readonly meetingPoints: readonly Choice[];
  readonly objects: readonly ObjectChoice[];
  readonly adultFromAge: { readonly value: number };
  readonly templates: {
    readonly lostPerson: Sentence;
    readonly lostObject: Sentence;
    /** One garment each, with `{colour}`. */
    readonly top: Sentence;
    readonly trousers: Sentence;
    readonly skirt: Sentence;
    /** Between two garments. */
    readonly and: Sentence;
  };
}

/** The id that stands for the clerk's own words, in `placeText` and `objectText`. */
export const OTHER = 'other';

/** The lost-person form as the screen fills it in; ids are of the rules file, free words are the clerk's own. */
export interface LostPersonForm {
  readonly kind: 'lost-person';
  readonly sex: 'male' | 'female';
  /** Years, 0–120. */
  readonly age: number;
  readonly name?: string | undefined;
  readonly top?: string | undefined;
  readonly bottom?: string | undefined;
  readonly bottomWear?: 'trousers' | 'skirt' | undefined;
  readonly feature?: string | undefined;
  readonly place: string;
  readonly placeText?: string | undefined;
  readonly meeting: string;
}

export interface LostObjectForm {
  readonly kind: 'lost-object';
  readonly object: string;
  readonly objectText?: string | undefined;
  readonly colour?: string | undefined;
  readonly feature?: string | undefined;
  readonly place: string;
  readonly placeText?: string | undefined;
  readonly meeting: string;
}

export type CallForm = LostPersonForm | LostObjectForm;

/** Why a form cannot become a script: the field, for the person at the screen. */
export interface FormRefusal {
  readonly field: string;
}

/** A script in both languages, as pieces for the screen. */
export interface WrittenScript {
  readonly pieces: { readonly zh: readonly ScriptPiece[]; readonly en: readonly ScriptPiece[] };
  readonly script: Sentence;
  readonly title: Sentence;
}

/** True below the age from which a person counts as an adult for the air. */
export function isChild(form: CallForm, rules: Pick<ScriptRules, 'adultFromAge'>): boolean {
  return form.kind === 'lost-person' && form.age < rules.adultFromAge.value;
}

/**
 * Writes the script in both languages. A name is only in it when `nameAired` says so.
 * English leaves the clerk's free Chinese words out: an announcer could not say them.
 */
export function writeScript(form: CallForm, rules: ScriptRules, nameAired: boolean): WrittenScript | FormRefusal {
  return form.kind === 'lost-person' ? personScript(form, rules, nameAired) : objectScript(form, rules);
}

/** The place in both languages; English is empty when only Chinese words name it. */
export function placeOf(form: CallForm, rules: Pick<ScriptRules, 'places'>): Sentence | undefined {
  return form.place === OTHER ? ownWords(form.placeText, '') : find(rules.places, form.place);
}

/** What was lost, with its measure word. */
export function objectOf(form: LostObjectForm, rules: Pick<ScriptRules, 'objects'>): ObjectChoice | undefined {
  const choice = rules.objects.find(({ id }) => id === form.object);
  if (choice === undefined || form.object !== OTHER) return choice;
  const words = ownWords(form.objectText, choice.en);
  return words === undefined ? undefined : { ...choice, ...words };
}

function personScript(form: LostPersonForm, rules: ScriptRules, nameAired: boolean): WrittenScript | FormRefusal {
  const fillings = personFillings(form, rules, nameAired);
  if ('field' in fillings) return fillings;
  const { zh, en } = rules.templates.lostPerson;
  return written(fillTemplate(zh, fillings.zh), fillTemplate(en, fillings.en), { zh: '寻人', en: 'Lost person' });
}

function objectScript(form: LostObjectForm, rules: ScriptRules): WrittenScript | FormRefusal {
  const fillings = objectFillings(form, rules);
  if ('field' in fillings) return fillings;
  const { zh, en } = rules.templates.lostObject;
  return written(fillTemplate(zh, fillings.zh), fillTemplate(en, fillings.en), fillings.title);
}

/** What a form puts into a template, in both languages. */
export interface FormFillings {
  readonly zh: Fillings;
  readonly en: Fillings;
}

/** What a form puts into any of its templates. The name is only in it when `nameAired` says so. */
export function fillingsOf(form: CallForm, rules: ScriptRules, nameAired: boolean): FormFillings | FormRefusal {
  return form.kind === 'lost-person' ? personFillings(form, rules, nameAired) : objectFillings(form, rules);
}

function personFillings(form: LostPersonForm, rules: ScriptRules, nameAired: boolean): FormFillings | FormRefusal {
  const where = whereOf(form, rules);
  if ('field' in where) return where;
  const { place, meeting } = where;
  const top = optional(rules.colours, form.top);
  const bottom = optional(rules.colours, form.bottom);
  if (top === null) return { field: 'top' };
  if (bottom === null) return { field: 'bottom' };
  const who = describePerson(form, rules);
  const male = form.sex === 'male';
  const name = nameAired ? form.name : undefined;
  const clothes = (language: 'zh' | 'en') => {
    const wear = rules.templates[form.bottomWear ?? 'trousers'];
    const worn = [
      top && textOf(fillTemplate(rules.templates.top[language], { colour: top[language] })),
      bottom && textOf(fillTemplate(wear[language], { colour: bottom[language] })),
    ];
    return worn.filter((one) => one !== undefined).join(rules.templates.and[language]);
  };
  return {
    zh: {
      who: who.zh,
      name,
      clothes: clothes('zh'),
      feature: spoken(form.feature),
      place: place.zh,
      pronoun: male ? '他' : '她',
      meeting: meeting.zh,
    },
    en: {
      who: who.en,
      name: speakableInEnglish(name),
      clothes: clothes('en'),
      feature: speakableInEnglish(spoken(form.feature)),
      place: place.en,
      pronoun: male ? 'him' : 'her',
      meeting: meeting.en,
    },
  };
}

function objectFillings(
  form: LostObjectForm,
  rules: ScriptRules,
): (FormFillings & { readonly title: Sentence }) | FormRefusal {
  const where = whereOf(form, rules);
  if ('field' in where) return where;
  const { place, meeting } = where;
  const object = objectOf(form, rules);
  const colour = optional(rules.colours, form.colour);
  if (object === undefined) return { field: form.object === OTHER ? 'objectText' : 'object' };
  if (colour === null) return { field: 'colour' };
  const described = [colour?.en, object.en].filter(Boolean).join(' ');
  return {
    zh: {
      object: `${object.counted}${colour?.zh ?? ''}${object.zh}`,
      feature: spoken(form.feature),
      place: place.zh,
      meeting: meeting.zh,
    },
    en: {
      object: `${/^[aeiou]/i.test(described) ? 'an' : 'a'} ${described}`,
      feature: speakableInEnglish(spoken(form.feature)),
      place: place.en,
      meeting: meeting.en,
    },
    title: { zh: `寻物 ${object.zh}`, en: `Lost ${object.en}` },
  };
}

function whereOf(
  form: CallForm,
  rules: ScriptRules,
): { readonly place: Sentence; readonly meeting: Sentence } | FormRefusal {
  const place = placeOf(form, rules);
  const meeting = find(rules.meetingPoints, form.meeting);
  if (place === undefined) return { field: form.place === OTHER ? 'placeText' : 'place' };
  return meeting === undefined ? { field: 'meeting' } : { place, meeting };
}

function written(zh: ScriptPiece[], en: ScriptPiece[], title: Sentence): WrittenScript {
  return { pieces: { zh, en }, script: { zh: textOf(zh), en: textOf(en) }, title };
}

function describePerson({ age, sex }: LostPersonForm, rules: ScriptRules): Sentence {
  const male = sex === 'male';
  if (age >= rules.adultFromAge.value) {
    return {
      zh: `${counted(String(age))}岁左右的${male ? '男士' : '女士'}`,
      en: `a ${male ? 'man' : 'woman'} of about ${age}`,
    };
  }
  const zh = male ? '男孩' : '女孩';
  const en = male ? 'boy' : 'girl';
  if (age === 0) return { zh: `不满一岁的${zh}`, en: `a baby ${en}` };
  return {
    zh: `${counted(String(age))}岁${zh}`,
    en: `${/^(8|11$|18$)/.test(String(age)) ? 'an' : 'a'} ${age}-year-old ${en}`,
  };
}

/** Free words inside a sentence bring no full stop of their own. */
function spoken(text: string | undefined): string {
  return plainWords(text).replace(/[\s。．.，,、；;！!？?：:]+$/u, '');
}

function speakableInEnglish(text: string | undefined): string | undefined {
  return text === undefined || /[^\u0020-\u007e]/.test(text) ? undefined : text;
}

/** The clerk's own words as a choice; `undefined` when there are none. */
function ownWords(text: string | undefined, otherwiseEn: string): Sentence | undefined {
  const zh = spoken(text);
  return zh === '' ? undefined : { zh, en: speakableInEnglish(zh) ?? otherwiseEn };
}

function find(choices: readonly Choice[], id: string): Choice | undefined {
  return choices.find((choice) => choice.id === id);
}

/** `undefined`: not said; `null`: said, but not on the list. */
function optional(choices: readonly Choice[], id: string | undefined): Choice | undefined | null {
  return id === undefined ? undefined : (find(choices, id) ?? null);
}
