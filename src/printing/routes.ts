import { z } from 'zod';
import { pictureAnswer, pictureJson } from '../http/paper-picture.ts';
import { type Ask, type Route, route } from '../http/route.ts';
import {
  answerWhetherItCameOut,
  jobById,
  type Printing,
  pictureOfJob,
  recentJobs,
  reprint,
  retryJob,
} from './actions.ts';
import { PRINT_STATES } from './rules.ts';
import { printSelfTest } from './self-test.ts';

const COUNTER = ['clerk', 'shift-lead', 'supervisor'] as const;

/** One job of the outbox, as every room answers it. */
export const printJobAnswer = z.strictObject({
  id: z.int(),
  document: z.string(),
  subject: z.string(),
  state: z.enum(PRINT_STATES),
  code: z.string().optional(),
  queuedAtMs: z.int(),
  changedAtMs: z.int(),
  reprintOf: z.int().optional(),
  reprintNo: z.int(),
  settled: z.boolean().describe('nobody has to look at it any more'),
  offers: z.array(z.enum(['answer', 'retry', 'reprint'])).describe('what a person can do with it now'),
});

const jobId = z.strictObject({ id: z.coerce.number().int().min(1) });
const queued = z.strictObject({ jobId: z.int() });

/** The name to print behind 补打. */
const by = (ask: Ask<unknown, unknown, unknown>) => ({ name: ask.session?.name ?? ask.actor });

const jsonOf = (job: ReturnType<typeof jobById>) => ({ ...job, offers: [...job.offers] });

/** `/print-jobs` and `/printer/test`: what was printed, what waits, and a person's word about it. */
export function printingRoutes(printing: Printing): Route[] {
  const { desk } = printing;
  return [
    route({
      method: 'get',
      path: '/print-jobs',
      summary: 'Jobs that need somebody first, then today’s, newest first.',
      access: 'open',
      answer: z.array(printJobAnswer),
      handle: () => recentJobs(printing).map(jsonOf),
    }),
    route({
      method: 'get',
      path: '/print-jobs/:id',
      summary: 'One job with a picture of its paper.',
      access: 'signed-in',
      params: jobId,
      answer: printJobAnswer.extend({ picture: pictureAnswer }),
      handle: ({ params }) => ({
        ...jsonOf(jobById(printing, params.id)),
        picture: pictureJson(pictureOfJob(printing, params.id)),
      }),
    }),
    route({
      method: 'get',
      path: '/print-jobs/:id/preview',
      summary: 'The paper of a job as it comes out of the mounted roll.',
      access: 'signed-in',
      params: jobId,
      answer: pictureAnswer,
      handle: ({ params }) => pictureJson(pictureOfJob(printing, params.id)),
    }),
    route({
      method: 'post',
      path: '/print-jobs/:id/answer',
      summary: 'Says whether an interrupted or unconfirmed paper came out; on no, a marked reprint is queued.',
      access: COUNTER,
      params: jobId,
      body: z.strictObject({ cameOut: z.boolean() }),
      answer: z.strictObject({ reprintJobId: z.int().nullable() }),
      handle: (ask) =>
        desk.act(ask.command, 'printing/answer', (change) => {
          const { cameOut } = ask.body;
          const again = answerWhetherItCameOut(printing, change, { jobId: ask.params.id, cameOut, by: by(ask) });
          return { reprintJobId: again ?? null };
        }).answer,
    }),
    route({
      method: 'post',
      path: '/print-jobs/:id/retry',
      summary: 'Prints a job of which nothing has gone out.',
      access: COUNTER,
      params: jobId,
      answer: queued,
      handle: (ask) =>
        desk.act(ask.command, 'printing/retry', (change) => {
          retryJob(printing, change, ask.params.id);
          return { jobId: ask.params.id };
        }).answer,
    }),
    route({
      method: 'post',
      path: '/print-jobs/:id/reprint',
      summary: 'Prints a paper again, marked 补打 with count, name and time.',
      access: COUNTER,
      params: jobId,
      answer: queued,
      handle: (ask) =>
        desk.act(ask.command, 'printing/reprint', (change) => ({
          jobId: reprint(printing, change, { jobId: ask.params.id, by: by(ask) }),
        })).answer,
    }),
    route({
      method: 'post',
      path: '/printer/test',
      summary: 'Prints the self-test page.',
      access: COUNTER,
      answer: queued,
      handle: (ask) =>
        desk.act(ask.command, 'printing/self-test', (change) => ({ jobId: printSelfTest(printing, change) })).answer,
    }),
  ];
}
