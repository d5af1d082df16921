import { z } from 'zod';
import type { Service } from '../../src/service.ts';

const personAdded = z.object({ personId: z.int() });

/** Adds `count` employees with a card each through the API, as an administrator would; returns their card ids. */
export async function insertTappers(service: Service, count: number): Promise<string[]> {
  const cookie = await administratorsCookie(service);
  const cards: string[] = [];
  for (let index = 0; index < count; index++) {
    const staffNo = `B${index}`;
    const person = { staffNo, name: '测试', department: '物业部', roles: ['employee'], shiftId: 'reception' };
    const added = personAdded.parse(await (await post(service, '/people', person, cookie)).json());
    const cardId = `4B${String(index).padStart(8, '0')}`;
    await post(service, '/cards', { cardId, kind: 'employee', personId: added.personId }, cookie);
    cards.push(cardId);
  }
  return cards;
}

/** Asks as the administrator; reads the answer to its end. */
export async function signedIn(service: Service): Promise<(path: string, body?: unknown) => Promise<void>> {
  const cookie = await administratorsCookie(service);
  return async (path, body) => {
    const answer =
      body === undefined
        ? await fetch(`${service.address}/api${path}`, { headers: { cookie } })
        : await post(service, path, body, cookie);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
}

async function administratorsCookie(service: Service): Promise<string> {
  const signIn = await post(service, '/session', { staffNo: '9000', pin: '900011' });
  return (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

let commands = 0;

async function post(service: Service, path: string, body: unknown, cookie = ''): Promise<Response> {
  commands += 1;
  const response = await fetch(`${service.address}/api${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `bench-${commands}-command`, cookie },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
