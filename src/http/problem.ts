import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DeskError, type Refusal } from '../ports/desk-error.ts';
import { DeviceError, type Sentence } from '../ports/device.ts';

/** RFC 9457 problem details, with the desk's stable `code` and its sentence in both languages. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: Sentence;
  /** The field of the request that is wrong. */
  readonly field?: string;
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

const STATUS: Readonly<Record<Refusal, number>> = {
  invalid: 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'wrong-state': 409,
  'too-many': 429,
  unavailable: 503,
};

/** Turns any error into a problem; what is unexpected says so without its inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DeskError) {
    const facts = factsOf(error);
    return {
      type: 'about:blank',
      title: error.message,
      status: STATUS[error.refusal],
      code: error.code,
      detail: error.says,
      ...(error.field === undefined ? {} : { field: error.field }),
      ...(Object.keys(facts).length === 0 ? {} : { facts }),
    };
  }
  if (error instanceof DeviceError) {
    return { type: 'about:blank', title: error.message, status: 503, code: error.code, detail: error.says };
  }
  if (error instanceof URIError) {
    return invalid('request/path', 'path', { zh: '这个地址读不懂。', en: 'The address cannot be read.' }, 400);
  }
  if (isBodyError(error)) {
    return invalid(
      'request/body',
      'body',
      { zh: '发来的内容读不懂。', en: 'The request body cannot be read.' },
      error.status,
    );
  }
  return {
    type: 'about:blank',
    title: 'Not done: something inside went wrong.',
    status: 500,
    code: 'desk/internal',
    detail: {
      zh: '没有记录，请再试一次；还不行请叫管理员。',
      en: 'Not recorded. Try again; if it stays, call the administrator.',
    },
  };
}

/** A wrong state always says which: where the room gives none of its own, the code names it (`loan/card-in-use`). */
function factsOf({ code, facts, refusal }: DeskError): DeskError['facts'] {
  return refusal === 'wrong-state' ? { state: code.slice(code.indexOf('/') + 1), ...facts } : facts;
}

function invalid(code: string, field: string, detail: Sentence, status: number): Problem {
  return { type: 'about:blank', title: detail.en, status, code, detail, field };
}

/** body-parser errors carry an HTTP status and a type (`entity.parse.failed`, `entity.too.large`, …). */
function isBodyError(error: unknown): error is { status: number; type: string } {
  if (typeof error !== 'object' || error === null || !('type' in error) || !('status' in error)) return false;
  return (
    typeof error.type === 'string' && typeof error.status === 'number' && error.status >= 400 && error.status < 500
  );
}

export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** Express's last stop. `report` hears of what nobody expected, for the service log. */
export function problemHandlers(report: (error: unknown) => void): {
  notFound: RequestHandler;
  failed: ErrorRequestHandler;
} {
  return {
    notFound: (_request, response) => {
      sendProblem(response, {
        type: 'about:blank',
        title: 'There is no such address.',
        status: 404,
        code: 'request/no-such-route',
        detail: { zh: '没有这个地址。', en: 'There is no such address.' },
      });
    },
    failed: (error: unknown, _request, response, next) => {
      const problem = toProblem(error);
      if (problem.status === 500) report(error);
      if (response.headersSent) next(error);
      else sendProblem(response, problem);
    },
  };
}
