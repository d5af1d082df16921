import { z } from 'zod';
import { pictureAnswer, pictureJson } from '../http/paper-picture.ts';
import { type Route, route, shown } from '../http/route.ts';
import {
  type ComingPromotion,
  comingPromotions,
  draftPromotion,
  dropShop,
  keepShop,
  listShops,
  outcomePicture,
  type PromotionOptions,
  type Promotions,
  type PromotionView,
  printOutcome,
  promotionById,
  promotionOptions,
  requestPromotion,
  type Shop,
  searchPromotions,
  withdrawPromotion,
} from './actions.ts';
import { type Approve, decisionRoutes } from './decisions.routes.ts';
import { PROMOTION_STATES } from './rules.ts';
import type { WordingWarning } from './wording.rules.ts';

const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const LONGEST = 2000;
const words = (most: number) => z.string().trim().min(1).max(most);
const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 -]{5,20}$/, 'expected a phone number');
const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'expected a local date and time such as 2026-11-21T10:00');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 11:30');
const request = z.strictObject({
  shop: words(40),
  contact: words(20).optional(),
  phone: phone.optional(),
  zh: words(LONGEST),
  en: words(LONGEST).optional(),
  from: moment,
  until: moment,
  times: z.int().min(1),
  wished: z.array(clockTime).max(12).default([]),
  zones: z.array(z.string().max(20)).max(32).optional(),
});
const params = z.strictObject({ promotionId: z.coerce.number().int().positive() });
const shopParams = z.strictObject({ shopId: z.coerce.number().int().positive() });
const anyState = `(${PROMOTION_STATES.join('|')})`;
const states = z
  .string()
  .regex(new RegExp(`^${anyState}(,${anyState})*$`), 'expected states with commas between')
  .transform((text) => PROMOTION_STATES.filter((state) => text.split(',').includes(state)));

/** Shop promotions over HTTP: asked for, decided on, aired, archived. */
export function promotionRoutes(promotions: Promotions, approve: Approve): Route[] {
  return [
    route({
      method: 'get',
      path: '/promotions/options',
      summary: 'The limits of shop promotions with their clauses, and the reasons to choose from.',
      access: 'open',
      answer: shown<PromotionOptions>('PromotionOptions'),
      handle: () => promotionOptions(promotions),
    }),
    route({
      method: 'get',
      path: '/promotions/coming',
      summary: 'Which promotion is aired next and when, soonest first.',
      access: 'open',
      answer: shown<ComingPromotion[]>('ComingPromotions'),
      handle: () => comingPromotions(promotions),
    }),
    route({
      method: 'get',
      path: '/promotions',
      summary:
        'Promotions with who asked, who approved and how each airing ended, newest first; by states, words and number.',
      access: clerk,
      query: z.strictObject({
        states: states.optional(),
        text: z.string().max(100).optional(),
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: shown<PromotionView[]>('Promotions'),
      handle: ({ query }) => {
        const { before, ...asked } = query;
        return searchPromotions(promotions, { ...asked, beforeId: before });
      },
    }),
    route({
      method: 'post',
      path: '/promotions/draft',
      summary: 'When a promotion could be aired and which of its words to look at; writes nothing.',
      access: clerk,
      body: request,
      answer: shown<{ readonly plan: readonly number[]; readonly warnings: readonly WordingWarning[] }>(
        'PromotionDraft',
      ),
      handle: ({ body }) => draftPromotion(promotions, body),
    }),
    route({
      method: 'post',
      path: '/promotions',
      summary: 'Writes down what a shop asks to have aired; nothing is heard before somebody has approved it.',
      access: clerk,
      body: request,
      answer: z.strictObject({ id: z.int(), number: z.string() }),
      handle: ({ body, command }) => requestPromotion(promotions, command, body).answer,
    }),
    route({
      method: 'get',
      path: '/promotions/shops',
      summary: 'Shops the desk knows by name, with their contacts.',
      access: clerk,
      answer: shown<Shop[]>('Shops'),
      handle: () => listShops(promotions),
    }),
    route({
      method: 'post',
      path: '/promotions/shops',
      summary: 'Keeps a shop on the list, or its new contact.',
      access: clerk,
      body: z.strictObject({ name: words(40), contact: words(20).optional(), phone: phone.optional() }),
      answer: z.strictObject({ id: z.int() }),
      handle: ({ body, command }) => keepShop(promotions, command, body).answer,
    }),
    route({
      method: 'delete',
      path: '/promotions/shops/:shopId',
      summary: 'Takes a shop off the list; what it has asked for stays in the archive.',
      access: clerk,
      params: shopParams,
      answer: z.strictObject({ id: z.int() }),
      handle: ({ params: { shopId }, command }) => dropShop(promotions, command, shopId).answer,
    }),
    route({
      method: 'get',
      path: '/promotions/:promotionId',
      summary: 'One promotion; while nobody has decided, with what the desk proposes.',
      access: clerk,
      params,
      answer: shown<PromotionView>('Promotion'),
      handle: (ask) => promotionById(promotions, ask.params.promotionId),
    }),
    ...decisionRoutes(promotions, approve),
    route({
      method: 'post',
      path: '/promotions/:promotionId/withdraw',
      summary: 'Takes a promotion back: nothing more of it is aired.',
      access: clerk,
      params,
      answer: z.strictObject({ state: z.string() }),
      handle: (ask) => withdrawPromotion(promotions, ask.command, ask.params.promotionId).answer,
    }),
    route({
      method: 'get',
      path: '/promotions/:promotionId/outcome',
      summary: 'The outcome’s paper for the shop as it would come out now.',
      access: clerk,
      params,
      answer: pictureAnswer,
      handle: (ask) => pictureJson(outcomePicture(promotions, ask.params.promotionId)),
    }),
    route({
      method: 'post',
      path: '/promotions/:promotionId/outcome',
      summary: 'Prints for the shop when it was aired and what was not.',
      access: clerk,
      params,
      answer: z.strictObject({ jobId: z.int() }),
      handle: (ask) => printOutcome(promotions, ask.command, ask.params.promotionId).answer,
    }),
  ];
}
