import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { beginImport, confirmImport, type Imports, previewImport, takePiece } from './import.ts';
import { rosterTemplate } from './import-template.ts';
import type { ImportPreview } from './view.rules.ts';

const planners = ['supervisor', 'hr'] as const;
const params = z.strictObject({ importId: z.uuid() });
/** Of base64: within the 64 kB of a request. */
const LONGEST_PIECE = 48_000;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Tables read into the roster over HTTP: sent in pieces, looked at, then written all at once. */
export function importRoutes(imports: Imports): Route[] {
  return [
    route({
      method: 'get',
      path: '/roster/template.csv',
      summary: 'The roster of the next week as a table to fill in and read in again.',
      access: planners,
      answer: shown<Uint8Array>('RosterTemplate'),
      media: 'text/csv',
      handle: () => rosterTemplate(imports.roster),
    }),
    route({
      method: 'post',
      path: '/roster/imports',
      summary: 'Begins to take a table, .xlsx or .csv, of a length in bytes; its pieces follow.',
      access: planners,
      body: z.strictObject({ name: z.string().trim().min(1).max(200), bytes: z.int().min(0).max(40_000_000) }),
      answer: z.strictObject({ importId: z.string() }),
      handle: ({ body }) => beginImport(imports, body.name, body.bytes),
    }),
    route({
      method: 'post',
      path: '/roster/imports/:importId/pieces',
      summary: 'Takes the next piece of a table, in base64; the same one twice is taken once.',
      access: planners,
      params,
      body: z.strictObject({
        at: z.int().min(0),
        piece: z.string().regex(BASE64, 'expected base64').max(LONGEST_PIECE),
      }),
      answer: z.strictObject({ received: z.int() }),
      handle: ({ params: { importId }, body }) => takePiece(imports, importId, body.at, body.piece),
    }),
    route({
      method: 'get',
      path: '/roster/imports/:importId',
      summary: 'What a table would change in the roster, line by line, and what is wrong with it; writes nothing.',
      access: planners,
      params,
      answer: shown<ImportPreview>('ImportPreview'),
      handle: ({ params: { importId } }) => previewImport(imports, importId),
    }),
    route({
      method: 'post',
      path: '/roster/imports/:importId/confirm',
      summary: 'Writes what the preview showed, all of it or nothing; refused when the roster has changed since.',
      access: planners,
      params,
      body: z.strictObject({ mark: z.string().min(1).max(60) }),
      answer: z.strictObject({ changed: z.int() }),
      handle: ({ params: { importId }, body, command }) => confirmImport(imports, command, importId, body.mark).answer,
    }),
  ];
}
