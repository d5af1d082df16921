import { z } from 'zod';
import { debounceMs, gpioLine } from './gpio-schema.ts';

const milliseconds = (least: number, most: number) => z.int().min(least).max(most);

const doorSensor = gpioLine.extend({
  closedWhen: z.enum(['active', 'inactive']).default('active'),
  debounceMs: debounceMs(500).default(20),
});

const door = z.strictObject({
  number: z.int().min(1).max(48),
  supply: z.string().default('main').describe('power supply of the lock; locks of one supply open one after the other'),
  // Never guessed: on a low-trigger relay board the wrong polarity holds the coil on while it should be off.
  lock: gpioLine.extend({ activeLow: z.boolean() }),
  sensor: doorSensor,
});

const presence = z
  .enum(['normal', 'inverted', 'none'])
  .default('normal')
  .describe('sensors that look into the compartments');

/** One kind of RS-485 lock board; lock 0, addresses for everybody and locks it does not have are refused here already. */
const lockBoard = <More extends z.ZodRawShape>(
  model: '8a' | 'cu16' | 'cu48' | 'cu48-b',
  baudRate: number,
  addresses: readonly [number, number],
  locks: number,
  more: More,
) =>
  z.strictObject({
    lockBoard: z.literal(model),
    serial: z.string().describe('device path of the RS-485 adapter, best /dev/serial/by-id/…'),
    baudRate: z.int().min(1200).max(921_600).default(baudRate),
    address: z.int().min(addresses[0]).max(addresses[1]).default(addresses[0]).describe('as on its DIP switches'),
    // Never guessed: with the wrong one every shut door reads open, and none is opened.
    polarity: z.enum(['normal', 'inverted']),
    echo: z.enum(['auto', 'yes', 'no']).default('auto').describe('whether the line gives back what is sent'),
    ...more,
    doors: z
      .array(
        z.strictObject({
          number: z.int().min(1).max(48),
          lock: z.int().min(1).max(locks).describe('as printed on the board, from 1'),
          supply: z.string().default('main'),
        }),
      )
      .min(1)
      .refine((doors) => new Set(doors.map((each) => each.lock)).size === doors.length, 'two doors on one lock')
      .refine((doors) => new Set(doors.map((each) => each.number)).size === doors.length, 'two doors of one number'),
  });

const relayDoor = z.strictObject({
  number: z.int().min(1).max(48),
  supply: z.string().default('main'),
  relay: z.int().min(1).max(8).describe('as printed on the relay board, from 1'),
  sensor: doorSensor,
});

/** An umbrella cabinet: header pins, a USB relay board, an RS-485 lock board, or simulated. */
export const umbrellaCabinet = z.strictObject({
  id: z.string(),
  kind: z.literal('umbrella-cabinet'),
  link: z.union([
    z
      .strictObject({
        simulatedDoors: z.int().min(1).max(24),
        lockBoard: z
          .enum(['8a', 'cu16', 'cu48', 'cu48-b'])
          .optional()
          .describe('the simulated doors hang on such a board'),
        hidRelay: z.literal(true).optional().describe('the simulated locks hang on a USB relay board'),
      })
      .refine(
        (link) => link.lockBoard !== 'cu16' || link.simulatedDoors <= 16,
        'a cu16 board has sixteen locks at most',
      )
      .refine((link) => link.hidRelay === undefined || link.lockBoard === undefined, 'one board, not two')
      .refine(
        (link) => link.hidRelay === undefined || link.simulatedDoors <= 8,
        'a USB relay board has eight relays at most',
      ),
    lockBoard('8a', 9_600, [1, 32], 50, {}),
    lockBoard('cu16', 19_200, [0, 15], 16, { presence }),
    lockBoard('cu48', 19_200, [0, 9], 48, {}),
    lockBoard('cu48-b', 19_200, [0, 9], 48, {}),
    z.strictObject({
      gpio: z
        .array(door)
        .min(1)
        .refine((doors) => new Set(doors.map((each) => each.number)).size === doors.length, 'two doors of one number'),
    }),
    z.strictObject({
      hidRelay: z
        .array(relayDoor)
        .min(1)
        .refine((doors) => new Set(doors.map((each) => each.relay)).size === doors.length, 'two doors on one relay')
        .refine((doors) => new Set(doors.map((each) => each.number)).size === doors.length, 'two doors of one number'),
      relayBoard: z
        .string()
        .regex(/^[0-9A-Za-z]{5}$/, 'expected the five characters of the board’s own serial, such as BITFT')
        .optional()
        .describe('needed where two USB relay boards are connected'),
    }),
  ]),
  pulseMs: milliseconds(100, 1000).default(500),
  openWithinMs: milliseconds(500, 10_000).default(3_000),
  leftOpenAfterMs: milliseconds(5_000, 600_000).default(60_000),
});
