/** What one printer model can do; a file under `hardware/board/printers/`. */
export interface PrinterProfile {
  readonly model: string;
  /** Columns of the normal font (12 dots each). */
  readonly columns: number;
  /** Printable dots across the roll. */
  readonly dots: number;
  /** Has an autocutter; without one the paper is fed to be torn. */
  readonly cutter: boolean;
  /** Dots fed before the cut, beyond the way to the blade. */
  readonly feedDotsBeforeCut: number;
  /** Lines fed where there is no cutter, so that the last line clears the tear bar. */
  readonly feedLinesToTear: number;
  /** Draws QR codes itself from GS ( k; else they are sent as raster. */
  readonly nativeQr: boolean;
  /** Answers GS ( H function 48 when the data before it is printed. */
  readonly processId: boolean;
  /** Answers GS r 1 in order, when the bytes before it are processed. */
  readonly orderedStatus: boolean;
  /** Answers DLE EOT 1 to 4. `perhaps`: boards differ under one name, the driver finds out. `false` for write-only links. */
  readonly realTimeStatus: boolean | 'perhaps';
  /** Reports changes by itself after GS a. */
  readonly automaticStatus: boolean;
  /** Has a sensor for the end of the roll coming near; without one its near-end bits mean nothing. */
  readonly nearEndSensor: boolean;
  /** Switches its Chinese font (GB18030 two-byte zone) by FS & and FS . `false` for models that are always in Chinese mode. */
  readonly kanji: boolean;
  readonly drawer: {
    /** Connector pin: 0 is pin 2, 1 is pin 5. */
    readonly pin: 0 | 1;
    /** Pulse, in milliseconds (sent in units of 2 ms). */
    readonly onMs: number;
    readonly offMs: number;
    /** Reports connector pin 3, where a drawer's own switch is wired; which level is open depends on the drawer. */
    readonly reportsSwitch: boolean;
  };
  /** For every other field: where the fact is from; `[to verify]` where nobody has seen it on the printer or in its manual. */
  readonly sources: Readonly<Record<string, string>>;
}

/** What a printer on a link without a way back can do: print. */
export function withoutAnswers(profile: PrinterProfile): PrinterProfile {
  return { ...profile, realTimeStatus: false, orderedStatus: false, processId: false, automaticStatus: false };
}

const MAXIMUM_PULSE_MS = 510;

/** Reads a profile out of parsed JSON. @throws Error naming the field and what was expected. */
export function parsePrinterProfile(value: unknown): PrinterProfile {
  const fields = record(value, 'profile');
  const drawer = record(fields.drawer, 'drawer');
  const pin = integer(drawer, 'pin', 0, 1);
  const profile: PrinterProfile = {
    model: text(fields, 'model'),
    columns: integer(fields, 'columns', 16, 96),
    dots: integer(fields, 'dots', 192, 1152),
    feedDotsBeforeCut: integer(fields, 'feedDotsBeforeCut', 0, 255),
    feedLinesToTear: integer(fields, 'feedLinesToTear', 1, 20),
    cutter: flag(fields, 'cutter'),
    nativeQr: flag(fields, 'nativeQr'),
    processId: flag(fields, 'processId'),
    orderedStatus: flag(fields, 'orderedStatus'),
    realTimeStatus: fields.realTimeStatus === 'perhaps' ? 'perhaps' : flag(fields, 'realTimeStatus'),
    automaticStatus: flag(fields, 'automaticStatus'),
    nearEndSensor: flag(fields, 'nearEndSensor'),
    kanji: flag(fields, 'kanji'),
    drawer: {
      pin: pin === 1 ? 1 : 0,
      onMs: integer(drawer, 'onMs', 2, MAXIMUM_PULSE_MS),
      offMs: integer(drawer, 'offMs', 2, MAXIMUM_PULSE_MS),
      reportsSwitch: flag(drawer, 'reportsSwitch'),
    },
    sources: texts(fields, 'sources'),
  };
  for (const name of Object.keys(profile))
    if (name !== 'model' && name !== 'sources') text(profile.sources, name, 'sources.');
  for (const name of Object.keys(fields))
    if (!Object.hasOwn(profile, name)) throw new Error(`${name}: no such field in a profile`);
  return profile;
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${name}: expected an object`);
  return Object.fromEntries(Object.entries(value));
}

function text(fields: Readonly<Record<string, unknown>>, name: string, within = ''): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw new Error(`${within}${name}: expected a text`);
  return value;
}

function texts(fields: Record<string, unknown>, name: string): Record<string, string> {
  const inner = record(fields[name], name);
  return Object.fromEntries(Object.keys(inner).map((key) => [key, text(inner, key, `${name}.`)]));
}

function flag(fields: Record<string, unknown>, name: string): boolean {
  const value = fields[name];
  if (typeof value !== 'boolean') throw new Error(`${name}: expected true or false`);
  return value;
}

function integer(fields: Record<string, unknown>, name: string, least: number, most: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new Error(`${name}: expected a whole number from ${least} to ${most}`);
  return value;
}
