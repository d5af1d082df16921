import { z } from 'zod';

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
const fileLink = z.strictObject({ file: z.string().describe('character device such as /dev/usb/lp0') });

const cardReader = z.strictObject({
  id: z.string(),
  kind: z.literal('card-reader'),
  model: z.enum(['rdm6300', 'em18', 'rdm7941']),
  link: z.union([z.literal('simulated'), readerSerialLink]),
});

const receiptPrinter = z.strictObject({
  id: z.string(),
  kind: z.literal('receipt-printer'),
  profile: z.string().describe('name of a file in hardware/board/printers, without .json'),
  rareFont: z
    .string()
    .optional()
    .describe('font file for characters the printer lacks, looked into before the installed ones'),
  link: z.union([z.literal('simulated'), serialLink, tcpLink, fileLink]),
});

const gpioLine = z.strictObject({
  chip: z
    .array(z.string())
    .default(['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'])
    .describe('accepted chip labels'),
  offset: z.int().min(0).max(57).describe('line on that chip (BCM number on a Pi)'),
  activeLow: z.boolean().default(false),
});

const door = z.strictObject({
  number: z.int().min(1).max(48),
  supply: z.string().default('main').describe('power supply of the lock; locks of one supply open one after the other'),
  // Never guessed: on a low-trigger relay board the wrong polarity holds the coil on while it should be off.
  lock: gpioLine.extend({ activeLow: z.boolean() }),
  sensor: gpioLine.extend({ closedWhen: z.enum(['active', 'inactive']).default('active') }),
});

const umbrellaCabinet = z.strictObject({
  id: z.string(),
  kind: z.literal('umbrella-cabinet'),
  link: z.union([
    z.strictObject({ simulatedDoors: z.int().min(1).max(24) }),
    z.strictObject({ gpio: z.array(door).min(1) }),
  ]),
  pulseMs: milliseconds(100, 1000).default(500),
  openWithinMs: milliseconds(500, 10_000).default(3_000),
  leftOpenAfterMs: milliseconds(5_000, 600_000).default(60_000),
});

const publicAddress = z.strictObject({
  id: z.string(),
  kind: z.literal('public-address'),
  sink: z.union([z.literal('none'), z.strictObject({ file: z.string() }), z.strictObject({ alsa: z.string() })]),
  simulated: z
    .boolean()
    .default(false)
    .describe('shows the bench and plays the demo track when the music folder is empty'),
  musicFolder: z.string().optional(),
  musicVolume: z.int().min(0).max(100).default(60),
  duckDb: z.number().min(12).max(30).default(16),
  speech: z
    .strictObject({
      command: z
        .array(z.string())
        .min(1)
        .optional()
        .describe('command template with {text} {language} {voice} {speed} {out}; absent: espeak-ng'),
      voices: z.strictObject({ zh: z.string(), en: z.string() }).default({ zh: 'cmn', en: 'en' }),
    })
    .prefault({}),
});

export const deviceSchema = z.discriminatedUnion('kind', [cardReader, receiptPrinter, umbrellaCabinet, publicAddress]);

/** The whole configuration file; unknown keys are errors. */
export const configSchema = z.strictObject({
  plaza: z.strictObject({
    name: sentence,
    desk: sentence,
    timeZone: z.string().default('Asia/Shanghai'),
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
  devices: z.array(deviceSchema),
  rules: z.string().default('config/rules'),
  phrases: z.string().default('config/phrases'),
});

export type Config = z.output<typeof configSchema>;
export type DeviceConfig = z.output<typeof deviceSchema>;
