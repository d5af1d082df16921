import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const named = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  zh: z.string().min(1),
  en: z.string().min(1),
});
/** With the word on its key. */
const onKey = named.extend({ short: sentence });

/** Its words, and the words that are asked for: each stands as `{id}` in the Chinese sentence. */
const notice = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    short: sentence,
    zh: z.string().min(1),
    en: z.string().min(1),
    asks: z
      .array(z.strictObject({ id: z.string().regex(/^[a-z]+$/), short: sentence, example: z.string() }))
      .default([]),
  })
  .refine(
    ({ zh, asks }) => asks.every(({ id }) => zh.includes(`{${id}}`)) && (zh.match(/\{/g) ?? []).length === asks.length,
    'expected each of asks once as {id} in zh, and nothing else in braces',
  );

/** How urgent announcements of a class are treated; see ClassPolicy. */
const policy = z.strictObject({
  cancelWindow: z.boolean(),
  waitsAtMostSeconds: z.int().min(1).nullable(),
  interrupts: z.enum(['at-once', 'at-sentence']),
  whenInterrupted: z.enum(['resume', 'repeat', 'end']),
});
const classes = z.strictObject({
  emergency: policy,
  'lost-person': policy,
  'lost-object': policy,
  scheduled: policy,
  service: policy,
  promotion: policy,
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 21:00');
/** Below this words are lost in a busy plaza, and the ear at the amplifier hears nothing. */
const LOWEST_DB = -12;
const belowFull = z.number().min(LOWEST_DB).max(0).optional();
/** From `from` until just before `to`; `to` before `from` lies on the next day. */
const levelBand = z
  .strictObject({
    zh: z.string().min(1),
    en: z.string().min(1),
    from: clockTime,
    to: clockTime,
    /** dB below the full level; a class that is left out is at its full level. */
    db: z.strictObject({
      emergency: z.literal(0, 'expected 0: an emergency is never lowered').optional(),
      'lost-person': belowFull,
      'lost-object': belowFull,
      scheduled: belowFull,
      service: belowFull,
      promotion: belowFull,
    }),
    clause: z.string().min(1),
  })
  .refine(({ from, to }) => from !== to, 'expected an end other than the beginning');
export type LevelBand = z.output<typeof levelBand>;

const levelBands = z
  .array(levelBand)
  .refine(
    (bands) => bands.every((one, at) => bands.every((other, where) => at === where || !covers(one, other.from))),
    'expected hours that do not overlap',
  );

function covers({ from, to }: { readonly from: string; readonly to: string }, time: string): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

export const broadcastRules = dated({
  longestTextCharacters: ruled(z.int().min(50).max(2000)),
  classes: ruled(classes),
  longestQueue: ruled(z.int().min(1).max(500)),
  betweenSeconds: ruled(z.int().min(0).max(60)),
  /** How far below its full level a class is heard, by the hour. */
  levels: levelBands,
  cancelWindowSeconds: ruled(z.int().min(0).max(30)),
  repeats: ruled(z.strictObject({ default: z.int().min(1), most: z.int().min(1).max(20) })),
  gapSeconds: ruled(z.strictObject({ default: z.int().min(0), most: z.int().max(600) })),
  childNameAired: ruled(z.boolean()),
  nameApprovalMinutes: ruled(z.int().min(1).max(60)),
  adultFromAge: ruled(z.int().min(1)),
  colours: z.array(named.extend({ hex: z.string().regex(/^#[0-9a-f]{6}$/) })).min(1),
  places: z.array(onKey).min(1),
  meetingPoints: z.array(onKey).min(1),
  objects: z.array(onKey.extend({ counted: z.string().min(1) })).min(1),
  /** Announcements that are made again and again, with what is asked for. */
  notices: z.array(notice).min(1),
  templates: z.strictObject({
    lostPerson: sentence,
    lostObject: sentence,
    top: sentence,
    trousers: sentence,
    skirt: sentence,
    and: sentence,
  }),
});
export type BroadcastRules = z.output<typeof broadcastRules>[number];
