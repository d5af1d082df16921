import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { loadSettings, type Settings } from '../../../config/load.ts';
import type { Route } from '../../../src/http/route.ts';
import { type Service, startService } from '../../../src/service.ts';
import { demoPeople } from '../../../src/staff/actions.ts';
import { type FolderOptions, makeServiceFolder } from '../service-process.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  /** Parsed JSON; the text itself where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers field by field
  readonly body: any;
  /** The session cookie the answer sets. */
  readonly token: string | undefined;
}

export interface Asked {
  /** Sent as it is. */
  readonly text?: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  /** Absent: a fresh one. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real service in this process, and whatever may be sent to it. */
export interface ApiDesk {
  readonly service: Service;
  readonly settings: Settings;
  readonly port: number;
  readonly routes: readonly Route[];
  /** Paths are below `/api`. */
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
  /** The token of a demo person's session. */
  signIn(staffNo: string): Promise<string>;
  /** The newest entry that somebody asked for; what a device reports by itself comes when it comes. */
  lastDeed(): { readonly seq: number; readonly kind: string } | undefined;
  close(): Promise<void>;
}

/** Starts the demo plaza in a folder of its own on a free port. */
export async function openApiDesk(options: FolderOptions = {}): Promise<ApiDesk> {
  const folder = makeServiceFolder(options);
  const settings = loadSettings(folder.configFile);
  const service = await startService(settings);
  const port = Number(new URL(service.address).port);
  const ask = (method: string, path: string, asked: Asked = {}) => send(port, method, `/api${path}`, asked);
  return {
    service,
    settings,
    port,
    routes: service.rooms.routes,
    ask,
    async signIn(staffNo) {
      const pin = demoPeople.find((person) => person.staffNo === staffNo)?.pin;
      const { token, status } = await ask('POST', '/session', { body: { staffNo, pin } });
      if (token === undefined) throw new Error(`${staffNo} cannot sign in: ${status}`);
      return token;
    },
    lastDeed() {
      const deed = service.desk.journal.page({ limit: 100 }).find(({ actor }) => !actor.startsWith('device:'));
      return deed && { seq: deed.seq, kind: deed.kind };
    },
    async close() {
      await service.stop();
      folder.remove();
    },
  };
}

/** One request with exactly these headers; `fetch` would not let a test lie about its host. */
export function send(port: number, method: string, path: string, asked: Asked = {}): Promise<Answer> {
  const text = asked.text ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  const key = asked.key === undefined ? randomUUID() : asked.key;
  const headers: Record<string, string> = {
    Host: `127.0.0.1:${port}`,
    ...(method === 'GET' || key === null ? {} : { 'Idempotency-Key': key }),
    ...(text === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) }),
    ...(asked.token === undefined ? {} : { Cookie: `qingyu_session=${asked.token}` }),
    ...asked.headers,
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', method, path, headers, setHost: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const type = response.headers['content-type'] ?? '';
        const received = Buffer.concat(chunks).toString('utf8');
        const cookie = response.headers['set-cookie']?.map((one) => /^qingyu_session=([^;]+)/.exec(one)?.[1])[0];
        const body: unknown = type.includes('json') && received !== '' ? JSON.parse(received) : received;
        resolve({ status: response.statusCode ?? 0, type, body, token: cookie });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(text);
  });
}

/** `/loans/:loanId` with `loanId` filled in. */
export function filledPath(path: string, params: Readonly<Record<string, string | number>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => String(params[name]));
}

export const writes = (route: Route): boolean => route.method !== 'get';

/** How a test is named after its route. */
export const named = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;
