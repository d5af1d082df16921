import { z } from 'zod';
import { pictureAnswer, pictureJson } from '../http/paper-picture.ts';
import { type Ask, type Route, route, shown } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import {
  type By,
  daysOfMonth,
  draftView,
  type FormAsking,
  type Forms,
  fillForm,
  formById,
  formByNumber,
  formOptions,
  peopleFor,
  pictureOf,
  sheetsFor,
  superiorsOf,
} from './actions.ts';
import { HALVES } from './asked.rules.ts';
import { FORM_KINDS, LEAVE_KINDS } from './rules.ts';
import { PLACES } from './sheet.rules.ts';
import { stepRoutes } from './steps.routes.ts';
import type { FormDay, FormDraft, FormOptions, FormView, Named, SheetView } from './view.rules.ts';

const id = z.int().positive();
const queryId = z.coerce.number().int().positive();
const day = z.iso.date();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 14:00');
const half = z.strictObject({ day, half: z.enum(HALVES) });
const word = z.string().max(40);
const asked = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exception'), day, shiftId: word, direction: z.enum(['in', 'out', 'both']) }),
  z.strictObject({ kind: z.literal('business'), day, from: time, until: time }),
  z.strictObject({
    kind: z.literal('leave'),
    leaveKind: z.enum(LEAVE_KINDS),
    from: half,
    until: half,
    choice: word.optional(),
    extras: z.record(word, z.int().min(0).max(9)).optional(),
    eventDay: day.optional(),
  }),
  z.strictObject({ kind: z.literal('overtime'), day, from: time, until: time }),
  z.strictObject({ kind: z.literal('swap'), day, withPersonId: id, otherDay: day }),
]);
const asking = z.strictObject({
  /** Absent: one's own form. */
  personId: id.optional(),
  asked,
  reason: z.string().trim().max(60).default(''),
  allowedBy: id.optional(),
  replaces: id.optional(),
});
const params = z.strictObject({ formId: queryId });
const ofPerson = z.strictObject({ personId: queryId.optional() });
const words = <const W extends string>(all: readonly W[]) =>
  z
    .string()
    .regex(new RegExp(`^(${all.join('|')})(,(${all.join('|')}))*$`), `expected ${all.join(', ')} with commas between`)
    .transform((text) => all.filter((one) => text.split(',').includes(one)))
    .optional();

/** Who asks. @throws DeskError `session/none` */
export function byOf({ session }: Pick<Ask<unknown, unknown, unknown>, 'session'>): By {
  if (session !== undefined) return { personId: session.staffId, posts: session.roles };
  throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
}

/** Forms on paper over HTTP: filled in, signed, carried to HR. */
export function formRoutes(forms: Forms): Route[] {
  const asOf = (body: z.output<typeof asking>, by: By): FormAsking => ({
    ...body,
    personId: body.personId ?? by.personId,
  });
  return [
    route({
      method: 'get',
      path: '/forms/options',
      summary: 'The forms and kinds of leave with their clauses, and the reasons to choose from.',
      access: 'signed-in',
      answer: shown<FormOptions>('FormOptions'),
      handle: () => formOptions(forms),
    }),
    route({
      method: 'get',
      path: '/forms/people',
      summary: 'Whose forms the signed-in person may fill in.',
      access: 'signed-in',
      answer: shown<(Named & { readonly department: string })[]>('FormPeople'),
      handle: (ask) => peopleFor(forms, byOf(ask)),
    }),
    route({
      method: 'get',
      path: '/forms/superiors',
      summary: 'Who may allow somebody’s leave or business by word of mouth.',
      access: 'signed-in',
      query: ofPerson,
      answer: shown<Named[]>('FormSuperiors'),
      handle: (ask) => superiorsOf(forms, ask.query.personId ?? byOf(ask).personId),
    }),
    route({
      method: 'get',
      path: '/forms/days',
      summary: 'The days of somebody’s month with shifts, missed punches and forms, to choose from.',
      access: 'signed-in',
      query: z.strictObject({
        personId: queryId.optional(),
        /** Absent: this month. */
        month: z
          .string()
          .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11')
          .optional(),
      }),
      answer: shown<FormDay[]>('FormDays'),
      handle: (ask) => {
        const by = byOf(ask);
        return daysOfMonth(forms, ask.query.personId ?? by.personId, ask.query.month, by);
      },
    }),
    route({
      method: 'get',
      path: '/forms',
      summary: 'Forms and where their sheets are, newest first; people without a post at the desk see their own.',
      access: 'signed-in',
      query: z.strictObject({
        personId: queryId.optional(),
        kinds: words(FORM_KINDS),
        states: words(['open', 'confirmed', 'refused', 'withdrawn']),
        places: words(PLACES),
        department: z.string().max(40).optional(),
        dueFrom: day.optional(),
        dueUntil: day.optional(),
        before: queryId.optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: shown<SheetView[]>('Sheets'),
      handle: (ask) => {
        const { before, ...filter } = ask.query;
        return sheetsFor(forms, { ...filter, beforeId: before }, byOf(ask));
      },
    }),
    route({
      method: 'get',
      path: '/forms/number/:formNumber',
      summary: 'The form of a number as printed on it, typed or scanned.',
      access: 'signed-in',
      params: z.strictObject({ formNumber: z.string().min(1).max(40) }),
      answer: z.strictObject({ formId: z.int() }),
      handle: (ask) => formByNumber(forms, ask.params.formNumber, byOf(ask)),
    }),
    route({
      method: 'post',
      path: '/forms/draft',
      summary:
        'What a form would be: who signs, what is left, by when it is due, and why it is refused; writes nothing.',
      access: 'signed-in',
      body: asking,
      answer: shown<FormDraft>('FormDraft'),
      handle: (ask) => {
        const by = byOf(ask);
        return draftView(forms, asOf(ask.body, by), by);
      },
    }),
    route({
      method: 'post',
      path: '/forms',
      summary: 'Fills a form in and prints its sheet; what was allowed by phone is printed when the person is back.',
      access: 'signed-in',
      body: asking,
      answer: z.strictObject({ formId: z.int(), number: z.string(), printed: z.boolean() }),
      handle: (ask) => {
        const by = byOf(ask);
        return fillForm(forms, ask.command, asOf(ask.body, by), by).answer;
      },
    }),
    route({
      method: 'get',
      path: '/forms/:formId',
      summary: 'One form with its signatures, its documents and every step of its sheet.',
      access: 'signed-in',
      params,
      answer: shown<FormView>('Form'),
      handle: (ask) => formById(forms, ask.params.formId, byOf(ask)),
    }),
    route({
      method: 'get',
      path: '/forms/:formId/paper',
      summary: 'The sheet of a form as it comes out of the printer.',
      access: 'signed-in',
      params,
      answer: pictureAnswer,
      handle: (ask) => pictureJson(pictureOf(forms, ask.params.formId, byOf(ask))),
    }),
    ...stepRoutes(forms),
  ];
}
