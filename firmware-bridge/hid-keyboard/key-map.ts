/** Characters by usage, without and with Shift, on the US layout: what such readers are sold with. */
const rows: readonly (readonly [firstUsage: number, plain: string, shifted: string])[] = [
  [0x04, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [0x1e, '1234567890', '!@#$%^&*()'],
  [0x2c, ' -=[]\\', ' _+{}|'],
  [0x33, ";'`,./", ':"~<>?'],
];
/** The keypad types the same with Shift. */
const keypad: readonly (readonly [firstUsage: number, plain: string])[] = [
  [0x54, '/*-+'],
  [0x59, '1234567890.'],
  [0x85, ','],
];

/** A key and whether Shift is held with it. */
export interface Stroke {
  readonly usage: number;
  readonly shift: boolean;
}

const plainOf = new Map<number, string>();
const shiftedOf = new Map<number, string>();
const strokes = new Map<string, Stroke>();
const keypadUsages = new Map<string, number>();

for (const [firstUsage, plain, shifted] of rows) {
  for (const [index, character] of [...plain].entries()) {
    const usage = firstUsage + index;
    const above = shifted[index] ?? character;
    plainOf.set(usage, character);
    shiftedOf.set(usage, above);
    strokes.set(above, { usage, shift: true });
    strokes.set(character, { usage, shift: false });
  }
}
for (const [firstUsage, plain] of keypad) {
  for (const [index, character] of [...plain].entries()) {
    plainOf.set(firstUsage + index, character);
    shiftedOf.set(firstUsage + index, character);
    keypadUsages.set(character, firstUsage + index);
  }
}

/** What the key types. @returns undefined for a key that types nothing */
export function characterOf(usage: number, shift: boolean): string | undefined {
  return (shift ? shiftedOf : plainOf).get(usage);
}

/** The key that types the character; with `onKeypad` that of the keypad where it has one. @returns undefined for what no key types */
export function strokeOf(character: string, onKeypad = false): Stroke | undefined {
  const usage = onKeypad ? keypadUsages.get(character) : undefined;
  return usage === undefined ? strokes.get(character) : { usage, shift: false };
}
