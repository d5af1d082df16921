import type { Sentence } from '../ports/device.ts';

/** A thing to choose from, as the rules file names it. */
export interface Choice {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** The vocabulary and sentences a script is written with. */
export interface ScriptRules {
  readonly colours: readonly Choice[];
  readonly places: readonly Choice[];
  readonly meetingPoints: readonly Choice[];
  readonly objects: readonly Choice[];
  readonly adultFromAge: { readonly value: number };
  readonly templates: { readonly lostPerson: Sentence; readonly lostObject: Sentence };
}

/** The lost-person form as the screen fills it in; ids are of the rules file, free words are the clerk's own. */
export interface LostPersonForm {
  readonly kind: 'lost-person';
  readonly sex: 'male' | 'female';
  /** Years. */
  readonly age: number;
  readonly name?: string | undefined;
  readonly top?: string | undefined;
  readonly bottom?: string | undefined;
  readonly bottomWear?: 'trousers' | 'skirt' | undefined;
  readonly feature?: string | undefined;
  readonly place: string;
  readonly meeting: string;
}

export interface LostObjectForm {
  readonly kind: 'lost-object';
  readonly object: string;
  readonly colour?: string | undefined;
  readonly feature?: string | undefined;
  readonly place: string;
  readonly meeting: string;
}

export type CallForm = LostPersonForm | LostObjectForm;

/** Why a form cannot become a script: the field, for the person at the screen. */
export interface FormRefusal {
  readonly field: string;
}

/** True below the age from which a person counts as an adult for the air. */
export function isChild(form: CallForm, rules: ScriptRules): boolean {
  return form.kind === 'lost-person' && form.age < rules.adultFromAge.value;
}

/**
 * Writes the script in both languages. A child's name is only in it when `nameAired` says so.
 * English leaves the clerk's free Chinese words out: an announcer could not say them.
 */
export function writeScript(
  form: CallForm,
  rules: ScriptRules,
  nameAired: boolean,
): { readonly script: Sentence; readonly title: Sentence } | FormRefusal {
  const place = find(rules.places, form.place);
  const meeting = find(rules.meetingPoints, form.meeting);
  if (place === undefined) return { field: 'place' };
  if (meeting === undefined) return { field: 'meeting' };
  return form.kind === 'lost-person'
    ? personScript(form, rules, nameAired, place, meeting)
    : objectScript(form, rules, place, meeting);
}

function personScript(form: LostPersonForm, rules: ScriptRules, nameAired: boolean, place: Choice, meeting: Choice) {
  const top = optional(rules.colours, form.top);
  const bottom = optional(rules.colours, form.bottom);
  if (top === null) return { field: 'top' };
  if (bottom === null) return { field: 'bottom' };
  const who = describePerson(form, rules);
  const male = form.sex === 'male';
  const name = nameAired ? form.name : undefined;
  const skirt = form.bottomWear === 'skirt';
  const zh = fill(rules.templates.lostPerson.zh, {
    who: who.zh,
    name,
    top: top?.zh,
    bottom: bottom?.zh,
    bottomWear: skirt ? '裙子' : '裤子',
    feature: form.feature,
    place: place.zh,
    pronoun: male ? '他' : '她',
    meeting: meeting.zh,
  });
  const en = fill(rules.templates.lostPerson.en, {
    who: who.en,
    name: speakableInEnglish(name),
    top: top?.en,
    bottom: bottom?.en,
    bottomWear: skirt ? 'skirt' : 'trousers',
    feature: speakableInEnglish(form.feature),
    place: place.en,
    pronoun: male ? 'him' : 'her',
    meeting: meeting.en,
  });
  return { script: { zh, en }, title: { zh: `寻人 ${place.zh}`, en: `Lost person, ${place.en}` } };
}

function objectScript(form: LostObjectForm, rules: ScriptRules, place: Choice, meeting: Choice) {
  const object = find(rules.objects, form.object);
  const colour = optional(rules.colours, form.colour);
  if (object === undefined) return { field: 'object' };
  if (colour === null) return { field: 'colour' };
  const zh = fill(rules.templates.lostObject.zh, {
    object: object.zh,
    colour: colour?.zh,
    feature: form.feature,
    place: place.zh,
    meeting: meeting.zh,
  });
  const en = fill(rules.templates.lostObject.en, {
    object: object.en,
    colour: colour?.en,
    feature: speakableInEnglish(form.feature),
    place: place.en,
    meeting: meeting.en,
  });
  return { script: { zh, en }, title: { zh: `寻物 ${object.zh}`, en: `Lost ${object.en}` } };
}

function describePerson(form: LostPersonForm, rules: ScriptRules): Sentence {
  const age = form.age;
  const child = isChild(form, rules);
  const male = form.sex === 'male';
  const zh = child
    ? `${chineseNumber(age)}岁${male ? '男孩' : '女孩'}`
    : `${chineseNumber(age)}岁左右的${male ? '男士' : '女士'}`;
  const en = child ? `a ${age}-year-old ${male ? 'boy' : 'girl'}` : `a ${male ? 'man' : 'woman'} of about ${age}`;
  return { zh, en: en.replace(/^a (8|11|18)/, 'an $1') };
}

/** Fills `{name}`; a `[part]` whose filling is missing is left out whole. Filled words are taken as they are, never as template. */
export function fill(template: string, fillings: Readonly<Record<string, string | undefined>>): string {
  const present = (name: string) => (fillings[name] ?? '').trim();
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (_match, name: string) => present(name));
  return template
    .split(/(\[[^\]]*\])/)
    .map((piece) => {
      if (!piece.startsWith('[')) return put(piece);
      const names = [...piece.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      return names.every((name) => present(name) !== '') ? put(piece.slice(1, -1)) : '';
    })
    .join('');
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 0–999 as a Chinese announcer says it before a measure word: 二 stays 二 only where 两 would be wrong (ages above ten). */
export function chineseNumber(value: number): string {
  if (value === 2) return '两';
  if (value < 10) return DIGITS[value] ?? String(value);
  if (value < 20) return `十${value === 10 ? '' : DIGITS[value - 10]}`;
  if (value < 100) return `${DIGITS[Math.floor(value / 10)]}十${value % 10 === 0 ? '' : DIGITS[value % 10]}`;
  const rest = value % 100;
  const hundreds = `${DIGITS[Math.floor(value / 100)]}百`;
  if (rest === 0) return hundreds;
  if (rest < 10) return `${hundreds}零${DIGITS[rest]}`;
  return `${hundreds}${DIGITS[Math.floor(rest / 10)]}十${rest % 10 === 0 ? '' : DIGITS[rest % 10]}`;
}

function speakableInEnglish(text: string | undefined): string | undefined {
  return text === undefined || /[^\u0020-\u007e]/.test(text) ? undefined : text;
}

function find(choices: readonly Choice[], id: string): Choice | undefined {
  return choices.find((choice) => choice.id === id);
}

/** `undefined`: not said; `null`: said, but not on the list. */
function optional(choices: readonly Choice[], id: string | undefined): Choice | undefined | null {
  return id === undefined ? undefined : (find(choices, id) ?? null);
}
