import { existsSync } from 'node:fs';
import { z } from 'zod';
import { umbrellaCabinet } from './cabinet-schema.ts';
import { contacts } from './contacts-schema.ts';
import { sharedWires } from './shared-wires.ts';
import { zonesSchema } from './zones-schema.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 08:30');
const milliseconds = (least: number, most: number) => z.int().min(least).max(most);

const serialLink = z.strictObject({
  serial: z.string().describe('device path, best /dev/serial/by-id/…'),
  baudRate: z.int().min(1200).max(921_600).default(9600),
});
/** Without a speed the model's own. */
const readerSerialLink = serialLink.extend({ baudRate: serialLink.shape.baudRate.unwrap().optional() });
const tcpLink = z.strictObject({ host: z.string(), port: z.int().min(1).max(65_535).default(9100) });
const fileLink = z.strictObject({
  file: z.string().describe('character device, best /dev/qingyu/printer of our udev rules'),
});
/** Only a printer is sent more than its buffer holds. */
const printerSerialLink = serialLink.extend({
  flow: z.enum(['none', 'rtscts', 'xonxoff']).default('none').describe('how the printer says that its buffer is full'),
});
/** As lsusb shows it. */
const fourDigits = 'expected four hex digits in quotes, such as "08ff"';
const usbId = z.string(fourDigits).regex(/^[0-9A-Fa-f]{4}$/, fourDigits);
const usbLink = z.strictObject({
  usb: z.strictObject({
    vendorId: usbId,
    productId: usbId,
    serial: z.string().min(1).optional().describe('needed where two of one model are connected'),
  }),
});

const cardReader = z.strictObject({
  id: z.string(),
  kind: z.literal('card-reader'),
  model: z.enum(['rdm6300', 'em18', 'rdm7941', 'pn532']),
  link: z.union([z.literal('simulated'), readerSerialLink]),
});

/** What a number alone does not show: whether four bytes are a whole UID or the end of an EM4100 number. */
const cardFrequency = z
  .enum(['125kHz', '13.56MHz'])
  .optional()
  .describe(
    'cards it reads, if only of one kind; at 13.56MHz a number of four bytes that begins with 08 is refused as a phone',
  );

/** As `numberFormats` of the typing readers. */
const numberFormat = z.enum([
  '10H',
  '8H-10D',
  '6H-8D',
  '2H+4H',
  '4H+4H',
  '8H',
  '8H-reversed',
  '8H-10D-reversed',
  '4H+4H-reversed',
  '14H',
  '14H-reversed',
]);

const osdpReader = z.strictObject({
  id: z.string(),
  kind: z.literal('card-reader'),
  model: z.literal('osdp'),
  link: z.union([z.literal('simulated'), readerSerialLink]),
  address: z.int().min(0).max(126).default(0).describe('OSDP: as set on the reader'),
  key: z
    .union([z.literal('install'), z.strictObject({ file: z.string().describe('one line of 32 hex digits') })])
    .default('install')
    .describe('OSDP: the key the reader was sold with, or a file with its site key'),
  secure: z.enum(['required', 'preferred', 'off']).default('required').describe('OSDP: secure channel'),
  format: numberFormat
    .optional()
    .describe('OSDP: how it writes cards that it tells as characters; hex digits unless given'),
  frequency: cardFrequency,
});

/** A USB device that types. */
const hidLink = z.strictObject({
  hid: z.union([
    z.strictObject({
      vendorId: usbId,
      productId: usbId,
      serial: z.string().optional().describe('where two devices have the same ids'),
      product: z.string().optional().describe('part of its name'),
    }),
    z.strictObject({ path: z.string().describe('device file such as a link of a udev rule to a hidraw') }),
  ]),
});

const hidKeyboardReader = z.strictObject({
  id: z.string(),
  kind: z.literal('card-reader'),
  model: z.literal('hid-keyboard'),
  link: z.union([z.literal('simulated'), hidLink]),
  format: numberFormat.default('8H-10D').describe('how it writes numbers, until it is taught on the devices page'),
  frequency: cardFrequency,
});

/** Where the printers' own facts are, one file each; relative to the working directory. */
const PRINTER_PROFILES = 'hardware/board/printers';

const receiptPrinter = z.strictObject({
  id: z.string(),
  kind: z.literal('receipt-printer'),
  profile: z
    .string()
    .refine(
      (name) => existsSync(`${PRINTER_PROFILES}/${name}.json`),
      `expected the name of a file in ${PRINTER_PROFILES}`,
    )
    .describe('name of a file in hardware/board/printers, without .json'),
  rareFont: z
    .string()
    .optional()
    .describe('font file for characters the printer lacks, looked into before the installed ones'),
  answers: z.boolean().default(true).describe('false: nothing comes back on this link, whatever the model can do'),
  drawer: z
    .strictObject({
      pin: z
        .union([z.literal(0), z.literal(1)])
        .optional()
        .describe('0 is connector pin 2, 1 is pin 5'),
      onMs: milliseconds(2, 510).optional(),
      offMs: milliseconds(2, 510).optional(),
      openIs: z.enum(['high', 'low']).optional().describe('level of pin 3 while the drawer is open'),
    })
    .default({})
    .describe('where the cash drawer differs from the profile'),
  link: z.union([z.literal('simulated'), printerSerialLink, tcpLink, fileLink, usbLink]),
});

