import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormDay } from '../../../src/forms/view.rules.ts';
import type { SwapDays, SwapPartner } from '../../../src/swaps/actions.ts';
import { type ApiDesk, openApiDesk } from './api-desk.ts';

// A swap from the offer to the roster. Break it: leave applySwap out of `settled`, or checkSwap out, in open-attendance-rooms.ts.

const LONG_MS = 60_000;

let desk: ApiDesk;
let token: string;
let personId: number;
beforeAll(async () => {
  desk = await openApiDesk();
  token = await desk.signIn('1018');
  const people: { id: number; staffNo: string }[] = await get('/forms/people');
  personId = people.find(({ staffNo }) => staffNo === '2087')?.id ?? 0;
}, LONG_MS);
afterAll(() => desk.close());

async function get(path: string) {
  const { status, body } = await desk.ask('GET', path, { token });
  expect(status, `${path}: ${JSON.stringify(body)}`).toBe(200);
  return body;
}

async function post(path: string, body: object) {
  const answer = await desk.ask('POST', path, { token, body });
  expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBe(200);
  return answer.body;
}

/** `2027-02`: the month after next. */
function monthAhead(): string {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 2, 1)).toISOString().slice(0, 7);
}

const shiftsOn = async (who: number, day: string): Promise<string[]> => {
  const days: FormDay[] = await get(`/forms/days?personId=${who}&month=${day.slice(0, 7)}`);
  return days.find((one) => one.day === day)?.shifts.map(({ shiftId }) => shiftId) ?? [];
};

interface Offered {
  readonly day: string;
  readonly partner: SwapPartner;
}

/** The first day of the month from a day on for which somebody is offered. */
async function offered(from: string): Promise<Offered> {
  const days: FormDay[] = await get(`/forms/days?personId=${personId}&month=${from.slice(0, 7)}`);
  for (const { day } of days.filter(({ day: one, shifts }) => one >= from && shifts.length > 0)) {
    const { partners } = await get(`/swaps/${personId}/${day}/partners`);
    const partner = partners.find(({ otherDay }: SwapPartner) => otherDay.slice(0, 7) === from.slice(0, 7));
    if (partner !== undefined) return { day, partner };
  }
  throw new Error(`nobody is offered from ${from} on`);
}

const asked = ({ day, partner }: Offered) => ({
  personId,
  asked: { kind: 'swap', day, withPersonId: partner.personId, otherDay: partner.otherDay },
  reason: '考试',
});

async function signed(offer: Offered): Promise<number> {
  const { formId } = await post('/forms', asked(offer));
  const [superior] = await get(`/forms/${formId}/signatories`);
  expect(await post(`/forms/${formId}/sign`, { personId: superior.id, verdict: 'signed' })).toEqual({
    state: 'confirmed',
  });
  return formId;
}

it('stands in the roster of both once it is signed; the third of a month is refused with the count', {
  timeout: LONG_MS,
}, async () => {
  const month = monthAhead();
  const first = await offered(`${month}-03`);
  const { day, partner } = first;
  const [given, taken] = [await shiftsOn(personId, day), await shiftsOn(partner.personId, partner.otherDay)];
  expect(partner.counts[0]?.says.zh).toMatch(/已换 0 \/ 2 次$/);
  await signed(first);
  expect(await shiftsOn(personId, partner.otherDay)).toEqual(taken);
  expect(await shiftsOn(partner.personId, day)).toEqual(given);
  const second = await offered(`${month}-16`);
  const secondId = await signed(second);
  const third = { day: `${month}-27`, partner: { ...partner, otherDay: `${month}-27` } };
  const { refusal } = await post('/forms/draft', asked(third));
  const against: { kind: string; says: { zh: string } }[] = (
    await get(`/swaps/${personId}/${third.day}/with/${partner.personId}/${third.day}`)
  ).checks.filter(({ passed }: { passed: boolean }) => !passed);
  expect(refusal).toMatchObject({ code: against[0]?.kind, says: against[0]?.says });
  const counted = against.find(({ kind }) => kind === 'month-limit');
  expect(counted?.says.zh).toBe(`张伟 ${Number(month.slice(5))} 月已换 2 / 2 次，不能再换；超出一次扣 5 分`);
  const { status, body } = await desk.ask('POST', '/forms', { token, body: asked(third) });
  expect({ status, code: body.code }).toEqual({ status: 400, code: `form/${against[0]?.kind}` });
  // By name the same is said of every day, and not of the form that is corrected.
  const byName = (query = ''): Promise<SwapDays> =>
    get(`/swaps/${personId}/${third.day}/with/${partner.personId}${query}`);
  const used = ({ days }: SwapDays): boolean[] =>
    days.map(({ tells }) => tells.some(({ kind, passed }) => kind === 'month-limit' && !passed));
  expect(new Set(used(await byName()))).toEqual(new Set([true]));
  expect(new Set(used(await byName(`?replaces=${secondId}`)))).toEqual(new Set([false]));
});

it('names who can be asked to everybody signed in, to nobody else, and of nobody who is not there', async () => {
  const day = `${monthAhead()}-03`;
  const names: string[] = (await get(`/swaps/${personId}/${day}/colleagues`)).map(({ name }: SwapPartner) => name);
  expect(names).toContain('李敏');
  expect(names).not.toContain('张伟');
  for (const path of [`/swaps/${personId}/${day}/colleagues`, `/swaps/${personId}/${day}/with/1`])
    expect((await desk.ask('GET', path, {})).status, path).toBe(401);
  for (const path of [`/swaps/99999/${day}/colleagues`, `/swaps/${personId}/${day}/with/99999`])
    expect(await desk.ask('GET', path, { token }), path).toMatchObject({
      status: 404,
      body: { code: 'swaps/no-such-person' },
    });
});
