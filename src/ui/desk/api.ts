import type { Sentence } from '../../ports/device.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';

/** Something the service refused, or could not be asked: one plain sentence for the clerk. `status` 0: no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly detail: Sentence;
  readonly field?: string;
  constructor(status: number, code: string, detail: Sentence, field?: string) {
    super(`${code}: ${detail.en}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    if (field !== undefined) this.field = field;
  }
}

const offline: Sentence = { zh: zh['error.offline'], en: en['error.offline'] };
const unanswered: Sentence = { zh: zh['error.unanswered'], en: en['error.unanswered'] };
const unknown: Sentence = { zh: zh['error.unknown'], en: en['error.unknown'] };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Any thrown thing as a {@link Problem}, for ErrorLine. */
export function asProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem(-1, 'ui/unexpected', unknown);
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!isObject(body)) return new Problem(response.status, 'service/unreadable', unknown);
  const { code, detail, field } = body;
  const sentence =
    isObject(detail) && typeof detail.zh === 'string' && typeof detail.en === 'string'
      ? { zh: detail.zh, en: detail.en }
      : unknown;
  return new Problem(
    response.status,
    typeof code === 'string' ? code : 'service/unknown',
    sentence,
    typeof field === 'string' ? field : undefined,
  );
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  return await response.json();
}

/** A random UUID; `crypto.randomUUID` is missing on plain http away from loopback. */
export function freshKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // RFC 9562: version 4 in the high bits of byte 6, variant 10 in byte 8.
  const fixed = bytes.map((byte, at) => (at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte));
  const hex = Array.from(fixed, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function read<T>(path: string, credentials: RequestCredentials): Promise<T> {
  // Only what a person's touch asked for keeps the session alive.
  const touched: Record<string, string> = credentials === 'omit' ? {} : { 'x-touched': '1' };
  let response: Response;
  try {
    response = await fetch(path, { headers: { accept: 'application/json', ...touched }, credentials });
  } catch {
    throw new Problem(0, 'link/offline', offline);
  }
  return answerOf<T>(response);
}

/** Reads, as who is signed in. @throws Problem */
export async function get<T>(path: string): Promise<T> {
  return read<T>(path, 'same-origin');
}

/** Reads what anybody may read, as nobody: asking again and again must not keep a session alive. @throws Problem */
export async function peek<T>(path: string): Promise<T> {
  return read<T>(path, 'omit');
}

/** Keys of commands whose answer got lost, so that pressing again is the same command and not a second one. */
const open = new Map<string, string>();

/** Acts once: a lost answer is asked for again with the same key, which the service answers without acting twice. @throws Problem */
export async function command<T = unknown>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const name = `${method} ${path} ${text ?? ''}`;
  const key = open.get(name) ?? freshKey();
  const request: RequestInit = {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key },
    ...(text === undefined ? {} : { body: text }),
  };
  let response: Response;
  try {
    response = await fetch(path, request).catch(() => fetch(path, request));
  } catch {
    open.set(name, key);
    throw new Problem(0, 'link/unanswered', unanswered);
  }
  open.delete(name);
  return answerOf<T>(response);
}
