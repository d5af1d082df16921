import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeServiceFolder, type ServiceFolder } from '../service-process.ts';
import { Refused } from './desk-load.ts';
import { type KillableService, killableService } from './killable-service.ts';
import { SEED, seededRandom } from './seeded-random.ts';

/*
 * F10: a deposit is refunded once, whoever asks how often: the same request twice, fifty at once, and after a crash.
 *
 * To see it red: leave out `remember.run` in src/journal/desk.ts: what was asked twice is refused instead of answered.
 */
const CRASHES = 6;
const AT_ONCE = 50;

const loanAnswer = z.object({
  id: z.int(),
  step: z.string(),
  slip: z.object({ code: z.string().nullable() }).nullable(),
});
const cashAnswer = z.object({
  deposits: z.object({ balanceFen: z.int() }),
  today: z.array(z.object({ reason: z.string(), subject: z.string() })),
});

describe('a refund (F10)', () => {
  let folder: ServiceFolder;
  let service: KillableService;
  let umbrellas = 0;
  beforeAll(async () => {
    folder = makeServiceFolder();
    service = killableService(folder, new Map());
    await service.start();
  });
  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  /** An umbrella in a customer's hands: the return request that is due. */
  async function lent() {
    const number = `refund-${umbrellas++}`;
    const send = async (path: string, body: unknown, step: string) =>
      loanAnswer.parse(await service.send(path, body, `${number}-${step}`));
    const item = await service.send('/loans/items', { kind: 'umbrella', number, door: null }, `${number}-add`);
    const { id } = await send('/loans/umbrella', { itemId: z.object({ id: z.int() }).parse(item).id }, 'start');
    const { slip } = await send(`/loans/${id}/deposit-taken`, {}, 'money');
    await send(`/loans/${id}/finish`, {}, 'finish');
    const proof = { kind: 'code', code: slip?.code };
    return {
      id,
      takeBack: (commandId: string, damage: readonly string[] = ['rib']) =>
        service.send(`/loans/${id}/return`, { proof, inspection: { damage } }, `${number}-${commandId}`),
    };
  }

  async function refundsOf(id: number): Promise<number> {
    const { today } = cashAnswer.parse(await service.read('/cash'));
    return today.filter(({ reason, subject }) => reason === 'deposit-refunded' && subject === `loan:${id}`).length;
  }

  it('is made once for the same request twice, with the same answer', async () => {
    const loan = await lent();
    const first = await loan.takeBack('same', []);
    expect(loanAnswer.parse(first).step).toBe('put-opening');
    expect(await loan.takeBack('same', [])).toEqual(first);
    await expect(loan.takeBack('another', [])).rejects.toThrow(Refused);
    expect(await refundsOf(loan.id)).toBe(1);
  });

  it(`is made once for ${AT_ONCE} of the same request at once, with one answer for all`, async () => {
    const loan = await lent();
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => loan.takeBack('same')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refundsOf(loan.id)).toBe(1);
  });

  it(`is made once for ${AT_ONCE} screens at once; the others are told where the loan stands`, async () => {
    const loan = await lent();
    const asked = Array.from({ length: AT_ONCE }, (_, screen) => loan.takeBack(`screen-${screen}`));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refusals.filter((refusal) => !/: 409 .*loan\/already-returned/.test(refusal))).toEqual([]);
    expect(await refundsOf(loan.id)).toBe(1);
  });

  it(`is made once over ${CRASHES} crashes in the middle of it, and asking again gives one answer`, async () => {
    const random = seededRandom(SEED);
    const loans: number[] = [];
    for (let crash = 0; crash < CRASHES; crash++) {
      const loan = await lent();
      loans.push(loan.id);
      const asked = Promise.allSettled(Array.from({ length: 5 }, () => loan.takeBack('crash')));
      await wait(random.between(0, 12));
      await service.kill();
      const before = (await asked).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      await service.start();
      const after = [await loan.takeBack('crash'), await loan.takeBack('crash')];
      expect(new Set([...before, ...after].map((answer) => JSON.stringify(answer))).size, `QINGYU_SEED=${SEED}`).toBe(
        1,
      );
    }
    for (const id of loans) expect(await refundsOf(id), `loan ${id}, QINGYU_SEED=${SEED}`).toBe(1);
    expect(cashAnswer.parse(await service.read('/cash')).deposits.balanceFen).toBe(0);
    expect(service.complaints).toBe('');
  });
});