const alsaCapture = z.strictObject({ alsa: z.string().describe('as arecord -l names it') });
const fileCapture = z.strictObject({ file: z.string().describe('a WAV, heard over and over') });
/** What the amplifier's monitor output exceeds while it plays. */
const thresholdDb = z.number().min(-80).max(-10).default(-45).describe('dB of full scale');

const publicAddress = z.strictObject({
  id: z.string(),
  kind: z.literal('public-address'),
  sink: z.union([z.literal('none'), z.strictObject({ file: z.string() }), z.strictObject({ alsa: z.string() })]),
  simulated: z
    .boolean()
    .default(false)
    .describe('shows the bench and plays the demo track when the music folder is empty'),
  musicFolder: z.string().optional(),
  recordingsFolder: z.string().optional().describe('whole recordings, named by their file names'),
  phrasesFolder: z
    .string()
    .optional()
    .describe('recorded phrases named by their words, zh/各位顾客.wav, that sentences are joined from'),
  musicVolume: z.int().min(0).max(100).default(60),
  duckDb: z.number().min(12).max(30).default(16),
  microphone: z.union([z.literal('simulated'), alsaCapture, fileCapture]).optional(),
  lineIn: z
    .union([z.literal('simulated'), alsaCapture.extend({ thresholdDb }), fileCapture.extend({ thresholdDb })])
    .optional()
    .describe('the amplifier’s monitor output, to know whether announcements are heard'),
  zones: zonesSchema.optional(),
  speech: z
    .strictObject({
      command: z
        .array(z.string())
        .min(1)
        .optional()
        .describe('command template with {text} {language} {voice} {speed} {out}; absent: espeak-ng'),
      reads: z
        .enum(['characters', 'pinyin'])
        .default('characters')
        .describe('how the command wants Chinese: characters, or numbered pinyin such as qing3 dao4'),
      voices: z.strictObject({ zh: z.string(), en: z.string() }).default({ zh: 'cmn-latn-pinyin', en: 'en' }),
    })
    .prefault({}),
});

const slipScanner = z.strictObject({
  id: z.string(),
  kind: z.literal('slip-scanner'),
  link: z.union([z.literal('simulated'), hidLink]),
});

export const deviceSchema = z.discriminatedUnion('kind', [
  z.discriminatedUnion('model', [cardReader, osdpReader, hidKeyboardReader]),
  receiptPrinter,
  umbrellaCabinet,
  publicAddress,
  slipScanner,
  contacts,
]);

/** The desk has one of each of these; card readers, scanners and contacts may be several. */
const kindsOfOne = ['receipt-printer', 'umbrella-cabinet', 'public-address'] as const;

/** The whole configuration file; unknown keys are errors. */
export const configSchema = z.strictObject({
  plaza: z.strictObject({
    name: sentence,
    desk: sentence,
    timeZone: z
      .string()
      .refine(isTimeZone, 'expected an IANA time zone such as Asia/Shanghai')
      .default('Asia/Shanghai'),
    day: z.strictObject({ opens: timeOfDay, closes: timeOfDay }),
    demo: z.boolean().default(false).describe('fills an empty database with a demo plaza and says so on every page'),
  }),
  store: z.strictObject({
    folder: z.string().default('.data'),
    secrets: z.string().optional().describe('folder of keys and pepper, outside backups; default: <folder>/secrets'),
  }),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8180),
      allowedHosts: z.array(z.string()).default(['127.0.0.1', 'localhost', '[::1]']),
    })
    .prefault({}),
  devices: z.array(deviceSchema).superRefine((devices, context) => {
    for (const [index, { id }] of devices.entries()) {
      if (devices.findIndex((device) => device.id === id) === index) continue;
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `expected another id: “${id}” is taken` });
    }
    for (const kind of kindsOfOne) {
      const second = devices.findIndex(
        (device, at) => device.kind === kind && devices.findIndex((one) => one.kind === kind) < at,
      );
      if (second < 0) continue;
      context.addIssue({
        code: 'custom',
        path: [second, 'kind'],
        message: `expected one ${kind}: a second would never be used`,
      });
    }
    for (const { path, message } of sharedWires(devices))
      context.addIssue({ code: 'custom', path: [...path], message });
  }),
  rules: z.string().default('config/rules'),
  phrases: z.string().default('config/phrases'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export type Config = z.output<typeof configSchema>;
export type DeviceConfig = z.output<typeof deviceSchema>;
