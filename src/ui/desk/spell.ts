import { syllables } from '../keyboard/syllables.ts';

let readings: ReadonlyMap<string, readonly string[]> | undefined;

// Built at the first search: most sessions never search.
function readingsOf(character: string): readonly string[] {
  if (readings === undefined) {
    const found = new Map<string, string[]>();
    for (const [syllable, characters] of Object.entries(syllables))
      for (const each of characters.split(' ')) found.set(each, [...(found.get(each) ?? []), syllable]);
    readings = found;
  }
  return readings.get(character) ?? [];
}

/** True when `typed` begins the name: `wf`, `wangf`, `wang` and `王` all find 王芳; latin names by their letters. */
export function spells(name: string, typed: string): boolean {
  const wanted = typed.toLowerCase().replaceAll(/[\s']/g, '');
  return name.toLowerCase().replaceAll(' ', '').startsWith(wanted) || follows([...name], wanted);
}

function follows([first, ...rest]: readonly string[], wanted: string): boolean {
  if (wanted === '') return true;
  if (first === undefined) return false;
  return readingsOf(first).some((reading) => {
    if (reading.startsWith(wanted)) return true;
    if (wanted.startsWith(reading) && follows(rest, wanted.slice(reading.length))) return true;
    return wanted[0] === reading[0] && follows(rest, wanted.slice(1));
  });
}
