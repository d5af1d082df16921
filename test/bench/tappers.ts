import { z } from 'zod';
import type { Service } from '../../src/service.ts';

const personAdded = z.object({ personId: z.int() });

/** Adds `count` employees with a card each through the API, as an administrator would; returns their card ids. */
export async function insertTappers(service: Service, count: number): Promise<string[]> {
  const signIn = await post(service, '/session', { staffNo: '9000', pin: '900011' });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
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
