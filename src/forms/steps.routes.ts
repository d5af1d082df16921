import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  type Carried,
  deliverToHr,
  type Forms,
  handIn,
  printNow,
  recordSignature,
  signatoriesOf,
  strikeStep,
  tickDocument,
  withdrawForm,
} from './actions.ts';
import { byOf } from './routes.ts';
import type { Named } from './view.rules.ts';

const desk = ['clerk', 'shift-lead', 'supervisor', 'hr'] as const;
const params = z.strictObject({ formId: z.coerce.number().int().positive() });
const reason = z.string().trim().min(1).max(60);
const batch = z.strictObject({ formIds: z.array(z.int().positive()).min(1).max(200) });
const state = z.strictObject({ state: z.enum(['open', 'confirmed', 'refused', 'withdrawn']) });

/** What happens to a sheet after it was filled in. */
export function stepRoutes(forms: Forms): Route[] {
  const batchRoute = (path: string, summary: string, carry: typeof handIn): Route =>
    route({
      method: 'post',
      path,
      summary,
      access: desk,
      body: batch,
      answer: shown<Carried>('Carried'),
      handle: ({ body, command }) => carry(forms, command, body.formIds).answer,
    });
  return [
    batchRoute(
      '/forms/hand-in',
      'Sheets handed in at the desk together; what lacks a signature stays, with the reason.',
      handIn,
    ),
    batchRoute(
      '/forms/deliver',
      'Sheets delivered from the desk to HR together; what lacks a document stays, with the reason.',
      deliverToHr,
    ),
    route({
      method: 'get',
      path: '/forms/:formId/signatories',
      summary: 'Who may sign the next place of a form, those of its department first.',
      access: desk,
      params,
      answer: shown<Named[]>('FormSignatories'),
      handle: (ask) => signatoriesOf(forms, ask.params.formId),
    }),
    route({
      method: 'post',
      path: '/forms/:formId/sign',
      summary: 'A signature as it is seen on the sheet: who signed, agreed or refused.',
      access: desk,
      params,
      body: z.strictObject({
        personId: z.int().positive(),
        verdict: z.enum(['signed', 'refused']),
        note: z.string().trim().max(60).optional(),
      }),
      answer: state,
      handle: (ask) => recordSignature(forms, ask.command, ask.params.formId, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/forms/:formId/documents',
      summary: 'Ticks off a document that goes with a form.',
      access: desk,
      params,
      body: z.strictObject({ document: z.string().max(40) }),
      answer: z.strictObject({ formId: z.int() }),
      handle: (ask) => tickDocument(forms, ask.command, ask.params.formId, ask.body.document).answer,
    }),
    route({
      method: 'post',
      path: '/forms/:formId/strike',
      summary: 'Says that the last step of a sheet was written down wrongly; it stays in the record.',
      access: desk,
      params,
      body: z.strictObject({ stepId: z.int().positive(), reason }),
      answer: state,
      handle: (ask) => strikeStep(forms, ask.command, ask.params.formId, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/forms/:formId/print',
      summary: 'Prints the sheet of a form that was allowed by word of mouth.',
      access: 'signed-in',
      params,
      answer: z.strictObject({ jobId: z.int() }),
      handle: (ask) => printNow(forms, ask.command, ask.params.formId, byOf(ask)).answer,
    }),
    route({
      method: 'post',
      path: '/forms/:formId/withdraw',
      summary: 'Takes a form back with a reason: one’s own before anybody signed, any at the desk.',
      access: 'signed-in',
      params,
      body: z.strictObject({ reason }),
      answer: z.strictObject({ formId: z.int() }),
      handle: (ask) => withdrawForm(forms, ask.command, ask.params.formId, ask.body.reason, byOf(ask)).answer,
    }),
  ];
}
