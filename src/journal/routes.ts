import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { Database } from '../store/database.ts';
import type { Journal } from './journal.ts';
import { type ChainReport, clockQualityOf, type JournalLine } from './rules.ts';
import { verifyChainInTurns } from './verify-chain.ts';

/** Reading the journal and checking its chain. */
export function journalRoutes(database: Database, journal: Journal): Route[] {
  return [
    route({
      method: 'get',
      path: '/journal',
      summary: 'The journal, newest first; `before` pages on, `subject` keeps to one thing.',
      access: ['shift-lead', 'supervisor', 'hr'],
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: z.coerce.number().int().positive().optional(),
        subject: z.string().max(100).optional(),
      }),
      answer: shown<JournalLine[]>('JournalLines'),
      handle: ({ query: { limit, before, subject } }) =>
        journal
          .page({ limit, ...(before === undefined ? {} : { before }), ...(subject === undefined ? {} : { subject }) })
          .map((row) => ({
            seq: row.seq,
            atMs: row.at,
            clockQuality: clockQualityOf(row.clock_quality),
            actor: row.actor,
            kind: row.kind,
            subject: row.subject,
            body: JSON.parse(row.body),
            hash: row.hash,
          })),
    }),
    route({
      method: 'get',
      path: '/journal/chain',
      summary: 'Recomputes every hash of the journal and says whether anything was changed.',
      access: ['shift-lead', 'supervisor', 'hr'],
      query: z.strictObject({
        head: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
      answer: shown<ChainReport>('ChainReport'),
      handle: ({ query }) => verifyChainInTurns(database, query.head),
    }),
  ];
}
