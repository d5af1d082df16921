import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../config/load.ts';
import { type Service, startService } from '../../../src/service.ts';
import { until } from '../../real-clock.ts';
import { makeServiceFolder, openClient, type ServiceClient, type ServiceFolder } from '../service-process.ts';
import { typedFields } from './typed-fields.ts';

/*
 * The diagnosis holds nothing about anybody: names, phones, cards, notes and PINs are planted wherever the desk takes them, and none
 * of them is in it.
 *
 * To see it red: let `withoutTexts` in src/diagnosis/rules.ts give texts back, give a fault's sentence or the journal's whole body
 * in src/diagnosis/actions.ts, or keep the message in src/diagnosis/unexpected-errors.ts.
 */
const PLANTED = {
  name: '欧阳种下',
  latin: 'Plantagenet',
  phone: '13987654321',
  pin: '739152',
  card: '4A77665544',
  unknownCard: '0BADC0FFEE',
  note: '轮子松了请小心',
} as const;
const PLAZA = '种在配置里的广场';
const DEADLINE_MS = 60_000;

let folder: ServiceFolder;
let service: Service;
let administrator: ServiceClient;
let lead: ServiceClient;

const signedIn = async (staffNo: string): Promise<ServiceClient> => {
  const client = openClient(() => service.address);
  expect((await client.ask('POST', '/session', { staffNo, pin: `${staffNo}11` })).status).toBe(200);
  return client;
};
const deed = async (client: ServiceClient, path: string, body: unknown) => {
  const answer = await client.ask('POST', path, body);
  expect({ path, ...answer }).toMatchObject({ path, status: 200 });
  return answer.body;
};

beforeAll(async () => {
  folder = makeServiceFolder({
    config: (yaml) => yaml.replace(/name: \{ zh: [^,]+,/, `name: { zh: ${PLAZA},`),
  });
  service = await startService(loadSettings(folder.configFile));
  administrator = await signedIn('9000');
  lead = await signedIn('1018');
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

/** Puts each planted text everywhere it can be put. */
async function plant(): Promise<void> {
  const person = { staffNo: '7788', department: PLANTED.note, roles: ['employee'], shiftId: 'reception' };
  const { personId } = await deed(administrator, '/people', { ...person, name: PLANTED.name });
  await deed(administrator, '/cards', { cardId: PLANTED.card, kind: 'employee', personId });
  await deed(administrator, '/bench/card', { cardId: PLANTED.card });
  await deed(administrator, '/bench/card', { cardId: PLANTED.unknownCard });
  await administrator.ask('POST', '/session', { staffNo: PLANTED.phone, pin: PLANTED.pin });
  const { body } = await lead.ask('GET', '/loans/stock');
  const pram = body.items.find((item: { kind: string }) => item.kind === 'stroller');
  await deed(lead, '/loans/stroller', { itemId: pram.id, phone: PLANTED.phone, note: PLANTED.note });
  let serial = 0;
  for (const field of Object.values(typedFields(administrator, lead)))
    for (const text of Object.values(PLANTED)) await field.take(text, ++serial);
}

describe('the diagnosis of a desk full of personal data', () => {
  it('names none of it, and says what is wrong with the devices', { timeout: DEADLINE_MS }, async () => {
    await plant();
    await deed(administrator, '/bench/card', { cardId: PLANTED.card });
    await administrator.ask('PUT', '/bench/faults', { device: 'printer-1', fault: 'paper-out', active: true });
    const printer = service.rooms.devices.all[1]?.device;
    await until(
      (look) => service.live.on(look),
      () => printer?.health().state === 'fault',
    );
    // An error that quotes a person, as an unexpected one may.
    const stop = service.live.on(() => {
      throw new RangeError(`${PLANTED.name} ${PLANTED.card}`);
    });
    service.desk.announce({ name: 'bench', payload: null });
    stop();
    const database = service.desk.database
      .prepare<{ text: string }>('SELECT group_concat(name) AS text FROM people')
      .get();
    expect(database?.text).toContain(PLANTED.name);

    const { status, body } = await administrator.ask('GET', '/diagnosis');
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    const people = (await administrator.ask('GET', '/people')).body.map((one: { name: string }) => one.name);
    const cards = (await administrator.ask('GET', '/cards')).body.map((one: { cardId: string }) => one.cardId);
    const secrets = [...Object.values(PLANTED), PLAZA, folder.path, ...people, ...cards];
    expect(secrets.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    // Not one Chinese character: whatever somebody typed here is none of the program's words.
    expect(text).not.toMatch(/\p{Script=Han}/u);

    expect(body).toMatchObject({ form: 1, database: { pragmas: { journal_mode: 'wal', synchronous: 2 } } });
    expect(body.devices.map(({ id }: { id: string }) => id)).toEqual([
      'reader-1',
      'printer-1',
      'cabinet-1',
      'pa-1',
      'scanner-1',
      'contacts-1',
    ]);
    expect(body.devices[1].faults).toMatchObject([{ code: 'printer/paper-out' }]);
    expect(body.devices[1].history).toMatchObject([{ change: 'raised', code: 'printer/paper-out' }]);
    expect(body.devices[0].counters.frames).toBeGreaterThan(0);
    expect(body.unexpected).toMatchObject([{ name: 'RangeError' }]);
    expect(body.machine.diskFree).toBeGreaterThan(0);
  });

  it('is for a supervisor', async () => {
    expect((await lead.ask('GET', '/diagnosis')).status).toBe(403);
    expect((await openClient(() => service.address).ask('GET', '/diagnosis')).status).toBe(401);
  });
});
