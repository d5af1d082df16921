import { expect, it } from 'vitest';
import { demoPeople, innerHalf } from '../../../src/staff/actions.ts';
import { eventually } from '../browser/eventually.ts';
import { type ApiDesk, openApiDesk } from './api-desk.ts';

// Every model of reader can be tried with the demo's people. Breaking it on purpose: leave `issueInnerHalves` out of open-rooms.ts, and a
// PN532 taps strangers.

const LONG_MS = 60_000;
const RDM6300 = 'model: rdm6300\n';
const CHEN_JING = '4A00001001';

type Reader = { readonly kind: string; readonly cardDigits: readonly number[] };

async function withReaders(readers: string, tryIt: (desk: ApiDesk, readers: readonly Reader[]) => Promise<void>) {
  const desk = await openApiDesk({ config: (yaml) => yaml.replace(RDM6300, readers) });
  try {
    const { body } = await desk.ask('GET', '/bench');
    await tryIt(
      desk,
      body.filter(({ kind }: Reader) => kind === 'card-reader'),
    );
  } finally {
    await desk.close();
  }
}

const hold = (desk: ApiDesk, cardId: string | undefined, reader?: string) =>
  desk.ask('POST', '/bench/card', { body: reader === undefined ? { cardId } : { cardId, reader } });

const isUp = (desk: ApiDesk, at: number) =>
  eventually(async () => (await desk.ask('GET', '/devices')).body[at].state).toMatch(/ready|waiting/);

/** Staff numbers of today's punches, in order. */
async function punched(desk: ApiDesk): Promise<readonly string[]> {
  const { body } = await desk.ask('GET', '/punches/today', { token: await desk.signIn('3002') });
  return body.map((punch: { staffNo: string }) => punch.staffNo);
}

it.each(['rdm6300', 'em18', 'rdm7941', 'pn532', 'osdp', 'hid-keyboard', 'hid-keyboard\n    format: 14H'])(
  'at a simulated reader of model %s somebody of the demo taps in',
  { timeout: LONG_MS },
  async (model) => {
    await withReaders(`model: ${model}\n`, async (desk, [reader]) => {
      await isUp(desk, 0);
      const half = [CHEN_JING, innerHalf(CHEN_JING)].find(({ length }) => reader?.cardDigits.includes(length));
      expect(await hold(desk, half)).toMatchObject({ status: 200, body: { done: true } });
      await eventually(() => punched(desk)).toEqual(['1001']);
    });
  },
);

it('of two simulated readers the named one gets the card, and refuses what it cannot see', {
  timeout: LONG_MS,
}, async () => {
  const second = '    link: simulated\n  - id: reader-2\n    kind: card-reader\n    model: pn532\n';
  await withReaders(`${RDM6300}${second}`, async (desk) => {
    await isUp(desk, 1);
    expect(await hold(desk, CHEN_JING, 'reader-2')).toMatchObject({
      status: 400,
      body: { code: 'bench/no-such-card', field: 'cardId' },
    });
    expect(await hold(desk, CHEN_JING, 'reader-9')).toMatchObject({ status: 404 });
    expect(await hold(desk, innerHalf(CHEN_JING), 'reader-2')).toMatchObject({ status: 200 });
    await eventually(() => punched(desk)).toEqual(['1001']);
  });
});

it('where a reader sees only 13.56 MHz cards, both halves of every demo card are issued, of the lost one too', {
  timeout: LONG_MS,
}, async () => {
  await withReaders('model: pn532\n', async (desk) => {
    const cards = (await desk.ask('GET', '/cards', { token: await desk.signIn('9000') })).body;
    const ids = cards.map(({ cardId }: { cardId: string }) => cardId);
    for (const { cardId } of demoPeople) expect(ids).toEqual(expect.arrayContaining([cardId, innerHalf(cardId)]));
    expect(cards.find(({ cardId }: { cardId: string }) => cardId === '044A0000802099')).toMatchObject({
      state: 'lost',
    });
  });
});
