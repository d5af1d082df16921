import {
  enterUsage,
  keypadEnterUsage,
  keysAt,
  leftShift,
  modifiersAt,
  numberedReportLength,
  reportLength,
  tabUsage,
} from './constants.ts';
import { type Stroke, strokeOf } from './key-map.ts';

/** How a device types. */
export interface Typing {
  /** What it presses after the text. Default Enter. */
  readonly ending?: 'enter' | 'keypad-enter' | 'tab' | 'none';
  /** The number in front of its reports, 1–255; absent: none. */
  readonly reportNumber?: number;
  /** Digits come from the keypad. */
  readonly keypad?: boolean;
}

const endings = { enter: enterUsage, 'keypad-enter': keypadEnterUsage, tab: tabUsage } as const;

/**
 * The reports of a device that types the text: each key pressed, then released.
 *
 * @throws RangeError for a character no key types
 */
export function serializeKeyed(text: string, typing: Typing = {}): readonly Uint8Array[] {
  const { ending = 'enter', reportNumber, keypad = false } = typing;
  const strokes = [...text].map((character): Stroke => {
    const stroke = strokeOf(character, keypad);
    if (stroke === undefined) throw new RangeError(`no key types “${character}”`);
    return stroke;
  });
  if (ending !== 'none') strokes.push({ usage: endings[ending], shift: false });
  return strokes.flatMap(({ usage, shift }) => [
    reportOf([usage], shift ? leftShift : 0, reportNumber),
    reportOf([], 0, reportNumber),
  ]);
}

/** One report. @param keys usages of the pressed keys, at most six */
export function reportOf(keys: readonly number[], modifiers = 0, reportNumber?: number): Uint8Array {
  const report = new Uint8Array(reportLength);
  report[modifiersAt] = modifiers;
  report.set(keys, keysAt);
  if (reportNumber === undefined) return report;
  const numbered = new Uint8Array(numberedReportLength);
  numbered[0] = reportNumber;
  numbered.set(report, 1);
  return numbered;
}
