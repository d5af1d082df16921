import type { ClockQuality } from '../ports/clock.ts';
import type { DeviceKind, DeviceState } from '../ports/device.ts';

/** Everything a technician far away may see. Nothing gets in that is not named here: no sentence, no name, no number of a card or a phone. */
export interface Diagnosis {
  readonly form: 1;
  readonly madeAtMs: number;
  readonly version: string;
  readonly machine: MachineFacts;
  readonly clock: { readonly quality: ClockQuality; readonly jumps: readonly ClockJump[] };
  readonly devices: readonly DeviceFacts[];
  readonly database: DatabaseFacts;
  /** Unexpected errors since the start, without their words. */
  readonly unexpected: readonly UnexpectedError[];
  /** The configuration with every free text taken out. */
  readonly config: Plain;
}

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Bytes unless the name says otherwise. */
export interface MachineFacts {
  readonly model: string;
  readonly platform: string;
  readonly kernel: string;
  readonly node: string;
  readonly cpus: number;
  readonly memory: number;
  readonly memoryFree: number;
  readonly upSeconds: number;
  readonly serviceUpSeconds: number;
  readonly serviceMemory: number;
  readonly diskFree: number;
  readonly diskSize: number;
}

export interface ClockJump {
  readonly atMs: number;
  readonly byMs: number;
}

export interface DeviceFacts {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly model: string;
  readonly simulated: boolean;
  readonly state: DeviceState;
  readonly faults: readonly { readonly code: string; readonly sinceMs: number }[];
  readonly counters: Readonly<Record<string, number>>;
  /** Newest first. */
  readonly history: readonly FaultChange[];
}

export interface FaultChange {
  readonly atMs: number;
  readonly change: 'raised' | 'cleared';
  readonly code: string;
}

export interface DatabaseFacts {
  readonly bytes: number;
  readonly logBytes: number;
  readonly journalRows: number;
  readonly pragmas: Readonly<Record<string, string | number>>;
}

/** An error by its class, its code and the places it came through. */
export interface UnexpectedError {
  readonly atMs: number;
  readonly name: string;
  readonly code: string;
  readonly places: readonly string[];
  readonly times: number;
}

/** What stands for a text that may not leave. */
export const HIDDEN = '…';

const MOST_LETTERS = 48;
/** Lower-case words of a program, with a letter, without five digits or eight hex digits in a row: no name in Chinese, no phone, no card. */
const WORD = /^(?=.*[a-z])(?!.*\d{5})(?!.*[0-9a-f]{8})[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const CODE = /^[a-z]+\d{0,4}(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+|-\d{1,2}(?!\d))*$/;
const COUNTER = /^[a-z]+(?:[A-Z][a-z]+)*$/;
const SYSTEM_CODE = /^(?:E[A-Z]+|(?:SQLITE|ERR)(?:_[A-Z]+)+)$/;

/** A fault's or error's code as the program writes them, else {@link HIDDEN}. */
export function plainCode(code: unknown): string {
  if (typeof code !== 'string' || code.length > MOST_LETTERS) return HIDDEN;
  return CODE.test(code) || SYSTEM_CODE.test(code) ? code : HIDDEN;
}

/** An id or a model of the configuration, else {@link HIDDEN}. */
export function plainWord(word: unknown): string {
  return typeof word === 'string' && word.length <= MOST_LETTERS && WORD.test(word) ? word : HIDDEN;
}

/** Counters whose name is a name of the program; the others are left out. */
export function plainCounters(counters: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counters).filter(([name, count]) => COUNTER.test(name) && Number.isSafeInteger(count)),
  );
}

/** Settings whose text is one of a few words of the program. */
const CHOICES = [
  'id',
  'kind',
  'model',
  'profile',
  'lockBoard',
  'closedWhen',
  'polarity',
  'secure',
  'echo',
  'format',
  'supply',
  'link',
  'sink',
  'key',
];
const TIMES = ['opens', 'closes', 'timeZone'];
const TIME = /^(?:\d\d:\d\d|[A-Z][A-Za-z]+\/[A-Za-z_]+)$/;
/** Names the kernel and our udev rules give; a by-id name may hold a serial number, so only its folder is told. */
const DEVICE_PATH = /^\/dev\/(?:tty[A-Z]{1,4}\d{1,2}|serial\d|usb\/lp\d|qingyu\/[a-z-]{1,24}\d?)$/;
const DEVICE_FOLDER = /^\/dev\/(?:serial\/by-id|serial\/by-path|usb|qingyu|snd)\//;

/** The configuration with numbers, switches and choices kept and every other text hidden. */
export function withoutTexts(value: unknown, key = ''): Plain {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'string') return textOf(value, key);
  if (Array.isArray(value)) return value.map((one) => withoutTexts(one, key));
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutTexts(inner, name)]));
  return HIDDEN;
}

function textOf(text: string, key: string): string {
  if (CHOICES.includes(key)) return plainWord(text);
  if (TIMES.includes(key)) return TIME.test(text) ? text : HIDDEN;
  if (DEVICE_PATH.test(text)) return text;
  const [folder] = DEVICE_FOLDER.exec(text) ?? [];
  return folder === undefined ? HIDDEN : `${folder}${HIDDEN}`;
}
