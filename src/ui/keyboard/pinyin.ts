import { deskWords, familyNames, givenNames } from './desk-words.ts';

/** Characters by syllable, most used first: `{ wang: '网 王 …' }`. */
export type SyllableTable = Readonly<Record<string, string>>;

/** A choice above the keys; taking it uses up `letters` of what was typed. */
export interface Candidate {
  readonly text: string;
  readonly letters: number;
}

/** `zh` is typed as one letter or as two. */
const initial = /^(?:[zcs]h|[a-z])/;
const han = /\p{Script=Han}/u;
const hanOrRest = /\p{Script=Han}|\P{Script=Han}+/gu;

type Piece = { readonly kind: 'whole' | 'initial'; readonly text: string; readonly letters: number };

/** Turns typed pinyin into choices: desk words and names by whole or first letters, then characters of the first syllable. */
export class PinyinInput {
  readonly #characters: ReadonlyMap<string, readonly string[]>;
  readonly #words: readonly string[];
  readonly #longest: number;
  #readings: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(table: SyllableTable, words: readonly string[] = deskWords) {
    this.#characters = new Map(Object.entries(table).map(([syllable, list]) => [syllable, list.split(' ')]));
    this.#words = words;
    this.#longest = Math.max(...[...this.#characters.keys()].map((syllable) => syllable.length));
  }

  /** Choices for letters typed so far (`a–z`, `'` between syllables), best first. */
  candidates(letters: string): readonly Candidate[] {
    const pieces = this.#cut(letters);
    const [first] = pieces;
    if (first === undefined) return [];
    const found = new Map<string, Candidate>();
    const add = (candidate: Candidate): void =>
      void (found.has(candidate.text) || found.set(candidate.text, candidate));
    for (let count = pieces.length; count >= 2; count--) {
      const part = pieces.slice(0, count);
      const used = part.reduce((sum, piece) => sum + piece.letters, 0);
      for (const word of this.#words) if (this.#spells(word, part)) add({ text: word, letters: used });
    }
    if (pieces.length === 2 || pieces.length === 3)
      for (const name of this.#names(pieces)) add({ text: name, letters: letters.length });
    // Nobody has a list of every word: offer the likeliest characters as one word too.
    const likely = pieces.map((piece) => (piece.kind === 'whole' ? this.#characters.get(piece.text)?.[0] : undefined));
    if (pieces.length >= 2 && likely.every((character) => character !== undefined))
      add({ text: likely.join(''), letters: letters.length });
    for (const character of this.#startingWith(first)) add({ text: character, letters: first.letters });
    return [...found.values()];
  }

  /**
   * Whether what is typed begins these words of a name, letter by letter: a Chinese character by any of its readings, whole or by
   * its initial; one that the table lacks by whatever is typed for it; other writing by its own letters.
   * @param typed small letters, or the characters themselves
   */
  begins(words: readonly string[], typed: string): boolean {
    const parts = words.flatMap((word) => word.match(hanOrRest) ?? []).map((part) => this.#spellings(part));
    // How far what is typed can have come by the end of each part: a name has more ways to be read than one can try one by one.
    let reached = new Set([0]);
    for (const spellings of parts) {
      const further = new Set<number>();
      for (const at of reached) {
        const rest = typed.slice(at);
        if (spellings.some((spelling) => spelling.startsWith(rest))) return true;
        for (const taken of this.#taken(spellings, rest)) further.add(at + taken);
      }
      reached = further;
    }
    return reached.has(typed.length);
  }

  /** How many letters of what is typed may stand for a part: all of it, its initial; any of a character nobody can read. */
  #taken(spellings: readonly string[], typed: string): number[] {
    const [itself = ''] = spellings;
    if (spellings.length === 1 && han.test(itself))
      return Array.from({ length: Math.min(this.#longest, typed.length) }, (_, at) => at + 1);
    return spellings
      .flatMap((spelling) => [spelling, initial.exec(spelling)?.[0] ?? '', spelling.slice(0, 1)])
      .filter((part) => part !== '' && typed.startsWith(part))
      .map(({ length }) => length);
  }

  #spellings(part: string): readonly string[] {
    if (!han.test(part)) return [part];
    // Keys and passports have no ü: `lv` or `lu`.
    return [part, ...this.#readingsOf(part).flatMap((reading) => [...new Set([reading, reading.replace('v', 'u')])])];
  }

  // A family name and the two commonest given names that sound so.
  #names(pieces: readonly Piece[]): readonly string[] {
    if (pieces.some((piece) => piece.kind !== 'whole')) return [];
    const [family, ...given] = pieces.map((piece, at) =>
      [...(at === 0 ? familyNames : givenNames)].filter((character) => this.#reads(character, piece)).slice(0, 2),
    );
    return given.reduce<readonly string[]>(
      (heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)),
      family ?? [],
    );
  }

  #startingWith(piece: Piece): readonly string[] {
    if (piece.kind === 'whole') return this.#characters.get(piece.text) ?? [];
    return [...this.#characters]
      .filter(([syllable]) => syllable.startsWith(piece.text))
      .flatMap(([, list]) => list.slice(0, 3));
  }

  #spells(word: string, pieces: readonly Piece[]): boolean {
    const characters = [...word];
    if (characters.length !== pieces.length) return false;
    return pieces.every((piece, at) => this.#reads(characters[at] ?? '', piece));
  }

  #reads(character: string, { kind, text }: Piece): boolean {
    return this.#readingsOf(character).some((syllable) =>
      kind === 'whole' ? syllable === text : syllable.startsWith(text),
    );
  }

  // Turned round when it is first asked for: most sessions type nothing.
  #readingsOf(character: string): readonly string[] {
    if (this.#readings === undefined) {
      const found = new Map<string, string[]>();
      for (const [syllable, list] of this.#characters)
        for (const each of list) found.set(each, [...(found.get(each) ?? []), syllable]);
      this.#readings = found;
    }
    return this.#readings.get(character) ?? [];
  }

  // Longest syllable first, but never leaving a rest that no syllable starts with (`fangan` is fang-an).
  #cut(letters: string): Piece[] {
    if (letters === '') return [];
    if (letters.startsWith("'"))
      return this.#cut(letters.slice(1)).map((piece, at) =>
        at === 0 ? { ...piece, letters: piece.letters + 1 } : piece,
      );
    for (let length = Math.min(this.#longest, letters.length); length > 0; length--) {
      const text = letters.slice(0, length);
      const rest = letters.slice(length);
      if (this.#characters.has(text) && (rest === '' || this.#canStart(rest)))
        return [{ kind: 'whole', text, letters: length }, ...this.#cut(rest)];
    }
    let length = 1;
    while (length < letters.length && this.#canStart(letters.slice(0, length + 1), true)) length++;
    return [{ kind: 'initial', text: letters.slice(0, length), letters: length }, ...this.#cut(letters.slice(length))];
  }

  #canStart(letters: string, whole = false): boolean {
    if (letters.startsWith("'")) return true;
    const start = whole ? letters : letters.slice(0, 1);
    for (const syllable of this.#characters.keys()) if (syllable.startsWith(start)) return true;
    return false;
  }
}
